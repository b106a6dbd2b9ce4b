"""Filling the catalogue: what a new installation starts with, and what a server says it serves."""

from pathlib import Path

import httpx
import yaml
from django.utils.translation import gettext as _

from projects.llm.errors import GatewayError, Unreachable
from projects.llm.models import CatalogModel, Provider

SEED = Path(__file__).with_name("catalogue.yaml")
LIST_TIMEOUT_S = 10


def seed(provider_model=Provider, catalog_model=CatalogModel):
    """Add the providers and models of catalogue.yaml that are not there yet; what is there stays as it is."""
    entries = yaml.safe_load(SEED.read_text())
    providers = {}
    for entry in entries["providers"]:
        providers[entry["name"]], _created = provider_model.objects.get_or_create(name=entry["name"], defaults=entry)
    for entry in entries["models"]:
        first, rest = entry["id"].split("/", 1)
        origin = {"provider": providers[first], "provider_model": rest} if first in providers else {}
        catalog_model.objects.get_or_create(id=entry["id"], defaults=entry | origin)


def discover(provider):
    """Add the models that the provider's server lists; return their ids.

    Raises GatewayError if the server can't be reached or does not list models.
    """
    if not provider.base_url:
        raise GatewayError(_("Give %(provider)s a base URL first.") % {"provider": provider.name})
    names = _listed(provider)
    for name in names:
        CatalogModel.objects.get_or_create(
            id=f"{provider.name}/{name}", defaults={"label": f"{name} ({provider.name})", "provider": provider, "provider_model": name}
        )
    return [f"{provider.name}/{name}" for name in names]


def _listed(provider):
    base = provider.base_url.rstrip("/")
    ollama = provider.kind == Provider.Kind.OLLAMA
    headers = {"Authorization": f"Bearer {provider.api_key}"} if provider.api_key else {}
    try:
        response = httpx.get(f"{base}/api/tags" if ollama else f"{base}/models", headers=headers, timeout=LIST_TIMEOUT_S)
        response.raise_for_status()
        body = response.json()
        return [entry["name"] for entry in body["models"]] if ollama else [entry["id"] for entry in body["data"]]
    except httpx.HTTPStatusError as error:
        raise GatewayError(
            _("%(base)s answered %(status)s: check the address and the key.") % {"base": base, "status": error.response.status_code}
        ) from error
    except httpx.HTTPError as error:
        raise Unreachable(_("%(base)s can’t be reached.") % {"base": base}) from error
    except (ValueError, KeyError, TypeError) as error:
        raise GatewayError(_("%(base)s does not list models in a form that is known here.") % {"base": base}) from error
