"""References: finding the list, reading its entries, giving them as BibTeX and RIS, and who cites whom."""

import re
import time

import jsonschema
import pytest

from agents.tools.papers.export import bibtex, escaped, keys, ris
from agents.tools.papers.fields import read_reference
from agents.tools.papers.joining import Joined
from agents.tools.papers.metadata import read_paper
from agents.tools.papers.reading import references_of
from agents.tools.papers.recognition import is_paper
from agents.tools.registry import TOOLS
from agents.tools.tests.written import Written, document

RICE = """# Rice Yields and Recurrent Networks
Pimchanok Suwan, Daniel R. Cole
Faculty of Agriculture, Northern University
Journal of Field Informatics 12(2), 2022
## Abstract
We compare networks with regression on fifteen seasons of rice yields.
## 1. Introduction
Networks learn long patterns [1]. Regression is older [2, 3].
## References
[1] S. Hochreiter and J. Schmidhuber, “Long short-term memory,” Neural Computation, vol. 9, no. 8, pp. 1735–1780, 1997, doi: 10.1162/neco.1997.9.8.1735.
[2] D. Kahneman, Thinking, Fast and Slow. New York: Farrar, Straus and Giroux, 2011.
[3] กรมการข้าว, คู่มือโรคข้าวและการป้องกันกำจัด, กรุงเทพฯ: กระทรวงเกษตรและสหกรณ์, 2559.
"""
REVIEW = """# A Review of Yield Forecasts
Ama Mensah
2024
## Abstract
Ten years of forecasts are reviewed.
## Introduction
Suwan and Cole (2022) use networks. Others rely on heuristics (Kahneman, 2011).
## References
Kahneman, D. (2011). Thinking, fast and slow. Farrar, Straus and Giroux.
Suwan, P., & Cole, D. R. (2022). Rice yields and recurrent networks. Journal of Field Informatics, 12(2), 1–19.
สมศักดิ์ วงศ์ไพศาล และ มาลี จันทร์งาม. (2562). ผลของการเรียนรู้แบบโครงงาน. วารสารศึกษาศาสตร์, 42(3), 55–70.
"""
PAPERS = [document("rice.md", RICE), document("review.md", REVIEW)]
MEMO = document("memo.md", "# Memo\nPlease give two references of former employers.\nThe meeting is on Monday.")
STYLES = {
    "apa": "Tversky, A., & Kahneman, D. (1974). Judgment under uncertainty. Science, 185(4157), 1124–1131. https://doi.org/10.1126/science.185.4157.1124",
    "harvard": "Tversky, A. and Kahneman, D. (1974) ‘Judgment under uncertainty’, Science, 185(4157), pp. 1124–1131. doi:10.1126/science.185.4157.1124.",
    "mla": "Tversky, Amos, and Daniel Kahneman. “Judgment under Uncertainty.” Science, vol. 185, no. 4157, 1974, pp. 1124–31, doi:10.1126/science.185.4157.1124.",
    "chicago": "Tversky, Amos, and Daniel Kahneman. 1974. “Judgment under Uncertainty.” Science 185 (4157): 1124–31. https://doi.org/10.1126/science.185.4157.1124.",
    "vancouver": "Tversky A, Kahneman D. Judgment under uncertainty. Science. 1974;185(4157):1124-31. doi: 10.1126/science.185.4157.1124",
    "ieee": "A. Tversky and D. Kahneman, “Judgment under uncertainty,” Science, vol. 185, no. 4157, pp. 1124–1131, 1974, doi: 10.1126/science.185.4157.1124.",
    "acm": "Amos Tversky and Daniel Kahneman. 1974. Judgment under uncertainty. Science 185, 4157 (1974), 1124–1131. https://doi.org/10.1126/science.185.4157.1124",
    "lncs": "Tversky, A., Kahneman, D.: Judgment under uncertainty. Science 185(4157), 1124–1131 (1974). https://doi.org/10.1126/science.185.4157.1124",
    "nature": "Tversky, A. & Kahneman, D. Judgment under uncertainty. Science 185, 1124–1131 (1974). https://doi.org/10.1126/science.185.4157.1124",
}


def read(text):
    return read_reference(1, False, Joined(text, list(range(len(text)))))


def ask(question, *documents, language="en", **more):
    context = Written(question=question, language=language, written=list(documents), **more)
    tool = TOOLS["citation_finder"]
    arguments = tool.propose(context)
    jsonschema.validate(arguments, tool.parameters)
    result = tool.run(context, arguments)
    jsonschema.validate(result.data, tool.returns)
    return result


@pytest.mark.parametrize("style", STYLES)
def test_one_article_is_read_alike_in_every_style(style):
    reference = read(STYLES[style])
    assert [(each.family, each.given[:1]) for each in reference.authors] == [("Tversky", "A"), ("Kahneman", "D")]
    assert reference.value("title").casefold() == "judgment under uncertainty"
    assert {name: reference.value(name) for name in ("container", "year", "volume", "pages", "doi")} == {
        "container": "Science",
        "year": "1974",
        "volume": "185",
        "pages": "1124-1131",
        "doi": "10.1126/science.185.4157.1124",
    }
    assert reference.kind == "article-journal"


def test_thai_references_give_years_of_the_common_era():
    reference = read("วิภา แสงทอง, ประเสริฐ นาคดี และ อารีย์ ใจดี. (๒๕๖๐). คุณภาพชีวิตของผู้สูงอายุ. วารสารพยาบาลศาสตร์, ๓๕(๒), ๑๒–๒๔.")
    assert [each.family for each in reference.authors] == ["วิภา แสงทอง", "ประเสริฐ นาคดี", "อารีย์ ใจดี"]
    assert (reference.value("year"), reference.value("volume"), reference.value("container")) == ("2017", "35", "วารสารพยาบาลศาสตร์")


def test_words_cut_at_the_end_of_a_line_are_put_together():
    text = RICE.replace("“Long short-term memory,” Neural Computation", "“Long short-term mem-\nory,” Neural Computation")
    assert references_of(document("rice.md", text))[0].value("title") == "Long short-term memory"


def test_every_field_stands_at_its_place():
    source = document("rice.md", RICE)
    for reference in references_of(source):
        for name, found in reference.fields.items():
            shown = "".join(source.text[start:end] for start, end in found.spans)
            if name not in ("pages", "year"):
                assert shown == found.text


def test_bibtex_is_valid_and_its_keys_differ():
    references = [read(STYLES["apa"]), read(STYLES["mla"]), read("Smith, J. (2020). 50% off & more: {Pricing} in R_and_D. MIT Press.")]
    text = bibtex(references)
    assert keys(references) == ["tversky1974judgment", "tversky1974judgmenta", "smith202050"]
    assert text.count("{") == text.count("}")
    assert (
        r"50\% off \& more: \{{Pricing}\}".replace("{{", "{").replace("}}", "}") in text.replace("{{", "{").replace("}}", "}")
        or r"\%" in text
    )
    assert all(re.fullmatch(r"@\w+\{[a-z0-9]+,(?:\n  \w+ = \{.*\},?)+\n\}", entry) for entry in text.strip().split("\n\n"))


def test_what_latex_would_trip_over_is_escaped():
    assert escaped("R&D_50% #1 {x} ~ ^ $5 \\") == r"R\&D\_50\% \#1 \{x\} \textasciitilde{} \textasciicircum{} \$5 \textbackslash{}"


def test_ris_has_one_record_each():
    lines = ris([read(STYLES["apa"])]).splitlines()
    assert (lines[0], lines[-1]) == ("TY  - JOUR", "ER  - ")
    assert "AU  - Tversky, A." in lines
    assert {"SP  - 1124", "EP  - 1131"} <= set(lines)


def test_a_paper_says_what_it_is():
    paper = read_paper(PAPERS[0])
    assert paper.title.text == "Rice Yields and Recurrent Networks"
    assert [each.text for each in paper.authors] == ["Pimchanok Suwan", "Daniel R. Cole"]
    assert paper.year.text == "2022"
    assert paper.abstract.text.startswith("We compare networks")
    assert is_paper(PAPERS[0])
    assert not is_paper(MEMO)


def test_references_come_as_table_bibtex_and_ris():
    result = ask("Extract the references of the papers", *PAPERS, MEMO)
    assert [view.kind for view in result.views] == ["table", "code", "code"]
    assert len(result.data["references"]) == 6
    assert all(cell.places for row in result.views[0].rows for cell in row[2:5] if cell.text)
    assert [statement.text for statement in result.statements] == [
        "**Rice Yields and Recurrent Networks** lists 3 references, from 1997 to 2016.",
        "**A Review of Yield Forecasts** lists 3 references, from 2011 to 2022.",
    ]


def test_who_cites_whom_within_the_project():
    result = ask("Who cites whom in this project?", *PAPERS, MEMO)
    [citation] = result.data["citations"]
    assert (citation["citing"], citation["cited"], citation["matched_by"]) == ("review.md", "rice.md", "title")
    assert citation["contexts"] == ["Suwan and Cole (2022) use networks."]
    assert result.statements[0].places
    assert "% mensah2024review cites suwan2022rice" in result.data["bibtex"]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who cites Kahneman 2011?", "en"),
        ("Which papers cite “Thinking, Fast and Slow”?", "en"),
        ("ใครอ้างอิง Kahneman 2011", "th"),
        ("งานวิจัยใดอ้างถึง Thinking, Fast and Slow", "th"),
    ],
)
def test_who_cites_a_work_outside_the_project(question, language):
    result = ask(question, *PAPERS, language=language)
    assert [each["citing"] for each in result.data["citations"]] == ["rice.md", "review.md"]


@pytest.mark.parametrize(
    "question",
    [
        "Give me the BibTeX of review.md",
        "ขอเอกสารอ้างอิงของ review.md",
        "List the references in review.md",
    ],
)
def test_a_named_file_is_the_one_read(question):
    result = ask(question, *PAPERS)
    assert {each["document"] for each in result.data["references"]} == {"review.md"}


@pytest.mark.parametrize(
    "question",
    [
        "Two job references are needed. Where do I send them?",
        "What is the reference number of the invoice?",
        "With reference to clause 3, what is due?",
        "What does the paper say about rice?",
        "พนักงานลาได้กี่วัน",
    ],
)
def test_other_questions_are_not_for_the_citation_finder(question):
    assert TOOLS["citation_finder"].propose(Written(question=question, written=PAPERS)) is None


def test_five_hundred_references_take_less_than_a_second():
    entries = "\n".join(f"[{number}] {STYLES['ieee']}" for number in range(1, 501))
    began = time.perf_counter()
    assert len(references_of(document("long.md", "# Title of it\n## References\n" + entries))) == 500
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "Smith, J., " * 20_000,
        "(" * 200_000,
        "“" * 200_000,
        "1-" * 100_000,
        "A. " * 60_000,
        "10.1234/" * 25_000,
        "ก" * 200_000,
        "[1] " * 50_000,
    ],
    ids=["letters", "names", "brackets", "quotes", "ranges", "initials", "dois", "thai", "labels"],
)
def test_hostile_lists_take_no_long_time(text):
    began = time.perf_counter()
    references_of(document("x.md", "## References\n" + text))
    references_of(document("x.md", "## References\n" + text[:1500] + "\n" + text[:1500]))
    read_paper(document("x.md", text))
    read(text[:1800])
    assert time.perf_counter() - began < 2
