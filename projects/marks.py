"""The icons and colours that tell projects apart. Icons are names in static/icons.svg."""

ICONS = [
    "folder",
    "book-open",
    "briefcase",
    "building-2",
    "chart-column",
    "database",
    "flask-conical",
    "gavel",
    "globe-2",
    "graduation-cap",
    "heart-pulse",
    "landmark",
    "leaf",
    "lightbulb",
    "map",
    "package",
    "rocket",
    "scale",
    "scroll-text",
    "shopping-cart",
    "stethoscope",
    "truck",
    "wallet",
    "wrench",
]
# Told apart by people who see colours differently, on light and on dark.
COLOURS = ["#4f46e5", "#0369a1", "#0f766e", "#15803d", "#a16207", "#c2410c", "#be123c", "#a21caf", "#6d28d9", "#475569"]
