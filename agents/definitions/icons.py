"""Icons that an agent may have: names in static/icons.svg."""

from projects.marks import ICONS

AGENT_ICONS = ["bot", "sparkles", "search", "users", "file-text", "table", "quote", "shield", "message-square-quote", *ICONS]
DEFAULT_ICON = AGENT_ICONS[0]
