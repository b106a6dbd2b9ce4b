"""Résumés: dates, sections, people, and the tool over them."""

import re
import time
from datetime import date

import jsonschema
import pytest

from agents.tools.registry import TOOLS
from agents.tools.resumes.parsing import parse
from agents.tools.resumes.periods import months_of, periods_in
from agents.tools.tests.written import Written, document

TODAY = date(2024, 6, 30)
ANNA = """# Anna Whitfield
Senior Backend Engineer
anna@example.com | +44 20 7946 0812 | London, United Kingdom
## Experience
### Senior Backend Engineer, Harbour Payments Ltd
Mar 2020 – present, London
- Moved 40 services to Kubernetes
- Wrote payment services in Python and PostgreSQL
### Software Engineer, Brightline Analytics
Sep 2016 – Feb 2020
- Built pipelines with Apache Kafka
## Education
BSc in Computer Science, University of Leeds, 2011 – 2014
## Skills
Python, Go, PostgreSQL, Kubernetes
## Languages
English (native), German (B1)
"""
SOMCHAI = """# นายสมชาย วงศ์สุวรรณ
โทร. 081-234-5678 อีเมล somchai@example.co.th
## ประสบการณ์ทำงาน
### วิศวกรซอฟต์แวร์
บริษัท สยามเพย์เมนต์ จำกัด
ม.ค. ๒๕๖๓ – ปัจจุบัน
- พัฒนาระบบด้วย Java
## การศึกษา
2555 - 2559 วิศวกรรมศาสตรบัณฑิต สาขาวิศวกรรมคอมพิวเตอร์ มหาวิทยาลัยเกษตรศาสตร์ เกรดเฉลี่ย 3.25
## ทักษะ
Java, Spring Boot, MySQL
## ภาษา
ภาษาไทย (เจ้าของภาษา), ภาษาอังกฤษ (ดี)
"""
POLICY = "# Hiring policy\nA résumé must be sent to HR before the interview.\nRecords are kept for two years."


def read(text):
    return parse(document("cv.md", text), TODAY)


def ask(question, *documents, language="en", tool="resume_parser", **more):
    context = Written(question=question, language=language, written=list(documents), **more)
    arguments = TOOLS[tool].propose(context)
    assert arguments is not None, f"not proposed for {question}"
    jsonschema.validate(arguments, TOOLS[tool].parameters)
    result = TOOLS[tool].run(context, arguments)
    jsonschema.validate(result.data, TOOLS[tool].returns)
    return result


@pytest.mark.parametrize(
    ("text", "start", "end", "is_open"),
    [
        ("Mar 2020 – present", "2020-03", "", True),
        ("September 2016 to February 2020", "2016-09", "2020-02", False),
        ("01/2018 - 12/2019", "2018-01", "2019-12", False),
        ("2019-02 to Current", "2019-02", "", True),
        ("04.2017 - 03.2020", "2017-04", "2020-03", False),
        ("2014 – 2018", "2014", "2018", False),
        ("2018–19", "2018", "2019", False),
        ("Jan – Mar 2020", "2020-01", "2020-03", False),
        ("since May 2021", "2021-05", "", True),
        ("พ.ศ. ๒๕๖๓ – ปัจจุบัน", "2020", "", True),
        ("ม.ค. 2563 - ธ.ค. 2565", "2020-01", "2022-12", False),
        ("เมษายน 2562 ถึง มีนาคม 2564", "2019-04", "2021-03", False),
        ("มิ.ย. 60 - ธ.ค. 62", "2017-06", "2019-12", False),
        ("05/2561 - 06/2563", "2018-05", "2020-06", False),
        ("2556 - 2560", "2013", "2017", False),
    ],
)
def test_a_period_is_read_in_either_calendar(text, start, end, is_open):
    [period] = periods_in(text)
    assert (period.start, period.end, period.open) == (start, end, is_open)


@pytest.mark.parametrize("text", ["+66 81 234 5678", "version 3.12", "room 2020a", "081-234-5678", "99/12 10900"])
def test_what_is_no_period_is_not_read_as_one(text):
    assert not periods_in(text)


def test_months_that_overlap_count_once():
    periods = periods_in("2018-01 to 2019-12") + periods_in("2019-01 to 2020-12")
    assert months_of(periods, TODAY) == 36


def test_the_text_of_every_value_stands_at_its_place():
    written = document("cv.md", ANNA)
    resume = parse(written, TODAY)
    values = [resume.name, resume.headline, resume.location, *resume.emails, *resume.phones]
    values += [found for job in resume.experience for found in (job.title, job.organisation, *job.bullets)]
    values += [skill.found for skill in resume.skills] + [study.institution for study in resume.education]
    for found in values:
        [(start, end), *_more] = found.spans
        assert written.text[start:end] == found.text


def test_an_english_resume():
    resume = read(ANNA)
    assert resume.name.text == "Anna Whitfield"
    assert [job.organisation.text for job in resume.experience] == ["Harbour Payments Ltd", "Brightline Analytics"]
    assert resume.months == 94
    assert (resume.education[0].degree.text, resume.education[0].field.text) == ("BSc", "Computer Science")
    assert [skill.name for skill in resume.skills if not skill.listed] == ["Apache Kafka"]
    assert [(each.name, each.level) for each in resume.languages] == [("English", "native"), ("German", "B1")]


def test_a_thai_resume():
    resume = read(SOMCHAI)
    assert resume.name.text == "นายสมชาย วงศ์สุวรรณ"
    assert resume.phones[0].text == "081-234-5678"
    job = resume.experience[0]
    assert (job.title.text, job.organisation.text, job.period.start) == ("วิศวกรซอฟต์แวร์", "บริษัท สยามเพย์เมนต์ จำกัด", "2020-01")
    study = resume.education[0]
    assert (study.field.text, study.institution.text, study.gpa.text) == ("วิศวกรรมคอมพิวเตอร์", "มหาวิทยาลัยเกษตรศาสตร์", "3.25")


def test_nothing_about_age_or_religion_is_read():
    result = ask("Parse the résumés", document("a.md", ANNA + "\n## Personal details\nAge: 34\nReligion: Jedi\nGender: female\n"))
    assert not {"34", "Jedi", "female"} & set(re.findall(r"\w+", str(result.data) + str(result.views)))


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Show the work experience of the candidates as a table", "en"),
        ("Parse the résumés", "en"),
        ("How many years of experience does each applicant have?", "en"),
        ("What are the contact details in Anna's CV?", "en"),
        ("สรุปประวัติการทำงานของผู้สมัคร", "th"),
        ("ผู้สมัครแต่ละคนมีทักษะอะไรบ้าง", "th"),
    ],
)
def test_questions_about_resumes_are_for_the_parser(question, language):
    result = ask(question, document("anna.md", ANNA), document("policy.md", POLICY), language=language)
    assert result.data["resumes"][0]["name"] == "Anna Whitfield"
    assert {view.kind for view in result.views} == {"facts", "table", "timeline"}
    assert all(statement.places for statement in result.statements)


@pytest.mark.parametrize(
    "question",
    [
        "How do I submit a résumé to HR?",
        "When does work resume after the holidays?",
        "How many days of annual leave do I get?",
        "What is the policy on keeping candidates' CVs?",
        "ต้องส่งเรซูเม่อย่างไร ขั้นตอนเป็นอย่างไร",
        "พนักงานลาพักร้อนได้กี่วัน",
        "Match the candidates with the job post",
    ],
)
def test_other_questions_are_not_for_the_parser(question):
    assert TOOLS["resume_parser"].propose(Written(question=question, written=[document("policy.md", POLICY)])) is None


def test_a_question_that_names_one_person_is_answered_about_that_person():
    result = ask("What is Somchai's... show the CV skills of สมชาย", document("a.md", ANNA), document("s.md", SOMCHAI))
    assert [each["document"] for each in result.data["resumes"]] == ["s.md"]


def test_without_resumes_the_answer_says_what_to_do():
    result = ask("Parse the résumés", document("policy.md", POLICY))
    assert result.found_nothing
    assert "Add résumés" in result.statements[0].text


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "2020 – " * 30_000,
        "(" * 200_000,
        "Name: " * 30_000,
        "+" + "1 " * 100_000,
        "ก" * 200_000,
        "a.b." * 50_000,
        "1/" * 100_000,
    ],
    ids=["letters", "years", "brackets", "labels", "digits", "thai", "dots", "slashes"],
)
def test_hostile_text_takes_no_long_time(text):
    began = time.perf_counter()
    for layout in (text, f"# Experience\n{text}\n# Skills\n{text}\n# Education\n{text}\n# Languages\n{text}"):
        read(layout)
    assert time.perf_counter() - began < 4
