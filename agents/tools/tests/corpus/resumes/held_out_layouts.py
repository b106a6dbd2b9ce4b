"""Layouts kept back while the parser was built (see layouts.py for what a mark is)."""

from .layouts import languages, period, pick, studied, th


def right_rail(person):
    yield "title", person["name"]
    yield "line", person["headline"].upper()
    yield (
        "aside",
        [
            ("heading", "GET IN TOUCH"),
            ("line", "T: " + person["phone"][0]),
            ("line", "E: " + person["email"][0]),
            *[("line", "W: " + each) for each in person["links"]],
            ("line", person["location"]),
            ("heading", "KEY SKILLS"),
            *[("line", each) for each in person["skills"]],
            ("heading", "LANGUAGES"),
            *[("line", each) for each in languages(person, "{name}, {level}")],
        ],
    )
    yield "heading", "CAREER SUMMARY"
    yield "line", person["summary"]
    yield "heading", "CAREER HISTORY"
    for job in person["experience"]:
        yield "strong", f"{job['organisation']} — {job['title']}"
        yield "line", f"{job['location']}, {period(job, 'long', ' to ')}"
        yield from (("item", text) for text in job["bullets"])
    yield "heading", "EDUCATION & TRAINING"
    for entry in person["education"]:
        yield "strong", f"{entry['institution']} — {studied(entry, ' (') + (')' if entry['field'] else '')}"
        yield "line", f"{entry['start']} to {entry['end']}" + (f", GPA {entry['gpa']}" if entry["gpa"] else "")
    if person["certifications"]:
        yield "heading", "ACCREDITATIONS"
        yield from (("item", text) for text in person["certifications"])


def europass(person):
    thai = th(person)
    style = "th_slash" if thai else "dot"
    yield "heading", pick(person, "PERSONAL INFORMATION", "ข้อมูลส่วนบุคคล")
    labels = pick(person, ["Surname / First name", "Address", "Telephone", "E-mail"], ["ชื่อและนามสกุล", "ที่อยู่ปัจจุบัน", "เบอร์โทรศัพท์", "อีเมล์"])
    name = person["name"] if thai else " / ".join(reversed(person["name"].split()))
    yield "table", [list(row) for row in zip(labels, [name, person["location"], person["phone"][0], person["email"][0]], strict=True)]
    yield "heading", pick(person, "WORK EXPERIENCE", "ประวัติการทำงาน")
    labels = pick(
        person,
        ["Dates", "Occupation or position held", "Name and address of employer", "Main activities and responsibilities"],
        ["ระยะเวลา", "ตำแหน่ง", "สถานที่ทำงาน", "ลักษณะงาน"],
    )
    for job in person["experience"]:
        yield (
            "table",
            [
                list(row)
                for row in zip(
                    labels,
                    [period(job, style, " - "), job["title"], f"{job['organisation']}, {job['location']}", "\n".join(job["bullets"])],
                    strict=True,
                )
            ],
        )
    yield "heading", pick(person, "EDUCATION AND TRAINING", "ประวัติการศึกษา")
    labels = pick(person, ["Dates", "Title of qualification awarded", "Name of institution"], ["ปีการศึกษา", "วุฒิการศึกษา", "สถานศึกษา"])
    for entry in person["education"]:
        values = [f"{entry['start'] + 543 * thai} - {entry['end'] + 543 * thai}", studied(entry, thai=thai), entry["institution"]]
        rows = [list(row) for row in zip(labels, values, strict=True)]
        yield "table", rows + ([[pick(person, "Grade", "เกรดเฉลี่ย"), entry["gpa"]]] if entry["gpa"] else [])
    yield "heading", pick(person, "PERSONAL SKILLS", "ทักษะ")
    yield "line", pick(person, "Mother tongue(s): ", "ภาษาแม่: ภาษา") + person["languages"][0]["name"]
    yield "line", pick(person, "Other language(s): ", "ภาษาอื่น: ") + ", ".join(languages(person)[1:])
    yield "line", pick(person, "Job-related skills: ", "ทักษะการทำงาน: ") + ", ".join(person["skills"])
    yield "heading", pick(person, "ADDITIONAL INFORMATION", "ใบอนุญาต")
    yield "line", pick(person, "Certifications: ", "") + ", ".join(person["certifications"])


def dashes(person):
    yield "line", person["name"]
    yield "line", f"{person['location']} / {person['phone'][0]} / {person['email'][0]} / {person['links'][0]}"
    yield "line", ""
    yield "line", person["summary"]
    for heading, rows in (
        (
            "Professional background",
            [
                line
                for job in person["experience"]
                for line in (
                    f"{job['title']} | {job['organisation']} | {job['location']} | {period(job, 'slash', ' - ')}",
                    *(f"    - {text}" for text in job["bullets"]),
                    "",
                )
            ],
        ),
        ("Studies", [f"{studied(entry)} | {entry['institution']} | {entry['start']}-{entry['end']}" for entry in person["education"]]),
        ("Technologies", [" / ".join(person["skills"])]),
        ("Certificates", person["certifications"]),
        ("Spoken languages", [" / ".join(languages(person, "{name} ({level})"))]),
    ):
        yield "line", ""
        yield "line", heading
        yield "line", "-" * len(heading)
        yield from (("line", row) for row in rows)


def form(person):
    """Thai application form: labels with colons."""
    yield "title", "ประวัติย่อ (Resume)"
    yield "heading", "ข้อมูลส่วนตัว"
    yield "line", f"ชื่อ - สกุล : {person['name']}"
    yield "line", "วันเกิด : 14 กุมภาพันธ์ 2536     อายุ : 31 ปี     สัญชาติ : ไทย     ศาสนา : พุทธ"
    yield "line", f"ที่อยู่ : {person['location']}"
    yield "line", f"โทรศัพท์มือถือ : {person['phone'][0]}"
    yield "line", f"E-mail : {person['email'][0]}"
    yield "heading", "ประวัติการศึกษา"
    for entry in person["education"]:
        yield "line", f"พ.ศ. {entry['start'] + 543} - {entry['end'] + 543} : {entry['degree']} สาขาวิชา{entry['field']}"
        yield "line", f"{entry['institution']} เกรดเฉลี่ยสะสม {entry['gpa']}"
    yield "heading", "ประวัติการทำงาน"
    for job in person["experience"]:
        yield "line", f"{period(job, 'th', ' ถึง ')}"
        yield "line", f"บริษัท/หน่วยงาน : {job['organisation']}"
        yield "line", f"ตำแหน่ง : {job['title']}"
        yield "line", "หน้าที่รับผิดชอบ : " + " / ".join(job["bullets"])
    yield "heading", "ความสามารถพิเศษ"
    yield "line", "คอมพิวเตอร์ : " + ", ".join(person["skills"])
    yield "line", "ภาษา : " + ", ".join(languages(person, "{name} {level}"))


def functional(person):
    yield "title", person["name"]
    yield "line", person["headline"]
    yield "line", f"โทรศัพท์ {person['phone'][0]}, อีเมล {person['email'][0]}, {person['location']}"
    yield "heading", "บทสรุปผู้บริหาร"
    yield "line", person["summary"]
    yield "heading", "ความเชี่ยวชาญ"
    yield from (("item", each) for each in person["skills"])
    yield "heading", "ประสบการณ์"
    for job in person["experience"]:
        yield "strong", f"{job['organisation']} ({period(job, 'th_short', '-')})"
        yield "line", f"{job['title']}, {job['location']}"
        yield from (("item", text) for text in job["bullets"])
    yield "heading", "วุฒิการศึกษา"
    for entry in person["education"]:
        yield "item", f"{studied(entry, thai=True)} {entry['institution']} ปีที่จบ {entry['end'] + 543}"
    yield "heading", "ประกาศนียบัตรวิชาชีพ"
    yield "line", ", ".join(person["certifications"])
    yield "heading", "ภาษาที่ใช้ได้"
    yield "line", ", ".join(languages(person, "{name} ระดับ{level}"))


def banner(person):
    yield "title", person["name"]
    yield "line", person["headline"]
    yield "table", [[person["email"][0], person["phone"][0], person["location"]], [*person["links"], *[""] * (3 - len(person["links"]))]]
    yield "line", person["summary"]
    yield "heading", "Where I have worked"
    for job in person["experience"]:
        yield "split", f"{job['organisation']}, {job['location']}", period(job, "short", " — ")
        yield "line", job["title"]
        yield from (("item", text) for text in job["bullets"])
    yield "heading", "Where I studied"
    for entry in person["education"]:
        yield "split", entry["institution"], f"{entry['start']} — {entry['end']}"
        yield "line", studied(entry, ", ") + (f" (GPA {entry['gpa']} of 4.3)" if entry["gpa"] else "")
    yield "heading", "Skills"
    yield (
        "table",
        [person["skills"][at : at + 3] + [""] * (3 - len(person["skills"][at : at + 3])) for at in range(0, len(person["skills"]), 3)],
    )
    yield "heading", "Languages"
    yield "table", [[each["name"], each["level"]] for each in person["languages"]]
    if person["certifications"]:
        yield "heading", "Certificates"
        yield from (("line", text) for text in person["certifications"])


def webpage(person):
    yield "title", person["name"]
    yield "line", person["headline"]
    yield "item", person["email"][0]
    yield "item", person["phone"][0]
    yield "item", person["links"][0]
    yield "item", person["location"]
    yield "heading", "Executive Summary"
    yield "line", person["summary"]
    yield "heading", "Relevant Experience"
    for job in person["experience"]:
        yield "subheading", f"{job['title']} @ {job['organisation']}"
        yield "line", f"{period(job, 'short')} · {job['location']}"
        yield from (("item", text) for text in job["bullets"])
    yield "heading", "Education and Qualifications"
    for entry in person["education"]:
        yield "subheading", entry["institution"]
        yield "line", f"{studied(entry)} · {entry['start']}–{entry['end']}"
    yield "line", "Professional qualifications: " + ", ".join(person["certifications"])
    yield "heading", "Areas of Expertise"
    yield from (("item", each) for each in person["skills"])
    yield "heading", "Languages"
    yield from (("item", each) for each in languages(person, "{name} – {level}"))


def pills(person):
    yield (
        "aside",
        [
            ("title", person["name"]),
            ("line", person["headline"]),
            ("line", person["phone"][0]),
            ("line", person["email"][0]),
            ("line", person["links"][0]),
            ("line", person["location"]),
            ("heading", "โปรแกรมที่ใช้"),
            *[("line", each) for each in person["skills"]],
            ("heading", "ภาษา"),
            *[("line", each) for each in languages(person, "{name} : {level}")],
        ],
    )
    yield "heading", "แนะนำตัว"
    yield "line", person["summary"]
    yield "heading", "ประสบการณ์ทำงาน"
    for job in person["experience"]:
        yield "line", period(job, "th_digits")
        yield "strong", job["title"]
        yield "line", f"{job['organisation']} {job['location']}"
        yield from (("item", text) for text in job["bullets"])
    yield "heading", "การศึกษา"
    for entry in person["education"]:
        yield "line", f"{entry['start'] + 543} - {entry['end'] + 543}"
        yield "strong", studied(entry, thai=True)
        yield "line", f"{entry['institution']} (GPAX {entry['gpa']})"


def bold_lines(person):
    yield "title", f"Curriculum Vitae – {person['name']}"
    yield "line", f"**Address:** {person['location']}"
    yield "line", f"**Mobile:** {person['phone'][0]}"
    yield "line", f"**Email:** {person['email'][0]}"
    yield "heading", "Personal statement"
    yield "line", person["summary"]
    yield "heading", "Employment record"
    for job in person["experience"]:
        yield "line", f"**{job['organisation']}** ({job['location']})"
        yield "line", f"_{job['title']}_ | {period(job, 'long', ' - ')}"
        yield from (("item", text) for text in job["bullets"])
    yield "heading", "Academic qualifications"
    for entry in person["education"]:
        yield "item", f"{entry['end']}: {studied(entry)}, {entry['institution']}"
    yield "heading", "Professional memberships and certification"
    yield from (("item", text) for text in person["certifications"])
    yield "heading", "Computer skills"
    yield "line", "; ".join(person["skills"])
    yield "heading", "Languages"
    yield "line", "; ".join(languages(person, "{name}: {level}"))


LAYOUTS = {each.__name__: each for each in (right_rail, europass, dashes, form, functional, banner, webpage, pills, bold_lines)}
