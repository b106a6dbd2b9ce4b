"""What a résumé holds. Everything keeps where it stands: spans are (start, end) in DocumentText.text."""

from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass
class Found:
    """A value as it is written, and where."""

    text: str
    spans: list[Span]


@dataclass
class Period:
    """start, end: "YYYY-MM" or "YYYY", "" if not given. open: it lasts until today. spans: see Found."""

    start: str
    end: str
    open: bool
    spans: list[Span]


@dataclass
class Job:
    title: Found | None = None
    organisation: Found | None = None
    location: Found | None = None
    period: Period | None = None
    bullets: list[Found] = field(default_factory=list)


@dataclass
class Study:
    degree: Found | None = None
    field: Found | None = None
    institution: Found | None = None
    period: Period | None = None
    gpa: Found | None = None


@dataclass
class Skill:
    """name: as in the word list, else as written. listed: it stands in a list of skills, not in running text."""

    name: str
    found: Found
    listed: bool = True


@dataclass
class Language:
    name: str
    level: str
    found: Found


@dataclass
class Resume:
    name: Found | None = None
    headline: Found | None = None
    summary: Found | None = None
    emails: list[Found] = field(default_factory=list)
    phones: list[Found] = field(default_factory=list)
    links: list[Found] = field(default_factory=list)
    location: Found | None = None
    experience: list[Job] = field(default_factory=list)
    education: list[Study] = field(default_factory=list)
    skills: list[Skill] = field(default_factory=list)
    languages: list[Language] = field(default_factory=list)
    certifications: list[Found] = field(default_factory=list)
    months: int = 0
