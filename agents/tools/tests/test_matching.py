"""Job posts, what they ask for, and who meets it."""

import time

import jsonschema
import pytest

from agents.tools.lines import lines_of
from agents.tools.papers.recognition import is_paper
from agents.tools.protocol import ToolError
from agents.tools.registry import TOOLS
from agents.tools.resumes.recognition import is_resume, job_post_score
from agents.tools.resumes.requirements import post_of_lines, post_of_text
from agents.tools.tests.test_resumes import ANNA, POLICY, SOMCHAI
from agents.tools.tests.written import Written, document

POST = """# Senior Backend Engineer
We are looking for an engineer to join our team.
## Responsibilities
- Write services in Java
## Requirements
- Bachelor's degree in Computer Science or a related field
- At least 8 years of experience with Python or Go
- Experience with PostgreSQL and Kubernetes
- Fluent English
- Age not over 35
## Nice to have
- Experience with Zephyr RTOS
## We offer
- Excel training
"""
THAI_POST = """# รับสมัครวิศวกรซอฟต์แวร์
คุณสมบัติผู้สมัคร
- เพศชาย อายุไม่เกิน 35 ปี
- วุฒิปริญญาตรีขึ้นไป สาขาวิศวกรรมคอมพิวเตอร์ หรือสาขาที่เกี่ยวข้อง
- มีประสบการณ์อย่างน้อย 3 ปี
- มีความรู้ด้าน Java และ MySQL
- สื่อสารภาษาอังกฤษได้ดี
- หากใช้ Kubernetes ได้จะพิจารณาเป็นพิเศษ
"""
PEOPLE = [document("anna.md", ANNA), document("somchai.md", SOMCHAI), document("policy.md", POLICY)]


def match(question, *documents, language="en"):
    context = Written(question=question, language=language, written=list(documents))
    tool = TOOLS["skill_matcher"]
    arguments = tool.propose(context)
    jsonschema.validate(arguments, tool.parameters)
    result = tool.run(context, arguments)
    jsonschema.validate(result.data, tool.returns)
    return result


def kinds(post):
    return [(each.kind, each.name, each.must) for each in post]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who of the candidates knows Docker and SQL?", [("skill", "Docker", True), ("skill", "SQL", True)]),
        ("3+ years of Python", [("years", "Python", True)]),
        ("know Python and have at least 4 years of experience", [("years", "", True), ("skill", "Python", True)]),
        ("PostgreSQL required. Terraform is a plus.", [("skill", "PostgreSQL", True), ("skill", "Terraform", False)]),
        ("must speak French", [("language", "French", True)]),
        ("ผู้สมัครที่มีประสบการณ์ด้านบัญชี 3 ปี", [("years", "Accounting", True)]),
        ("ผู้สมัครที่ใช้ Excel ได้ และพูดภาษาจีนได้", [("language", "Chinese", True), ("skill", "Excel", True)]),
    ],
)
def test_requirements_are_read_from_a_question(text, expected):
    assert kinds(post_of_text(text).requirements) == expected


def test_a_post_and_resumes_give_a_matrix_with_evidence():
    result = match("Match the candidates with the job post", document("post.md", POST), *PEOPLE)
    matrix = result.views[0]
    assert [cell.text for cell in matrix.row_labels] == ["Anna Whitfield", "นายสมชาย วงศ์สุวรรณ"]
    tones = {label.text: cell.tone for label, cell in zip(matrix.column_labels, matrix.cells[0], strict=True)}
    assert tones == {
        "bachelor's degree (Computer Science)": "good",
        "8+ years: Python / Go": "warning",
        "PostgreSQL": "good",
        "Kubernetes": "good",
        "English": "good",
        "Zephyr RTOS (nice to have)": "bad",
    }
    assert all(cell.places for row in matrix.cells for cell in row if cell.tone == "good")
    assert all(label.places for label in matrix.column_labels)


def test_duties_benefits_and_age_are_no_requirements():
    result = match("Rank the applicants for the job", document("post.md", POST), *PEOPLE)
    assert not {"Java", "Excel"} & {each["name"] for each in result.data["requirements"]}
    assert result.data["left_out"] == ["Age not over 35"]
    assert any("Left out on purpose" in each.text and each.places for each in result.statements)


def test_a_thai_post_finds_the_thai_engineer():
    result = match("เปรียบเทียบผู้สมัครกับประกาศรับสมัครงาน", document("post.md", THAI_POST), *PEOPLE, language="th")
    first = result.data["candidates"][0]
    assert first["name"] == "นายสมชาย วงศ์สุวรรณ"
    assert all(each["met"] == 1 for each in first["requirements"] if each["name"] != "Kubernetes")


def test_the_score_is_the_share_of_points():
    result = match("Which candidates know Python and speak German?", *PEOPLE)
    best = result.data["candidates"][0]
    assert (best["name"], best["score"]) == ("Anna Whitfield", 100.0)
    assert best["points"] == {"reached": {"must": 6.0, "nice": 0.0}, "possible": {"must": 6.0, "nice": 0.0}}


def test_without_a_post_the_person_is_told_what_is_missing():
    with pytest.raises(ToolError, match="No job post"):
        match("Rank the candidates", *PEOPLE)


@pytest.mark.parametrize(
    "question",
    [
        "Compare revenue of 2023 and 2024",
        "Which contract is best?",
        "Parse the résumés",
        "Does the policy match the law?",
        "เปรียบเทียบยอดขายสองปี",
    ],
)
def test_other_questions_are_not_for_the_matcher(question):
    assert TOOLS["skill_matcher"].propose(Written(question=question, written=PEOPLE)) is None


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "5 years " * 25_000,
        "experience with " * 12_000,
        "A b C, " * 30_000,
        "( " * 100_000,
        "ปี 5" * 50_000,
        "Requirements:\n" * 14_000,
        "\n" * 200_000,
    ],
    ids=["letters", "years", "free", "names", "brackets", "thai", "headings", "lines"],
)
def test_hostile_documents_take_no_long_time(text):
    began = time.perf_counter()
    hostile = document("x.md", "# Requirements\n" + text)
    post_of_lines(lines_of(hostile))
    post_of_text(text)
    is_resume(hostile), is_paper(hostile), job_post_score(text)
    for tool in ("resume_parser", "skill_matcher", "paper_search", "citation_finder"):
        TOOLS[tool].propose(Written(question=text, written=[hostile]))
    assert time.perf_counter() - began < 3


def test_years_in_a_post_called_after_the_skill_count():
    text = (
        "# Jo Berg\njo@example.com\n+66 81 234 5678\n\n## Work Experience\n\nData Analyst, Nordic Retail\nJan 2016 - Dec 2023\n"
        "- Weekly reports\n\n## Education\n\nBachelor of Science, Uppsala University, 2015\n\n## Skills\n\nSQL\n"
    )
    post = document("post.md", POST.replace("8 years of experience with Python or Go", "3 years of experience with Data Analysis"))
    matrix = match("Match the candidates with the job post", post, document("jo.md", text)).views[0]
    cell = next(cell for cell, label in zip(matrix.cells[0], matrix.column_labels, strict=True) if "Data Analysis" in label.text)
    assert (cell.tone, cell.text) == ("good", "8 years")
