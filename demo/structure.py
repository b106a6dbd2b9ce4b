"""Markdown tokens as a flat list of elements, shared by the writers of each format."""

from dataclasses import dataclass, field


@dataclass
class Element:
    """kind: heading, paragraph, item, table. label is what stands before a list item."""

    kind: str
    text: str = ""
    level: int = 0
    label: str = ""
    rows: list[list[str]] = field(default_factory=list)


def elements(tokens: list) -> list[Element]:
    """Return the elements in order; inline marks are dropped."""
    found: list[Element] = []
    label, counter = "", None
    for index, token in enumerate(tokens):
        if token.type == "ordered_list_open":
            counter = 0
        elif token.type == "bullet_list_open":
            counter = None
        elif token.type == "list_item_open":
            counter = None if counter is None else counter + 1
            label = "•" if counter is None else f"{counter}."
        elif token.type == "table_open":
            found.append(Element("table"))
        elif token.type == "tr_open":
            found[-1].rows.append([])
        elif token.type == "inline":
            text = "".join(child.content or " " * (child.type == "softbreak") for child in token.children)
            opener = tokens[index - 1]
            if opener.type in ("td_open", "th_open"):
                found[-1].rows[-1].append(text)
            elif opener.type == "heading_open":
                found.append(Element("heading", text, int(opener.tag[1])))
            else:
                found.append(Element("item" if label else "paragraph", text, label=label))
                label = ""
    return found
