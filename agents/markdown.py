"""Markdown of an answer to HTML that is safe to show: no images, no scripts, no forms, code coloured, maths as MathML."""

import re
from html import escape
from itertools import count

import nh3
from latex2mathml.converter import convert as tex_to_mathml
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

TAGS = {
    "a", "blockquote", "br", "code", "del", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "span",
    "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "class", "data-number", "aria-label"},
    "code": {"class"},
    "div": {"class"},
    "ol": {"start"},
    "span": {"class", "title"},
    "td": {"class"},
    "th": {"class"},
}
SCHEMES = {"http", "https", "mailto"}
LONGEST_FORMULA = 2000
MATHS_TAGS = {
    "math", "menclose", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts", "mroot", "mrow",
    "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none",
}  # fmt: skip
MATHS_ATTRIBUTES = {
    "math": {"display"},
    "mi": {"mathvariant"},
    "mo": {"fence", "form", "largeop", "maxsize", "minsize", "movablelimits", "separator", "stretchy"},
    "mspace": {"width"},
    "mtable": {"columnalign", "rowspacing"},
    "mtd": {"columnalign"},
    "mfrac": {"linethickness"},
}
# Stand for the ends of a marked stretch while Markdown is rendered; nobody else's text may hold them.
OPEN, CLOSE = "\ue000", "\ue001"
_RESERVED = re.compile("[\ue000-\ue00f]")
_MARKER = re.compile(r"\[(\d{1,3})\]")
_MATHS = re.compile(r'<span class="maths-(\d+)"></span>')
_BEFORE_TEXT = re.compile(r"(?:\s|[|>#]|[-*+](?=\s)|\d{1,9}[.)](?=\s))*")


def render(text, *, citations=None, marked=(), marked_class="unsupported", marked_title=""):
    """Return text as HTML.

    citations: {number: (href, label)}; its [number] markers become links, others stay text.
    marked: (start, end) ranges of text to be wrapped in a span of marked_class.
    """
    formulas = {}
    source = _with_marks(text, marked)
    html = _parser(citations or {}, formulas).render(source)
    html = html.replace(OPEN, f'<span class="{marked_class}" title="{escape(marked_title)}">').replace(CLOSE, "</span>")
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer nofollow")
    return _MATHS.sub(lambda match: formulas.get(int(match[1]), ""), clean)


def _with_marks(text, ranges):
    """Return text with OPEN and CLOSE set around each range, inside list marks and table bars."""
    text = _RESERVED.sub("\ufffd", text)
    for start, end in sorted(ranges, reverse=True):
        first = _BEFORE_TEXT.match(text, start, end).end()
        last = first + len(text[first:end].rstrip(" \t\n|"))
        if first < last and "\n" not in text[first:last]:
            text = text[:first] + OPEN + text[first:last] + CLOSE + text[last:]
    return text


def _parser(citations, formulas):
    numbers = count()

    def maths(tex, options):
        number = next(numbers)
        formulas[number] = _mathml(tex, display=options.get("display_mode", False))
        return f'<span class="maths-{number}"></span>'

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True, "highlight": _coloured})
    parser.enable(["table", "strikethrough"]).disable("image")
    parser.use(dollarmath_plugin, allow_space=False, double_inline=True, renderer=maths)
    parser.add_render_rule("text", lambda _self, tokens, i, _options, _env: _linked(tokens[i].content, citations))
    return parser


def _linked(text, citations):
    """Return text escaped, with the markers of known citations as links."""
    pieces, done = [], 0
    for marker in _MARKER.finditer(text):
        number = int(marker[1])
        if number in citations:
            href, label = citations[number]
            link = f'<a class="citation" data-number="{number}" href="{escape(href)}" aria-label="{escape(label)}">{number}</a>'
            pieces += [escape(text[done : marker.start()]), link]
            done = marker.end()
    return "".join([*pieces, escape(text[done:])])


def _coloured(code, language, _attributes):
    try:
        lexer = get_lexer_by_name(language or "text")
    except ClassNotFound:
        return escape(code)
    return highlight(code, lexer, HtmlFormatter(nowrap=True))


def _mathml(tex, *, display):
    if len(tex) <= LONGEST_FORMULA:
        try:
            mathml = tex_to_mathml(tex, display="block" if display else "inline")
            # The converter lets \text and \href through as they are.
            return nh3.clean(mathml, tags=MATHS_TAGS, attributes=MATHS_ATTRIBUTES)
        except Exception:  # noqa: BLE001, S110 - whatever it can't read is shown as it was written
            pass
    return f"<code>{escape(tex)}</code>"
