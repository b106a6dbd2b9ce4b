"""Which tables of the project a question or a call is about."""

from django.utils.translation import gettext as _

from agents.tools.protocol import BadArguments, Context
from agents.tools.tables.columns import Frame, frame_of
from agents.tools.tables.reading import is_tabular, tables_of

MOST_TABLES = 40


def frames_for(context: Context, table: str = "", *, everywhere: bool = False) -> list[Frame]:
    """Return the tables to work on: of spreadsheets and CSV files, else (or everywhere) of any document.

    table: part of a file's or sheet's name. Raises BadArguments if no table has that name.
    """
    texts = context.texts()
    chosen = [text for text in texts if is_tabular(text)]
    if everywhere or context.documents or not chosen:
        chosen = texts
    frames: list[Frame] = []
    for text in chosen:
        for found in tables_of(text):
            if len(frames) < MOST_TABLES and not context.should_stop() and (frame := frame_of(found)):
                frames.append(frame)
    if not table:
        return frames
    wanted = table.casefold().strip()
    named = [frame for frame in frames if wanted in frame.table.name.casefold() or wanted == str(frame.table.number)]
    if not named:
        there = ", ".join(dict.fromkeys(frame.table.name for frame in frames))
        raise BadArguments(_('There is no table "%(name)s". There are: %(there)s.') % {"name": table[:60], "there": there[:600] or "–"})
    exact = [frame for frame in named if wanted in (frame.table.sheet.casefold(), frame.table.document.name.casefold())]
    return exact or named


def with_columns(frames: list[Frame], names: list[str]) -> Frame:
    """Return the first table that has every named column, else the one that has most."""
    if not frames:
        raise BadArguments(_("There is no table in these documents."))
    return max(frames, key=lambda frame: (sum(frame.column(name) is not None for name in names), len(frame.rows) > 1))
