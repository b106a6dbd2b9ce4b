"""Every route of the product, read from the resolver itself."""

import re
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
# Part of Django and its packages: no project's rows behind them, or their own tests' matter.
FOREIGN = ("admin/", "static/", "__debug__/")


@dataclass(frozen=True)
class Route:
    template: str
    pattern: URLPattern

    @property
    def names(self) -> list[str]:
        return [found["name"] for found in PARAMETER.finditer(self.template)]

    def fill(self, samples: dict[str, str]) -> str:
        """Return the path with each parameter's sample; KeyError names the one that has none."""
        return "/" + PARAMETER.sub(lambda found: samples[kind_of(self.template, found)], self.template)


def kind_of(template: str, found: re.Match) -> str:
    """Return what a parameter names: 'document_id' and 'documents/<uuid:pk>' are both a document."""
    name = found["name"]
    if name in ("pk", "id", "uuid"):
        segment = template[: found.start()].rstrip("/").rpartition("/")[2]
        return segment.removesuffix("s")
    return name.removesuffix("_id").removesuffix("_pk")


def http_routes() -> list[Route]:
    routes = []

    def walk(resolver: URLResolver, prefix: str) -> None:
        for entry in resolver.url_patterns:
            template = prefix + _plain(entry.pattern)
            if isinstance(entry, URLResolver):
                walk(entry, template)
            elif not template.startswith(FOREIGN):
                routes.append(Route(template, entry))

    walk(get_resolver(), "")
    return routes


def socket_routes() -> list[Route]:
    from agents.routing import websocket_urlpatterns as agents
    from documents.routing import websocket_urlpatterns as documents

    return [Route(_plain(entry.pattern), entry) for entry in [*documents, *agents]]


def _plain(pattern) -> str:
    """Return a route as text; a regular expression's named groups as parameters."""
    text = str(pattern)
    if hasattr(pattern, "_route"):
        return text
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", text).lstrip("^").rstrip("$").replace("\\Z", "").replace("\\", "")
