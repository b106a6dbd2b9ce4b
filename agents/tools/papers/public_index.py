"""Asks a public index of papers (Crossref, OpenAlex, or alike), if an operator has named one. It sends the query out."""

from urllib.parse import quote

import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from agents.tools.protocol import ToolError

TIMEOUT_S = 10.0
MAX_BYTES = 3_000_000
MOST = 20


def is_on() -> bool:
    return bool(settings.PAPER_INDEX_URL)


def search_index(query: str) -> list[dict]:
    """Return {title, authors, year, venue, doi, url} of what the index holds for query. Raises ToolError."""
    address = settings.PAPER_INDEX_URL.replace("{query}", quote(query[:300], safe=""))
    try:
        with httpx.Client(timeout=TIMEOUT_S, follow_redirects=False) as client, client.stream("GET", address) as reply:
            reply.raise_for_status()
            body = b""
            for piece in reply.iter_bytes():
                body += piece
                if len(body) > MAX_BYTES:
                    raise ToolError(_("The index of papers sent more than can be read."))
        answer = httpx.Response(200, content=body).json()
    except (httpx.HTTPError, ValueError) as error:
        raise ToolError(_("The index of papers did not answer as expected. Try again, or search the project only.")) from error
    return [item for item in map(_item, _items(answer)[:MOST]) if item["title"]]


def _items(answer) -> list[dict]:
    """Crossref: message.items; OpenAlex and most others: results."""
    message = answer.get("message") if isinstance(answer, dict) else None
    found = message.get("items") if isinstance(message, dict) else answer.get("results") if isinstance(answer, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _item(raw: dict) -> dict:
    title = raw.get("title") or raw.get("display_name") or ""
    doi = str(raw.get("DOI") or raw.get("doi") or "").removeprefix("https://doi.org/")
    return {
        "title": _text(title),
        "authors": _authors(raw),
        "year": _year(raw),
        "venue": _text(raw.get("container-title") or _inside(raw, "primary_location", "source", "display_name") or ""),
        "doi": doi[:200],
        "url": f"https://doi.org/{doi}" if doi else "",
    }


def _text(value) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return " ".join(value.split())[:500] if isinstance(value, str) else ""


def _authors(raw) -> list[str]:
    if isinstance(raw.get("author"), list):
        return [
            _text(f"{each.get('given', '')} {each.get('family') or each.get('name', '')}")
            for each in raw["author"][:20]
            if isinstance(each, dict)
        ]
    listed = raw.get("authorships") if isinstance(raw.get("authorships"), list) else []
    return [name for each in listed[:20] if (name := _text(_inside(each, "author", "display_name")))]


def _year(raw) -> int | None:
    parts = _inside(raw, "issued", "date-parts") or _inside(raw, "published", "date-parts")
    try:
        return int(parts[0][0]) if parts else int(raw["publication_year"])
    except (KeyError, IndexError, TypeError, ValueError):
        return None


def _inside(raw, *names):
    for name in names:
        raw = raw.get(name) if isinstance(raw, dict) else None
    return raw
