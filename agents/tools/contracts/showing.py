"""An analysis as a Result: data with places, statements for the answer, tables and a timeline for the page."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.tools.contracts import wording
from agents.tools.contracts.analysis import Analysis
from agents.tools.contracts.roles import alike
from agents.tools.results import Cell, Column, Facts, Moment, Result, Statement, Table, Timeline

PARTS = ("parties", "dates", "term", "payment", "obligations", "termination", "liability", "governing_law", "clauses", "risks", "missing")
MOST_LINES = 40
LONGEST = 400


class Shown:
    """Puts the parts of one contract into a Result; each method adds the data, statements and views of its part."""

    def __init__(self, result: Result, found: Analysis, part: str = "all", party: str = ""):
        self.result, self.found, self.party = result, found, party
        self.brief = part == "all"
        self.data: dict = {}

    def place(self, start: int, end: int) -> int:
        start, end = self.found.reading.original(start, min(end, start + 1500))
        return self.result.place(self.found.document.place(start, end))

    def words(self, start: int, end: int) -> str:
        text = " ".join(self.found.reading.text[start:end].split())
        return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"

    def say(self, text: str, *places: int):
        self.result.statements.append(Statement(text, list(places)))

    def page(self, place: int) -> str:
        number = self.result.places[place].page
        return str(number) if number else ""

    def value(self, found, **fields) -> dict:
        """Return fields with the place (an index into places) and the page of what was found."""
        place = self.place(found.start, found.end)
        return fields | {"place": place, "page": self.result.places[place].page}

    # Parts, in the order of a reading.

    def parties(self):
        self.data["parties"] = [
            self.value(each, name=each.name, role=each.role, kind=each.kind, registration=each.registration, address=each.address)
            for each in self.found.parties
        ]
        shown = [f"{each['name']} ({each['role']})" if each["role"] else each["name"] for each in self.data["parties"]]
        if shown:
            self.say(_("**Parties:** %(parties)s.") % {"parties": "; ".join(shown)}, *(each["place"] for each in self.data["parties"]))
        elif not self.brief:
            self.say(_("No parties are named that could be recognised."))
        return [(each["role"] or _("Party"), [Cell(each["name"], [each["place"]])]) for each in self.data["parties"]]

    def dates(self):
        terms, named = self.found.terms, {"signed": _("Signed"), "effective": _("Takes effect"), "expiry": _("Ends")}
        self.data["dates"] = {
            name: self.value(getattr(terms, name), date=getattr(terms, name).iso) if getattr(terms, name) else None for name in named
        }
        have = [(label, self.data["dates"][name]) for name, label in named.items() if self.data["dates"][name]]
        self.data["dates"]["effective_is_signing"] = terms.assumed
        if terms.assumed:
            have = [(label, each) for label, each in have if label != named["effective"]]
        if have:
            listed = " · ".join(f"{label} {each['date']}" for label, each in have)
            self.say(_("**Dates:** %(dates)s.") % {"dates": listed}, *(each["place"] for _label, each in have))
        elif not self.brief:
            self.say(_("No whole date of signing, beginning or end is given."))
        return [(label, [Cell(each["date"], [each["place"]], each["date"])]) for label, each in have]

    def timeline(self):
        terms = self.found.terms
        moments = [
            (found.iso, label)
            for found, label in ((terms.signed, _("Signed")), (terms.effective, _("Takes effect")), (terms.expiry, _("Ends")))
            if found and not (found is terms.effective and terms.assumed)
        ]
        cells = {id(found): found for found in (terms.signed, terms.effective, terms.expiry) if found}
        rows = [Moment(iso, Cell(label, [self._date_place(iso, cells)])) for iso, label in moments]
        rows += [Moment(found.iso, Cell(self._around(found), [self.place(found.start, found.end)])) for found, _said in terms.others[:20]]
        if rows:
            title = _("Dates of %(document)s") % {"document": self.found.document.name}
            self.result.views.append(Timeline(sorted(rows, key=lambda row: row.date), title))

    def _date_place(self, iso, cells):
        found = next(each for each in cells.values() if each.iso == iso)
        return self.place(found.start, found.end)

    def _around(self, found):
        unit = self.found.reading.unit_at(found.start)
        spans = self.found.reading.sentences(unit)
        return self.words(*next(((start, end) for start, end in spans if start <= found.start < end), (unit.start, unit.end)))

    def term(self):
        terms = self.found.terms
        self.data["term"] = {
            "duration": self.value(terms.duration, text=terms.duration.text, count=terms.duration.count, unit=terms.duration.unit)
            if terms.duration
            else None,
            "renewal": terms.renewal,
            "renewal_place": self.place(*terms.renewal_at) if terms.renewal_at else None,
            "renewal_notice": terms.renewal_notice.text if terms.renewal_notice else None,
        }
        said = [wording.length(terms.duration)] if terms.duration else []
        said += [str(wording.RENEWALS[terms.renewal])] if terms.renewal != "none" or said else []
        places = [
            each
            for each in (self.data["term"]["duration"] and self.data["term"]["duration"]["place"], self.data["term"]["renewal_place"])
            if each is not None
        ]
        if terms.renewal_notice:
            said.append(_("notice %(length)s ahead") % {"length": wording.length(terms.renewal_notice)})
        if places:
            self.say(_("**Term:** %(term)s.") % {"term": ", ".join(said)}, *places)
        elif not self.brief:
            self.say(_("It does not say how long it lasts."))
        return [(_("Term"), [Cell(", ".join(said), places)])] if places else []

    def payment(self):
        rows, lines = [], []
        self.data["payments"], self.data["interest"] = [], []
        for each in self.found.payments:
            due = self.words(*each.due) if each.due else ""
            entry = self.value(
                each.money, amount=each.money.amount, currency=each.money.currency, purpose=each.purpose, per=each.per, due=due
            )
            self.data["payments"].append(entry)
            name, amount = str(wording.PURPOSES[each.purpose]), f"{wording.sum_of(each.money)} {wording.PER[each.per]}".strip()
            rows.append([Cell(name), Cell(amount, [entry["place"]], each.money.amount), Cell(due), Cell(self.page(entry["place"]))])
            lines.append(
                (f"{name.lower() if name.isascii() else name} {amount}" + (f" ({due})" if due and not self.brief else ""), entry["place"])
            )
        for each in self.found.interest:
            entry = self.value(each, rate_percent=each.rate, per=each.per, late=each.late)
            self.data["interest"].append(entry)
            name = _("Interest on late payment") if each.late else _("Interest")
            rate = f"{each.rate:g}% {wording.PER[each.per]}"
            rows.append([Cell(name), Cell(rate, [entry["place"]], each.rate), Cell(""), Cell(self.page(entry["place"]))])
            lines.append((f"{name.lower() if name.isascii() else name} {rate}", entry["place"]))
        if lines:
            shown = lines[:12]
            self.say(
                _("**Payment:** %(payments)s.") % {"payments": "; ".join(line for line, _place in shown)},
                *(place for _line, place in shown),
            )
            columns = [Column(_("What for")), Column(_("Amount"), "end"), Column(_("When")), Column(_("Page"), "end")]
            self.result.views.append(Table(columns, rows, _("Payments")))
        elif not self.brief:
            self.say(_("No sums to be paid are named."))
        return [(str(row[0].text), [row[1]]) for row in rows[:8]]

    def obligations(self):
        chosen = [each for each in self.found.obligations if not self.party or self._is_side(each.who)]
        self.data["obligations"] = [
            self.value(
                each,
                who=each.who,
                what=self.words(each.start, each.end),
                when=self.words(*each.when) if each.when else "",
                kind=each.kind,
                clause=each.clause,
            )
            for each in chosen[:400]
        ]
        if not chosen:
            self.say(
                _("No obligations were found.")
                if not self.party
                else _("No obligations of “%(party)s” were found.") % {"party": self.party}
            )
            return []
        self._obligation_table(chosen)
        counts: dict[str, list[int]] = {}
        for each in self.data["obligations"]:
            counts.setdefault(each["who"], []).append(each["place"])
        if self.brief:
            listed = ", ".join(f"{wording.side(who)} {len(places)}" for who, places in counts.items())
            text = ngettext(
                "**Obligations:** %(count)s, listed below (%(sides)s).",
                "**Obligations:** %(count)s, listed below (%(sides)s).",
                len(chosen),
            )
            self.say(text % {"count": len(chosen), "sides": listed}, *(places[0] for places in counts.values()))
            return []
        for who, places in counts.items():
            self.say(_("**Obligations of %(who)s**") % {"who": wording.side(who)}, places[0])
            for each in [each for each in self.data["obligations"] if each["who"] == who][:MOST_LINES]:
                self.say(f"- {each['what']}", each["place"])
        return []

    def _is_side(self, who):
        if who == "both" or alike(who, self.party) or self.party.lower() in who.lower():
            return True
        return any(self.party.lower() in party.name.lower() and party.label == who for party in self.found.parties)

    def _obligation_table(self, chosen):
        rows = []
        for each, entry in zip(chosen, self.data["obligations"], strict=False):
            kind = _("must not") if each.kind == "prohibition" else _("must")
            rows.append(
                [
                    Cell(wording.side(each.who)),
                    Cell(kind, tone="warning" if each.kind == "prohibition" else ""),
                    Cell(entry["what"], [entry["place"]]),
                    Cell(entry["when"]),
                    Cell(each.clause),
                    Cell(self.page(entry["place"])),
                ]
            )
        columns = [Column(_("Who")), Column(_("Kind")), Column(_("What")), Column(_("When")), Column(_("Clause")), Column(_("Page"), "end")]
        self.result.views.append(Table(columns, rows, _("Obligations in %(document)s") % {"document": self.found.document.name}))

    def termination(self):
        self.data["termination"] = []
        for each in self.found.endings:
            notice = each.notice.text if each.notice else None
            self.data["termination"].append(self.value(each, who=each.who, notice=notice, causes=each.causes, immediate=each.immediate))
        rows = []
        for each, entry in zip(self.found.endings, self.data["termination"], strict=True):
            notice = wording.length(each.notice) if each.notice else _("at once") if each.immediate else ""
            causes = ", ".join(str(wording.CAUSES[cause]) for cause in each.causes)
            who = wording.side(each.who) if each.who else _("by itself")
            rows.append(
                (
                    _("Ending by %(who)s") % {"who": who} if each.who else _("Ending"),
                    [Cell(", ".join(filter(None, [notice, causes])), [entry["place"]])],
                )
            )
            if not self.brief:
                self.say(f"- {self.words(each.start, each.end)}", entry["place"])
        if rows and self.brief:
            listed = "; ".join(f"{label}: {cells[0].text}" if cells[0].text else label for label, cells in rows)
            self.say(_("**Termination:** %(ways)s.") % {"ways": listed}, *(entry["place"] for entry in self.data["termination"]))
        elif not rows and not self.brief:
            self.say(_("It does not say how it may be ended."))
        return rows

    def liability(self):
        caps, rows = [], []
        for each in self.found.caps:
            caps.append(self.value(each, cap=each.cap, amount=each.amount, currency=each.currency))
            shown = _("unlimited") if each.cap == "unlimited" else f"{each.currency} {each.amount:,.0f}" if each.amount else each.cap
            rows.append(
                (_("Limit of liability"), [Cell(shown, [caps[-1]["place"]], each.amount, "bad" if each.cap == "unlimited" else "")])
            )
            self.say(_("**Liability:** %(words)s") % {"words": self.words(each.start, each.end)}, caps[-1]["place"])
        excluded = [self.place(*span) for span in self.found.exclusions]
        for place, span in zip(excluded, self.found.exclusions, strict=True):
            if not any(place == cap["place"] for cap in caps):
                self.say(_("**Excluded:** %(words)s") % {"words": self.words(*span)}, place)
        if "indemnity" in self.found.clauses and not self.brief:
            span = self.found.clauses["indemnity"]
            self.say(_("**Indemnity:** %(words)s") % {"words": self.words(*span)}, self.place(*span))
        self.data["liability"] = {"caps": caps, "exclusions": [{"place": place} for place in excluded]}
        if not caps and not excluded and not self.brief:
            self.say(_("Liability is not limited by any clause."))
        return rows

    def governing_law(self):
        law, venue = self.found.law, self.found.venue
        self.data["governing_law"] = self.value(law, law=law.place) if law else None
        self.data["venue"] = self.value(venue, kind=venue.kind, place_name=venue.place, rules=venue.rules) if venue else None
        rows = []
        if law:
            rows.append((_("Governing law"), [Cell(law.place, [self.data["governing_law"]["place"]])]))
        if venue:
            named = " ".join(filter(None, [_("arbitration") if venue.kind == "arbitration" else _("courts"), venue.rules, venue.place]))
            rows.append((_("Disputes"), [Cell(named, [self.data["venue"]["place"]])]))
        if rows:
            listed = "; ".join(f"**{label}:** {cells[0].text}" for label, cells in rows)
            self.say(f"{listed}.", *(cells[0].places[0] for _label, cells in rows))
        elif not self.brief:
            self.say(_("No governing law and no court or arbitration is named."))
        return rows

    def clauses(self):
        places = {name: self.place(*span) for name, span in self.found.clauses.items()}
        self.data["clauses"] = [{"name": name, "place": place, "page": self.result.places[place].page} for name, place in places.items()]
        return [(_("Other clauses"), [Cell(str(wording.SUBJECTS[name]), [place]) for name, place in places.items()])] if places else []

    def risks(self):
        self.data["risks"], rows = [], []
        for each in self.found.risks:
            entry = self.value(each, name=each.name, title=each.title, reason=each.reason, who=each.who)
            self.data["risks"].append(entry)
            row = [
                Cell(each.title, tone=each.tone),
                Cell(each.reason),
                Cell(self.words(each.start, each.end), [entry["place"]]),
                Cell(self.page(entry["place"])),
            ]
            rows.append(row)
            if not self.brief:
                self.say(f"- **{each.title}:** {each.reason}", entry["place"])
        if rows:
            if self.brief:
                titles = "; ".join(each.title for each in self.found.risks)
                self.say(_("**Unusual or one-sided:** %(risks)s.") % {"risks": titles}, *(entry["place"] for entry in self.data["risks"]))
            columns = [Column(_("Risk")), Column(_("Why")), Column(_("Clause")), Column(_("Page"), "end")]
            self.result.views.append(Table(columns, rows, _("Unusual or one-sided clauses")))
        elif not self.brief:
            self.say(_("No unusual clause of the kinds that are looked for was found."))
        return []

    def missing(self):
        names = [str(wording.SUBJECTS[name]) for name in self.found.missing]
        self.data["missing"] = list(self.found.missing)
        if names:
            text = _("**Not found, though usual in a contract of this kind (%(kind)s):** %(names)s.")
            self.say(text % {"kind": str(wording.KINDS[self.found.kind]), "names": ", ".join(names)})
        elif not self.brief:
            self.say(_("Everything usual in a contract of this kind (%(kind)s) is there.") % {"kind": str(wording.KINDS[self.found.kind])})
        return []


def show(found: Analysis, result: Result, part: str, party: str) -> None:
    """Add one contract to result: statements and views of part alone, data of everything."""
    shown = Shown(result, found, part, party)
    title = result.place(found.document.place(*_title_span(found)))
    shown.data |= {"document": found.document.name, "title": found.title, "kind": found.kind, "title_place": title}
    if part == "all":
        shown.say(_("**%(title)s** (%(kind)s)") % {"title": found.title, "kind": str(wording.KINDS[found.kind])}, title)
    facts = []
    for name in PARTS:
        wanted = part in ("all", name)
        before = len(result.statements), len(result.views)
        rows = getattr(shown, name)()
        if not wanted:  # its data is kept, its words are not
            del result.statements[before[0] :], result.views[before[1] :]
        elif name not in ("obligations", "payment", "risks"):
            facts += rows
        if wanted and name in ("dates", "term"):
            shown.timeline() if part != "all" or name == "dates" else None
    if facts:
        result.views.insert(0 if part != "all" else _facts_at(result, found), Facts(facts, found.document.name))
    result.data.setdefault("contracts", []).append(shown.data)


def _facts_at(result, found):
    """Return where the facts of a contract stand: before its own views, after those of the contracts before it."""
    own = [index for index, view in enumerate(result.views) if found.document.name in getattr(view, "title", "")]
    return own[0] if own else len(result.views)


def _title_span(found):
    unit = next((unit for unit in found.reading.units if unit.kind == "heading"), None)
    unit = unit or (found.reading.units[0] if found.reading.units else None)
    return found.reading.original(unit.start, min(unit.end, unit.start + 200)) if unit else (0, min(len(found.document.text), 100))
