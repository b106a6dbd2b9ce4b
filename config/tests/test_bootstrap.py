import pytest

from config import bootstrap


@pytest.mark.parametrize(
    ("configured", "expected"),
    [
        pytest.param("", [], id="nothing configured"),
        pytest.param(
            "global.index-url='https://a.example/simple'\n:env:.find-links='/w'\nglobal.cert='/c'",
            ["--index-url", "https://a.example/simple", "--find-links", "/w", "--index-strategy", "unsafe-best-match"],
            id="index and links",
        ),
        pytest.param(
            "global.extra-index-url='https://a.example https://b.example'",
            ["--extra-index-url", "https://a.example", "--extra-index-url", "https://b.example", "--index-strategy", "unsafe-best-match"],
            id="several indexes",
        ),
        pytest.param(
            "global.find-links='/w'\n:env:.find-links='/w'",
            ["--find-links", "/w", "--index-strategy", "unsafe-best-match"],
            id="named twice",
        ),
    ],
)
def test_where_pip_finds_packages_uv_finds_them(monkeypatch, configured, expected):
    monkeypatch.setattr(bootstrap, "_output", lambda *argv: configured)
    assert bootstrap.package_sources() == expected


def test_what_is_installed_is_not_installed_again(monkeypatch):
    monkeypatch.setattr(bootstrap, "_is_installed", lambda file: True)
    monkeypatch.setattr(bootstrap, "_run", lambda argv: pytest.fail("it ran something"))
    bootstrap.install(["base", "models"])


@pytest.mark.parametrize(("line", "expected"), [("EMBEDDING_MODEL=", []), ("#EMBEDDING_MODEL=x", []), ('EMBEDDING_MODEL="a/b"', ["a/b"])])
def test_models_asked_for_in_env_are_seen(monkeypatch, tmp_path, line, expected):
    monkeypatch.delenv("EMBEDDING_MODEL", raising=False)
    monkeypatch.delenv("RERANKER_MODEL", raising=False)
    monkeypatch.setattr(bootstrap, "BASE", tmp_path)
    (tmp_path / ".env").write_text(f"{line}\n")
    assert bootstrap.chosen_models() == expected
