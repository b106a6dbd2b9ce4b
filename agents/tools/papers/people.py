"""Lists of authors as names: inverted or not, with initials or whole, English or Thai, and organisations."""

import re

from agents.tools.papers.model import Person

PARTICLE = (
    r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]el|[Dd]ella|[Dd]i|[Dd]u|[Dd]os|[Dd]a|[Ll]a|[Ll]e|[Aa]l|[Ee]l|[Tt]er|[Tt]en"
    r"|[Bb]in|[Ii]bn|[Ss]t\.|'t|Ó|Ní|Mac|Mc|O)[ -]){0,3}"
)
UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĻĽŃŅŇŌŐŒŔŘŚŞŠȘŤŢȚŪŮŰŲŹŻŽ"
WORD = rf"[{UPPER}](?:[^\W\d_]+|(?=['’]))(?:['’‐-][^\W\d_]+){{0,3}}"
FAMILY = rf"{PARTICLE}{WORD}(?:\s{WORD}){{0,2}}"
ONE_FAMILY = rf"{PARTICLE}{WORD}"
INITIALS = rf"(?:[{UPPER}][a-z]?\.(?:\s?[-‐]?\s?(?=[{UPPER}][a-z]?\.))?){{1,5}}"
INVERTED = rf"{FAMILY},\s?{INITIALS}(?:,?\s(?:Jr|Sr|II|III)\b\.?)?"
BLOCK = rf"{FAMILY}\s[{UPPER}]{{1,4}}(?:-[{UPPER}])?(?:\s(?:Jr|Sr|2nd|3rd)\b)?"
BARE = rf"{FAMILY},\s[{UPPER}]{{1,3}}(?=[\s,.;]|$)"
FORWARD = rf"{INITIALS}\s?{ONE_FAMILY}(?:\s{WORD})?"
WHOLE = rf"{WORD}(?:\s(?:{WORD}|[{UPPER}]\.)){{0,3}}\s{ONE_FAMILY}"
SEPARATOR = r"(?:\s*[,;]\s*(?:and|&|und|y)?\s*|\s+(?:and|&|und|y)\s+)"
ET_AL = r"(?:[\s,;]*(?:et\s+al\.?|and\s+others|и\s+др\.?|…|\.\.\.))"
DOTTED = rf"{FAMILY}\s{INITIALS}"
LISTS = [
    ("inverted", re.compile(rf"{INVERTED}(?:{SEPARATOR}{INVERTED}){{0,80}}{ET_AL}?")),
    ("forward", re.compile(rf"{FORWARD}(?:{SEPARATOR}{FORWARD}){{0,80}}{ET_AL}?")),
    ("block", re.compile(rf"{BLOCK}(?:{SEPARATOR}{BLOCK}){{0,80}}{ET_AL}?(?=\s*[.,:;(]|\s+\d|$)")),
    ("dotted", re.compile(rf"{DOTTED}(?:{SEPARATOR}{DOTTED}){{0,80}}{ET_AL}?")),
    ("whole", re.compile(rf"{WHOLE}(?:{SEPARATOR}{WHOLE}){{0,80}}{ET_AL}?")),
    ("bare", re.compile(rf"{BARE}(?:{SEPARATOR}{BARE}){{0,80}}{ET_AL}?")),
    ("mixed", re.compile(rf"{INVERTED}(?:{SEPARATOR}(?:{FORWARD}|{INVERTED})){{0,80}}{ET_AL}?")),
    ("first inverted", re.compile(rf"{FAMILY},\s{WORD}(?:\s(?:{WORD}|[{UPPER}]\.?)){{0,3}}(?:{SEPARATOR}(?:{WHOLE}"
rf"|{FORWARD})){{0,80}}{ET_AL}?")),
    ("first inverted", re.compile(rf"{FAMILY},\s{INITIALS}(?:{SEPARATOR}(?:{FORWARD}|{WHOLE})){{0,80}}{ET_AL}?")),
]  # fmt: skip
ORGANISATION = re.compile(
    r"\b(?:organi[sz]ation|bank|institut\w+|universit\w+|ministry|panel|association|committee|department|agency|council"
    r"|world|national|international|group|commission|office|society|foundation|cent(?:er|re)|"
    r"bureau|board|union|government|federation|consortium|collaboration|team|network|authority|company|inc|ltd|press"
    r"|programme|program|nations|academy|college|service|fund|corporation|laborator\w+|who|unesco|oecd|ipcc)\b",
    re.IGNORECASE,
)
THAI = re.compile("[ก-๙]")
THAI_ORGANISATION = re.compile(
    r"^(?:กระทรวง|กรม|สำนัก|มหาวิทยาลัย|ธนาคาร|สถาบัน|องค์การ|องค์กร|คณะกรรม|บริษัท|การ|ราช|ศูนย์|สมาคม|มูลนิธิ|สภา|คณะ"
    r"|โรงเรียน|โรงพยาบาล|เทศบาล|กอง|ฝ่าย|สหกรณ์)"
)
THAI_AND = re.compile(r"\s*[,;]\s*(?:และ\s*)?|\s+และ\s+|\s*&\s*|(?<=[ก-๙])และ\s+")
MORE_THAI = re.compile(r"[\s,]*(?:และคณะ|และคนอื่น\s?ๆ|และอื่น\s?ๆ)\.?")
TITLES = re.compile(r"^(?:ดร\.|ผศ\.|รศ\.|ศ\.|นาย|นางสาว|นาง)\s*")
ROLE = re.compile(r"\s*[\(\[,]?\s*\b(?:eds?|editors?|trans|บรรณาธิการ|ผู้แปล)\b\.?\s*[\)\]]?\.?$", re.IGNORECASE)


def leading_authors(text: str) -> tuple[int, str]:
    """Return (where the list of personal authors at the start of text ends, its form), (0, "") if there is none."""
    best, form = 0, ""
    for name, pattern in LISTS:
        match = pattern.match(text[:1_200])
        if match and match.end() > best and _ends_well(text, match.end(), name):
            best, form = match.end(), name
    return best, form


def _ends_well(text, end, form) -> bool:
    """A list of whole names must be followed by a stop, so that a title is not read as a name."""
    tail = text[end : end + 3]
    if form in ("first inverted",):
        return bool(re.match(r"\.|,?\s*[(“\"‘]|,\s*\d|\s*\(|:|,\s*['‘]", tail)) or not tail or text[:end].endswith(".")
    if form == "whole":
        return bool(re.match(r"\.?\s*\(?(?:1[5-9]|20)\d\d\b|[.,]\s*[“\"‘]", text[end : end + 12]))
    return True


def people_in(text: str, form: str = "") -> tuple[list[Person], bool]:
    """Return (names, whether the text says that there are more). form: that of leading_authors, if it is known."""
    text = ROLE.sub("", text.strip(" ,;:&")).strip()
    more = re.search(ET_AL + r"[\s.]*$", text) or MORE_THAI.search(text)
    text = re.sub(r"\s*(?:" + ET_AL + r")[\s.]*$", "", MORE_THAI.sub("", text)).strip(" ,;&")
    text = re.sub(r"\s+(?:and|&)$", "", text)
    if not text:
        return [], bool(more)
    names = _thai(text) if _mostly_thai(text) else _latin(text, form)
    return names, bool(more)


def _mostly_thai(text) -> bool:
    return len(THAI.findall(text)) > 0.4 * len(text)


def _thai(text) -> list[Person]:
    if THAI_ORGANISATION.match(text) and not re.search(r"[,;]", text):
        return [Person(text.strip(" ."), literal=True)]
    pieces = [TITLES.sub("", each.strip(" .")) for each in THAI_AND.split(text)]
    return [Person(re.sub(r"\s+", " ", each), literal=True) for each in pieces if each]


def _latin(text, known) -> list[Person]:
    end, form = leading_authors(text)
    if known == "whole" and end < 0.8 * len(text) or (form in ("", "first inverted") and _all_whole(text)):
        end, form = len(text), "whole"
    if not form or end < 0.8 * len(text.rstrip(" .")):
        end, form = 0, ""
    if not form:
        if ORGANISATION.search(text) or len(text.split()) == 1 or (len(text.split()) > 5 and "," not in text):
            return [Person(text.strip(" .,"), literal=True)]
        form = "first inverted" if re.match(rf"{FAMILY},", text) else "whole"
    if form == "whole" and ORGANISATION.search(text) and not re.search(r",|;|\band\b|&", text):
        return [Person(text.strip(" .,"), literal=True)]
    if form in ("block", "dotted"):
        return [_block(each) for each in re.split(r"\s*[,;]\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+", text) if each]
    if form in ("forward", "whole"):
        return [_forward(each) for each in re.split(r"\s*[,;]\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+", text) if each.strip(" .")]
    return _inverted(text)


def _all_whole(text) -> bool:
    """Whether every name between commas has two words or more: "Ian Goodfellow, Yoshua Bengio"."""
    pieces = [each for each in re.split(r"\s*[,;]\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+", text) if each]
    return len(pieces) > 1 and all(len(each.split()) > 1 and re.fullmatch(WHOLE, each) for each in pieces)


def _inverted(text) -> list[Person]:
    """Read "Family, I., Family, I., & Family, I." and "Family, Given, Given Family, and Given Family"."""
    found: list[Person] = []
    for group in re.split(r"\s*;\s*|\s*,?\s+(?:and|und|y)\s+|\s*,?\s*&\s*", text):
        open_family = ""
        for token in re.split(r"\s*,\s*", group):
            token = token.strip()
            if not token:
                continue
            if re.fullmatch(r"(?:Jr|Sr|II|III)\.?", token) and found:
                continue
            if open_family:
                found.append(Person(open_family, token))
                open_family = ""
            elif re.fullmatch(rf"{INITIALS}|[{UPPER}]{{1,3}}", token) and found and not found[-1].given:
                found[-1] = Person(found[-1].family, token)
            elif (not found or re.fullmatch(FAMILY, token)) and not _is_forward(token, found):
                open_family = token
            else:
                found.append(_forward(token))
        if open_family:
            found.append(_forward(open_family) if " " in open_family else Person(open_family))
    return found


def _is_forward(token, found) -> bool:
    """Whether a later token is a whole name: its words begin with a given name or an initial."""
    if not found:
        return False
    first = found[0].given
    initials_only = bool(re.fullmatch(INITIALS.replace("{1,5}", "{1,5}"), first.strip() + ("" if first.strip().endswith(".") else ".")))
    return bool(re.match(rf"(?:[{UPPER}]\.)", token)) or (not initials_only and len(token.split()) > 1)


def _block(text) -> Person:
    match = re.match(rf"(.+?)\s([{UPPER}]{{1,4}}(?:-[{UPPER}])?|{INITIALS})(?:\s(?:Jr|Sr|2nd|3rd)\b)?$", text.strip())
    return Person(match[1], match[2]) if match else Person(text.strip(" ."), literal=len(text.split()) > 2)


def _forward(text) -> Person:
    """Read "L. van der Maaten" or "Ian Goodfellow"."""
    text = text.strip(" ,")
    match = re.match(rf"((?:[{UPPER}][a-z]?\.[\s-]?)+)\s*(.+)$", text)
    if match:
        return Person(match[2].strip(" ."), match[1].strip())
    words = text.strip(".").split()
    if len(words) == 1:
        return Person(words[0], literal=True)
    cut = next(
        (
            number
            for number in range(1, len(words))
            if words[number].lower() in ("van", "von", "de", "der", "den", "del", "di", "da", "la", "le", "al", "el", "ter", "bin")
        ),
        len(words) - 1,
    )
    return Person(" ".join(words[cut:]), " ".join(words[:cut]))
