"""Which law governs, and which courts or arbitrators decide."""

import re
from dataclasses import dataclass

from agents.tools.contracts.reading import Reading

ADJECTIVES = {
    "Thai": "Thailand",
    "English": "England and Wales",
    "German": "Germany",
    "French": "France",
    "Japanese": "Japan",
    "Irish": "Ireland",
    "Swiss": "Switzerland",
    "Singaporean": "Singapore",
    "Singapore": "Singapore",
    "Malaysian": "Malaysia",
    "Indian": "India",
    "Chinese": "China",
    "Dutch": "Netherlands",
    "Belgian": "Belgium",
    "Spanish": "Spain",
    "Italian": "Italy",
    "Austrian": "Austria",
    "Swedish": "Sweden",
    "Danish": "Denmark",
    "Norwegian": "Norway",
    "Finnish": "Finland",
    "Polish": "Poland",
    "Portuguese": "Portugal",
    "Scottish": "Scotland",
    "Scots": "Scotland",
    "Australian": "Australia",
    "Canadian": "Canada",
    "Korean": "Korea",
    "Vietnamese": "Vietnam",
    "Indonesian": "Indonesia",
    "Philippine": "Philippines",
    "Estonian": "Estonia",
    "Czech": "Czechia",
    "Greek": "Greece",
    "Israeli": "Israel",
    "Mexican": "Mexico",
    "Brazilian": "Brazil",
    "California": "California",
    "Delaware": "Delaware",
    "Oregon": "Oregon",
    "Texas": "Texas",
    "Florida": "Florida",
    "Washington": "Washington",
    "New York": "New York",
    "Hong Kong": "Hong Kong",
}
_ADJECTIVES = "|".join(sorted(ADJECTIVES, key=len, reverse=True))
_P = r"(?-i:[A-Z][A-Za-z.]{1,20}(?: (?:and|of|the|[A-Z][A-Za-z.]{1,20})){0,6})"
GOVERNED = [
    re.compile(
        rf"(?:govern|constru|interpret|subject to|accordance with|appl(?:y|ies|icable)|under)[^.;]{{0,120}}?\blaws? (?:of|in force"
        rf" in|applicable in) (?:the )?(?P<place>{_P})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\blaws? (?:of|in force in) (?:the )?(?P<place>{_P}?)(?: shall)?(?: exclusively)? (?:apply|applies|govern)", re.IGNORECASE
    ),
    re.compile(rf"governing law\s?(?:is|:|\||-)?\s{{0,2}}(?:the )?(?:laws? of )?(?:the )?(?P<place>{_P})", re.IGNORECASE),
]
ADJECTIVE = re.compile(
    rf"\b(?P<adj>{_ADJECTIVES}) law\b[^.;]{{0,30}}?(?:appl|govern|shall|\.|,|;|$)|"
    rf"(?:governed by|subject to|under|according to|accordance with)[^.;]{{0,40}}?\b(?P<adj2>{_ADJECTIVES})"
    rf" laws?\b"
)
NAMED_LAW = re.compile(  # "governed by Nevada law", "Georgia law governs"
    r"(?:governed by|subject to|construed under)(?: the)? (?P<one>[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?) law\b"
    r"|\b(?P<other>(?!The |This |Applicable |Such |Mandatory )[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?) law (?:shall )?(?:govern|appl)"
)
THAI_LAW = re.compile(r"กฎหมาย(?:แห่ง|ของ)?(?:ราชอาณาจักร|ประเทศ)?ไทย|ประมวลกฎหมายแพ่งและพาณิชย์(?=[^.;]{0,40}บังคับ)")
THAI_FOREIGN = re.compile(r"กฎหมาย(?:ของ|แห่ง)?(?:ประเทศ|สาธารณรัฐ)(?P<place>[ก-๙]{3,20})")
COURTS = re.compile(
    rf"(?P<state>(?:state and federal )?courts?)(?: located)?(?: (?:sitting|situated))?(?: of| in| at|,)(?: the)?(?: city of| state"
    rf" of| county of)? (?P<place>{_P})|\b(?P<place2>(?!The |Any |All |Such |Competent )(?-i:[A-Z][a-z]{{2,20}}(?:"
    rf" [A-Z][a-z]{{2,20}}){{0,2}})) courts\b",
    re.IGNORECASE,
)
THAI_COURTS = re.compile(
    r"ศาล(?P<kind>จังหวัด|แพ่ง|แขวง|ในเขต|ใน|ที่มีเขตอำนาจใน|ทรัพย์สินทางปัญญา\S{0,20})?\s?(?P<place>[ก-๙]{2,25}?)(?=เป็น|และ|มี|"
    r"\s|[,;.]|$)"
)
ARBITRATION = re.compile(r"\barbitrat(?:ion|or|ors|ed)\b|อนุญาโตตุลาการ", re.IGNORECASE)
RULES = re.compile(
    r"\b(?P<code>ICC|SIAC|LCIA|AAA|JAMS|HKIAC|TAI|THAC|UNCITRAL|JCAA|CIETAC|DIS|KLRCA|AIAC|DIAC|SCC|VIAC)\b|(?P<icc>International"
    r" Chamber of Commerce)|(?P<thai>สถาบันอนุญาโตตุลาการ)|(?P<tai>Thai Arbitration Institute)"
)
SEAT = re.compile(rf"(?:\bin|\bat|seat(?: of arbitration)?(?: is| shall be|:)?(?: in)?) (?P<place>{_P})")


@dataclass
class Law:
    place: str
    start: int
    end: int


@dataclass
class Venue:
    """kind: "courts" | "arbitration"; rules: the institution, where one is named."""

    kind: str
    place: str
    start: int
    end: int
    rules: str = ""

    @property
    def text(self) -> str:
        return " ".join(filter(None, [self.kind, "of" if self.kind == "courts" and self.place else self.rules, self.place]))


def find_law(reading: Reading) -> Law | None:
    for unit in _last_first(reading):
        for start, end in reading.sentences(unit) if unit.kind != "row" else [(unit.start, unit.end)]:
            for pattern in GOVERNED:
                if match := pattern.search(reading.text, start, end):
                    return Law(_place(match["place"]), start, end)
            if match := ADJECTIVE.search(reading.text, start, end):
                return Law(ADJECTIVES[match["adj"] or match["adj2"]], start, end)
            if match := NAMED_LAW.search(reading.text, start, end):
                return Law(match["one"] or match["other"], start, end)
            if THAI_LAW.search(reading.text, start, end):
                return Law("Thailand", start, end)
            if (match := THAI_FOREIGN.search(reading.text, start, end)) and re.search("บังคับ|ตีความ", reading.text[start:end]):
                return Law(match["place"], start, end)
    return None


def _last_first(reading):
    """Return the units, those near the end first: there the law stands, and further up it is only mentioned."""
    units = reading.prose
    half = len(units) // 2
    return [*units[half:], *units[:half]]


def _place(text):
    text = re.sub(
        r"^(?:the )?(?:Kingdom|Republic|State|Commonwealth|Province|Federal Republic) of (?:the )?", "", text.strip(), flags=re.IGNORECASE
    )
    return re.sub(r"(?:\s(?:and|of|the|without|excluding|The|shall))+$", "", text).strip(" .,")


def find_venue(reading: Reading) -> Venue | None:
    courts = arbitration = None
    for unit in _last_first(reading):
        for start, end in reading.sentences(unit):
            if ARBITRATION.search(reading.text, start, end):
                found = _arbitration(reading.text, start, end)
                if found.place or found.rules:
                    return found
                arbitration = arbitration or found
            if courts is None and re.search(r"\bcourts?\b|\bjurisdiction|ศาล", reading.text[start:end]):
                courts = _courts(reading.text, start, end)
    return arbitration or courts


def _arbitration(text, start, end):
    rules = RULES.search(text, start, end)
    name = ""
    if rules:
        name = rules["code"] or ("ICC" if rules["icc"] else "TAI" if rules["tai"] else "สถาบันอนุญาโตตุลาการ")
    places = [match["place"] for match in SEAT.finditer(text, start, end) if not re.match(r"(?:ICC|SIAC|The|Rules)\b", match["place"])]
    thai = re.search(r"(?:สถาบันอนุญาโตตุลาการ|ณ|ใน)\s?(?P<place>กรุงเทพ\S{0,9}|จังหวัด\S{2,20})", text[start:end])
    return Venue("arbitration", _place(places[-1]) if places else thai["place"] if thai else "", start, end, name)


def _courts(text, start, end):
    if match := COURTS.search(text, start, end):
        place = match["place"] or match["place2"]
        if place.split()[0] not in ("The", "Any", "Law", "Court"):
            return Venue("courts", ADJECTIVES.get(place, _place(place)), start, end)
    if match := THAI_COURTS.search(text, start, end):
        return Venue("courts", match["place"].removeprefix("ใน"), start, end)
    whose = re.search(rf"law of (?P<place>{_P}), whose courts", text[start:end])
    return Venue("courts", _place(whose["place"]), start, end) if whose else None
