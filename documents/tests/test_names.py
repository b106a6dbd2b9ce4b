import pytest

from documents.names import MAX_NAME_CHARS, display_name


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        pytest.param("report.pdf", "report.pdf", id="a plain name stays"),
        pytest.param("นโยบายการลา.pdf", "นโยบายการลา.pdf", id="Thai stays"),
        pytest.param("../../etc/passwd", "passwd", id="folders go"),
        pytest.param("C:\\Users\\me\\plan.docx", "plan.docx", id="Windows folders go"),
        pytest.param("a\x00b\r\nc.txt", "ab c.txt", id="control characters go"),
        pytest.param("invoice\u202efdp.exe", "invoicefdp.exe", id="bidirectional overrides go"),
        pytest.param("cafe\u0301.txt", "caf\u00e9.txt", id="composed"),
        pytest.param("  a   b .txt ", "a b .txt", id="blanks are joined"),
        pytest.param("name\udcff.txt", "name.txt", id="broken bytes go"),
        pytest.param("", "untitled", id="nothing gets a name"),
        pytest.param("..", "untitled", id="dots are no name"),
        pytest.param("folder/", "folder", id="a folder's name"),
    ],
)
def test_names_are_made_safe_to_show(raw, shown):
    assert display_name(raw) == shown


def test_a_long_name_keeps_its_suffix():
    name = display_name("x" * 5000 + ".pdf")
    assert len(name) <= MAX_NAME_CHARS
    assert name.endswith("….pdf")
