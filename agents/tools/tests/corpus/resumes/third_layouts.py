"""Layouts of the third set (see layouts.py for what a mark is), written after the parser."""

from .layouts import EN_MONTHS, TH_MONTHS, languages, period, studied


def exported_profile(person):
    """The profile that a network site exports."""
    yield (
        "aside",
        [
            ("heading", "Contact"),
            ("line", person["email"][0]),
            ("line", person["links"][0] + " (LinkedIn)"),
            ("heading", "Top Skills"),
            *[("line", each) for each in person["skills"]],
            ("heading", "Languages"),
            *[("line", each) for each in languages(person)],
            ("heading", "Certifications"),
            *[("line", each) for each in person["certifications"]],
        ],
    )
    yield "title", person["name"]
    yield "line", person["headline"]
    yield "line", person["location"]
    yield "heading", "Summary"
    yield "line", person["summary"]
    yield "heading", "Experience"
    for job in person["experience"]:
        yield "strong", job["organisation"]
        yield "line", job["title"]
        yield "line", f"{period(job, 'long', ' - ')} ({'4 years 4 months' if job['end'] is None else '6 years 1 month'})"
        yield "line", job["location"]
        yield from (("item", text) for text in job["bullets"])
    yield "heading", "Education"
    for entry in person["education"]:
        yield "strong", entry["institution"]
        yield "line", f"{studied(entry, ', ')} · ({entry['start']} - {entry['end']})"


def academic(person):
    yield "title", person["name"]
    yield "line", f"{person['location']} · {person['email'][0]} · {person['phone'][0]} · {person['links'][0]}"
    yield "heading", "Academic appointments"
    for job in person["experience"]:
        yield "line", f"{job['start']}–{job['end'] or 'present'}\t{job['title']}, {job['organisation']}"
    yield "heading", "Education"
    for entry in person["education"]:
        yield "line", f"{entry['end']}\t{studied(entry)}, {entry['institution']}"
    yield "heading", "Grants and awards"
    yield "line", "2021\tRoyal Water Prize"
    yield "line", "2016–2019\tGrant for upland flood models, £310,000"
    yield "heading", "Selected publications"
    yield "line", "Okonjo, A. (2019). Soil moisture memory in peat catchments. Hydrology Letters, 12(2), 44–59."
    yield "line", "Okonjo, A. and Bell, T. (2015). Rain on snow. Journal of Cold Rivers, 3, 1–15."
    yield "heading", "Software and methods"
    yield "line", ", ".join(person["skills"])
    yield "heading", "Languages"
    yield "line", ", ".join(languages(person))


def government_tables(person):
    yield "title", "ใบสมัครงาน"
    yield (
        "table",
        [
            ["ชื่อ-สกุล", person["name"]],
            ["ที่อยู่", person["location"]],
            ["โทรศัพท์", person["phone"][0]],
            ["อีเมล", person["email"][0]],
            ["สถานภาพ", "สมรส"],
        ],
    )
    yield "heading", "ประวัติการศึกษา"
    yield (
        "table",
        [["ระดับการศึกษา", "สาขาวิชา", "สถาบัน", "ปีที่จบ", "เกรดเฉลี่ย"]]
        + [[e["degree"], e["field"], e["institution"], str(e["end"] + 543), e["gpa"]] for e in person["education"]],
    )
    yield "heading", "ประวัติการทำงาน"
    yield (
        "table",
        [["ตั้งแต่ - ถึง", "ตำแหน่ง", "หน่วยงาน"]]
        + [
            [f"{j['start'] + 543} - {j['end'] + 543 if j['end'] else 'ปัจจุบัน'}", j["title"], j["organisation"]] for j in person["experience"]
        ],
    )
    yield "heading", "ความรู้ความสามารถพิเศษ"
    yield "line", "คอมพิวเตอร์: " + ", ".join(person["skills"])
    yield "line", "ภาษา: " + ", ".join(languages(person, "{name} ({level})"))


def _short(value):
    if value is None:
        return "now"
    year, month = str(value).split("-")
    return f"{EN_MONTHS[int(month) - 1][:3]} ’{year[2:]}"


def short_years(person):
    yield "title", person["name"]
    yield "line", f"{person['headline']} – {person['location']}"
    yield "line", f"✉ {person['email'][0]}   ☎ {person['phone'][0]}   ⌂ {person['links'][0]}"
    yield "heading", "01 ABOUT"
    yield "line", person["summary"]
    yield "heading", "02 EXPERIENCE"
    for job in person["experience"]:
        yield "split", f"{job['title']}, {job['organisation']}", f"{_short(job['start'])} – {_short(job['end'])}"
        yield "line", job["location"]
        yield from (("item", text) for text in job["bullets"])
    yield "heading", "03 EDUCATION"
    for entry in person["education"]:
        yield "split", f"{studied(entry)}, {entry['institution']}", f"{entry['start']} – {entry['end']}"
    yield "heading", "04 SKILLS"
    yield "table", [[each, "●●●●○"] for each in person["skills"]]
    yield "heading", "05 LANGUAGES"
    yield "line", " / ".join(languages(person, "{name}: {level}"))
    yield "heading", "06 CERTIFICATES"
    yield from (("item", each) for each in person["certifications"])


def compact(person):
    yield "line", f"{person['name']}, {person['location']}. {person['email'][0]}, {person['phone'][0]}."
    yield "line", ""
    yield "line", "WORK"
    for job in person["experience"]:
        yield (
            "line",
            f"* {job['organisation']}, {job['title']}, {job['location']} ({period(job, 'short', '-')}): " + "; ".join(job["bullets"]) + ".",
        )
    yield "line", ""
    yield "line", "STUDIES"
    for entry in person["education"]:
        yield "line", f"* {studied(entry)}, {entry['institution']} ({entry['end']})" + (f", GPA {entry['gpa']}/5" if entry["gpa"] else "")
    yield "line", ""
    yield "line", "SKILLS: " + ", ".join(person["skills"])
    yield "line", "LANGUAGES: " + ", ".join(languages(person))
    yield "line", "CERTIFICATES: " + ", ".join(person["certifications"])


def jobsite(person):
    yield "title", person["name"]
    yield "line", f"ตำแหน่งที่ต้องการ: {person['headline']}"
    yield "line", f"เบอร์โทร {person['phone'][0]} | อีเมล {person['email'][0]} | จังหวัด{person['location']}"
    yield "heading", "ข้อมูลเบื้องต้น"
    yield "line", person["summary"]
    yield "heading", "ประวัติการทำงานและการฝึกงาน"
    for job in person["experience"]:
        start, end = [
            f"{TH_MONTHS[int(str(v)[5:]) - 1]} พ.ศ. {int(str(v)[:4]) + 543}" if v else "ปัจจุบัน" for v in (job["start"], job["end"])
        ]
        yield "split", job["organisation"], f"{start} - {end}"
        yield "line", f"ตำแหน่ง {job['title']} ({job['location']})"
        yield from (("item", text) for text in job["bullets"])
    yield "heading", "ประวัติการศึกษา"
    for entry in person["education"]:
        yield "split", entry["institution"], f"{entry['start'] + 543}-{entry['end'] + 543}"
        yield "line", f"{entry['degree']}, เกรดเฉลี่ย {entry['gpa']}"
    yield "heading", "ทักษะ / ความสามารถ"
    yield from (("item", each) for each in person["skills"])
    yield "heading", "ความสามารถด้านภาษา"
    yield from (("item", each) for each in languages(person, "{name} : {level}"))
    yield "heading", "ใบอนุญาตประกอบวิชาชีพ"
    yield from (("item", each) for each in person["certifications"])


def two_pages(person):
    yield "title", person["name"]
    yield "line", person["headline"]
    yield "line", " | ".join([person["location"], person["phone"][0], person["email"][0], person["links"][0]])
    yield "heading", "Executive profile"
    yield "line", person["summary"]
    yield "heading", "Key strengths"
    yield "line", " | ".join(person["skills"])
    yield "heading", "Professional experience"
    for job in person["experience"]:
        yield "subheading", f"{job['organisation']}, {job['location']}"
        yield "split", job["title"], period(job, "long")
        yield from (("item", text) for text in job["bullets"])
    yield "heading", "Education"
    for entry in person["education"]:
        yield "line", f"{studied(entry)}, {entry['institution']}, {entry['start']}–{entry['end']}"
    yield "heading", "Certifications"
    yield from (("line", each) for each in person["certifications"])
    yield "heading", "Languages"
    yield "line", ", ".join(languages(person))


def divided(person):
    yield "title", person["name"]
    yield (
        "table",
        [
            ["Profession", person["headline"]],
            ["Email", person["email"][0]],
            ["Phone", person["phone"][0]],
            ["GitHub", person["links"][0]],
            ["City", person["location"]],
        ],
    )
    yield "heading", "In short"
    yield "line", person["summary"]
    yield "heading", "Jobs"
    for job in person["experience"]:
        yield "line", f"{job['title']} ({period(job, 'short')})"
        yield "line", f"{job['organisation']} — {job['location']}"
        yield from (("item", text) for text in job["bullets"])
    yield "heading", "Degrees"
    for entry in person["education"]:
        yield "line", f"{studied(entry)} ({period(entry, 'short', '–')})"
        yield "line", f"{entry['institution']}, CGPA: {entry['gpa']}"
    yield "heading", "Tools"
    yield from (("item", each) for each in person["skills"])
    yield "heading", "I speak"
    yield from (("item", each) for each in languages(person))
    yield "heading", "Licences"
    yield from (("item", each) for each in person["certifications"])


LAYOUTS = {
    each.__name__: each for each in (exported_profile, academic, government_tables, short_years, compact, jobsite, two_pages, divided)
}
