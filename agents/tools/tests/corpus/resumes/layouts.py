"""Lays a résumé out as the kinds of files that people send: each layout turns facts into marks, `rendering` writes them.

A mark is (kind, text, …): title, line, heading, split (left, right), item, table (rows), aside (marks set in a column of
their own). How dates, headings and labels are worded is part of the layout.
"""

EN_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
TH_MONTHS = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"]
TH_SHORT = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def date(value, style):
    """value: YYYY, YYYY-MM or None for "still there"."""
    if value is None:
        return {
            "long": "Present",
            "short": "present",
            "slash": "Now",
            "dot": "to date",
            "iso": "Current",
            "th": "ปัจจุบัน",
            "th_short": "ปัจจุบัน",
            "th_digits": "ปัจจุบัน",
            "th_slash": "ปัจจุบัน",
        }[style]
    year, _dash, month = str(value).partition("-")
    month = int(month or 0)
    buddhist = str(int(year) + 543)
    if not month:
        return {"th_digits": f"พ.ศ. {buddhist}".translate(THAI_DIGITS)}.get(style, buddhist if style.startswith("th") else year)
    return {
        "long": f"{EN_MONTHS[month - 1]} {year}",
        "short": f"{EN_MONTHS[month - 1][:3]} {year}",
        "slash": f"{month:02d}/{year}",
        "dot": f"{month:02d}.{year}",
        "iso": f"{year}-{month:02d}",
        "th": f"{TH_MONTHS[month - 1]} {buddhist}",
        "th_short": f"{TH_SHORT[month - 1]} {buddhist}",
        "th_digits": f"{TH_SHORT[month - 1]} {buddhist}".translate(THAI_DIGITS),
        "th_slash": f"{month:02d}/{buddhist}",
    }[style]


def period(entry, style, dash=" – "):
    return f"{date(entry['start'], style)}{dash}{date(entry['end'], style)}"


def th(person):
    return person.get("lang") == "th"


def pick(person, english, thai):
    return thai if th(person) else english


def studied(entry, joint=" in ", thai=False):
    joint = " สาขา" if thai else joint
    return entry["degree"] + (joint + entry["field"] if entry["field"] else "")


def languages(person, form="{name} ({level})"):
    prefix = "ภาษา" if th(person) else ""
    return [form.format(name=prefix + each["name"], level=each["level"]) for each in person["languages"]]


def classic(person):
    thai = th(person)
    style = "th_short" if thai else "short"
    yield "title", person["name"]
    yield "line", person["headline"]
    yield "line", " | ".join([person["location"], *person["phone"], *person["email"]])
    if person["links"]:
        yield "line", " | ".join(person["links"])
    yield "heading", pick(person, "Summary", "ประวัติโดยย่อ")
    yield "line", person["summary"]
    yield "heading", pick(person, "Work Experience", "ประสบการณ์ทำงาน")
    for job in person["experience"]:
        yield "split", job["title"], period(job, style)
        yield "line", f"{job['organisation']}, {job['location']}"
        yield from (("item", text) for text in job["bullets"])
    yield "heading", pick(person, "Education", "การศึกษา")
    for entry in person["education"]:
        yield "split", studied(entry, thai=thai), period(entry, style)
        yield "line", entry["institution"] + (pick(person, f", GPA {entry['gpa']}", f" เกรดเฉลี่ย {entry['gpa']}") if entry["gpa"] else "")
    yield "heading", pick(person, "Skills", "ทักษะ")
    yield "line", ", ".join(person["skills"])
    yield "heading", pick(person, "Languages", "ภาษา")
    yield "line", ", ".join(languages(person))
    if person["certifications"]:
        yield "heading", pick(person, "Certifications", "ใบรับรอง")
        yield from (("item", text) for text in person["certifications"])


def sidebar(person):
    thai = th(person)
    style = "th" if thai else "long"
    aside = [("heading", pick(person, "Contact", "ติดต่อ"))]
    aside += [("line", value) for value in (*person["phone"], *person["email"], *person["links"], person["location"])]
    aside += [("heading", pick(person, "Skills", "ความสามารถ"))] + [("item", each) for each in person["skills"]]
    aside += [("heading", pick(person, "Languages", "ภาษา"))] + [("line", each) for each in languages(person, "{name} - {level}")]
    if person["certifications"]:
        aside += [("heading", pick(person, "Certificates", "ประกาศนียบัตร"))] + [("line", each) for each in person["certifications"]]
    yield "aside", aside
    yield "title", person["name"]
    yield "line", person["headline"]
    yield "heading", pick(person, "Profile", "เกี่ยวกับฉัน")
    yield "line", person["summary"]
    yield "heading", pick(person, "Experience", "ประวัติการทำงาน")
    for job in person["experience"]:
        yield "strong", job["title"]
        yield "line", f"{job['organisation']} | {job['location']}"
        yield "line", period(job, style)
        yield from (("item", text) for text in job["bullets"])
    yield "heading", pick(person, "Education", "ประวัติการศึกษา")
    for entry in person["education"]:
        yield "strong", studied(entry, thai=thai)
        yield "line", entry["institution"]
        yield (
            "line",
            period(entry, style) + (pick(person, f" | GPA: {entry['gpa']}/4.00", f" | GPA {entry['gpa']}") if entry["gpa"] else ""),
        )


def dated_table(person):
    """Curriculum vitae with the periods in the left column of tables."""
    thai = th(person)
    style = "th" if thai else "slash"
    yield "title", pick(person, "CURRICULUM VITAE", "ประวัติส่วนตัว")
    labels = pick(person, ["Name", "Position", "Address", "Phone", "E-mail"], ["ชื่อ-นามสกุล", "ตำแหน่ง", "ที่อยู่", "โทรศัพท์", "อีเมล"])
    values = [person["name"], person["headline"], person["location"], ", ".join(person["phone"]), ", ".join(person["email"])]
    yield "table", [list(row) for row in zip(labels, values, strict=True)]
    yield "heading", pick(person, "PROFESSIONAL SUMMARY", "สรุปประวัติ")
    yield "line", person["summary"]
    yield "heading", pick(person, "EMPLOYMENT HISTORY", "ประวัติการทำงาน")
    yield (
        "table",
        [
            [
                period(job, style),
                f"{job['title']}\n{job['organisation']}, {job['location']}\n" + "\n".join(f"• {text}" for text in job["bullets"]),
            ]
            for job in person["experience"]
        ],
    )
    yield "heading", pick(person, "EDUCATION", "การศึกษา")
    yield (
        "table",
        [
            [
                period(entry, style),
                f"{studied(entry, thai=thai)}\n{entry['institution']}"
                + (pick(person, f"\nGPA {entry['gpa']}", f"\nเกรดเฉลี่ยสะสม {entry['gpa']}") if entry["gpa"] else ""),
            ]
            for entry in person["education"]
        ],
    )
    yield "heading", pick(person, "SKILLS", "ทักษะและความสามารถ")
    yield from (("item", each) for each in person["skills"])
    yield "heading", pick(person, "LANGUAGES", "ความสามารถทางภาษา")
    yield from (("item", each) for each in languages(person, "{name}: {level}"))
    if person["certifications"]:
        yield "heading", pick(person, "LICENSES & CERTIFICATIONS", "ใบอนุญาตและใบรับรอง")
        yield from (("item", text) for text in person["certifications"])


def plain(person):
    """Paragraphs with bold run-ins, no styles: what most people make in a word processor."""
    thai = th(person)
    style = "th_digits" if thai else "short"
    yield "title", person["name"]
    yield "line", pick(person, "Address: ", "ที่อยู่: ") + person["location"]
    yield (
        "line",
        pick(person, "Tel. ", "โทร. ") + ", ".join(person["phone"]) + pick(person, "   Email: ", "   อีเมล: ") + ", ".join(person["email"]),
    )
    if person["links"]:
        yield "line", "GitHub: " + person["links"][0]
    yield "strong", pick(person, "OBJECTIVE", "จุดมุ่งหมายในอาชีพ")
    yield "line", person["summary"]
    yield "strong", pick(person, "EDUCATION", "ประวัติการศึกษา")
    for entry in person["education"]:
        yield (
            "line",
            f"{period(entry, style, ' - ')}  {studied(entry, ', ', thai)}, {entry['institution']}"
            + (pick(person, f" (GPA: {entry['gpa']})", f" (เกรดเฉลี่ย {entry['gpa']})") if entry["gpa"] else ""),
        )
    yield "strong", pick(person, "WORK EXPERIENCE", "ประสบการณ์การทำงาน")
    for job in person["experience"]:
        yield "line", f"{period(job, style, ' - ')}  {job['title']}, {job['organisation']}, {job['location']}"
        yield from (("line", f"- {text}") for text in job["bullets"])
    yield "strong", pick(person, "TECHNICAL SKILLS", "ทักษะคอมพิวเตอร์และความสามารถพิเศษ")
    yield "line", ", ".join(person["skills"])
    yield "strong", pick(person, "LANGUAGE SKILLS", "ทักษะภาษา")
    yield "line", "; ".join(languages(person, "{name} {level}"))
    if person["certifications"]:
        yield "strong", pick(person, "CERTIFICATES", "ใบประกาศนียบัตร")
        yield from (("line", f"- {text}") for text in person["certifications"])


def date_first(person):
    yield "title", person["name"]
    yield "line", f"{person['location']} • {person['phone'][0]} • {person['email'][0]}"
    yield "heading", "QUALIFICATIONS"
    yield "line", person["summary"]
    yield "heading", "PROFESSIONAL EXPERIENCE"
    for job in person["experience"]:
        yield "line", period(job, "iso", " to ")
        yield "strong", f"{job['title']} at {job['organisation']}"
        yield "line", job["location"]
        yield from (("item", text) for text in job["bullets"])
    yield "heading", "ACADEMIC BACKGROUND"
    for entry in person["education"]:
        yield "line", period(entry, "iso", " to ")
        yield "strong", studied(entry)
        yield "line", entry["institution"] + (f" — cumulative GPA {entry['gpa']}" if entry["gpa"] else "")
    yield "heading", "CORE COMPETENCIES"
    yield "line", " • ".join(person["skills"])
    yield "heading", "LANGUAGES"
    yield "line", " • ".join(languages(person, "{name}: {level}"))
    yield "heading", "PROFESSIONAL LICENSES"
    yield from (("line", text) for text in person["certifications"])


def markdown(person):
    yield "title", person["name"]
    yield "line", f"*{person['headline']}*, {person['location']}"
    yield "line", " · ".join([*person["email"], *person["phone"], *person["links"]])
    yield "heading", "About"
    yield "line", person["summary"]
    yield "heading", "Experience"
    for job in person["experience"]:
        yield "subheading", f"{job['title']}, {job['organisation']}"
        yield "line", f"*{period(job, 'short')}, {job['location']}*"
        yield from (("item", text) for text in job["bullets"])
    yield "heading", "Education"
    for entry in person["education"]:
        yield (
            "item",
            f"**{studied(entry)}**, {entry['institution']}, {period(entry, 'short', '–')}"
            + (f", CGPA {entry['gpa']}" if entry["gpa"] else ""),
        )
    yield "heading", "Skills"
    yield "item", "**Languages and tools:** " + ", ".join(person["skills"][:5])
    yield "item", "**Other:** " + ", ".join(person["skills"][5:])
    yield "heading", "Languages"
    yield "line", ", ".join(languages(person))


def text(person):
    yield "line", person["name"].upper()
    yield "line", person["location"]
    yield "line", f"Phone: {person['phone'][0]}"
    yield "line", f"Email: {person['email'][0]}"
    yield "line", ""
    yield "line", "PROFILE"
    yield "line", person["summary"]
    yield "line", ""
    yield "line", "EXPERIENCE"
    for job in person["experience"]:
        yield "line", f"{job['organisation']}, {job['location']}"
        yield "line", f"{job['title']}, {period(job, 'short', ' - ')}"
        yield from (("line", f"  * {text}") for text in job["bullets"])
        yield "line", ""
    yield "line", "EDUCATION"
    for entry in person["education"]:
        yield "line", entry["institution"]
        yield "line", f"{studied(entry)}, {period(entry, 'short', ' - ')}"
    yield "line", ""
    yield "line", "SKILLS"
    yield "line", ", ".join(person["skills"])
    yield "line", ""
    yield "line", "CERTIFICATIONS"
    yield "line", ", ".join(person["certifications"])
    yield "line", ""
    yield "line", "LANGUAGES"
    yield "line", ", ".join(languages(person))


def company_first(person):
    yield "title", person["name"]
    yield "line", person["headline"]
    yield "line", f"{person['email'][0]}  /  {person['phone'][0]}  /  {person['links'][0]}  /  {person['location']}"
    yield "line", person["summary"]
    yield "heading", "Employment"
    for job in person["experience"]:
        yield "split", job["organisation"], job["location"]
        yield "split", job["title"], period(job, "short")
        yield from (("item", text) for text in job["bullets"])
    yield "heading", "Education"
    for entry in person["education"]:
        yield "split", entry["institution"], period(entry, "short")
        yield "line", studied(entry)
    yield "heading", "Skills & Tools"
    yield "line", ", ".join(person["skills"])
    yield "heading", "Languages"
    yield "line", "  ".join(languages(person))


LAYOUTS = {each.__name__: each for each in (classic, sidebar, dated_table, plain, date_first, markdown, text, company_first)}
