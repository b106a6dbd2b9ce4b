"""The models that this installation reads recordings and pictures with. Without one they are off."""

from django.conf import settings
from django.utils.translation import gettext as _

from projects.llm.errors import NotConfigured
from projects.llm.models import CatalogModel

Kind = CatalogModel.Kind


def transcription_model():
    """Return what TRANSCRIPTION_MODEL names, else the catalogue's default of that kind, else None.

    Raises NotConfigured if the model can't be called.
    """
    if settings.TRANSCRIPTION_MODEL:
        return _named("TRANSCRIPTION_MODEL", Kind.TRANSCRIPTION)
    model = CatalogModel.objects.select_related("provider").filter(kind=Kind.TRANSCRIPTION, is_default=True, is_enabled=True).first()
    return _ready(model) if model else None


def vision_model():
    """Return the answer model that VISION_MODEL names, or None. Raises NotConfigured if it can't be called or reads no pictures."""
    if not settings.VISION_MODEL:
        return None
    model = _named("VISION_MODEL", Kind.LLM)
    if CatalogModel.VISION not in model.capabilities:
        raise NotConfigured(
            _("“%(model)s”, which VISION_MODEL names, is not marked as reading pictures: add “vision” to its capabilities or name another.")
            % {"model": model.pk}
        )
    return model


def _named(setting, kind):
    wanted = getattr(settings, setting)
    model = CatalogModel.objects.select_related("provider").filter(pk=wanted, kind=kind, is_enabled=True).first()
    if model is None:
        raise NotConfigured(
            _("%(setting)s names “%(model)s”, which is not an enabled model of that kind in the catalogue. An administrator corrects it.")
            % {"setting": setting, "model": wanted}
        )
    return _ready(model)


def _ready(model):
    if model.is_builtin or not model.provider.is_configured:
        raise NotConfigured(
            _("“%(model)s” needs a provider with a key or an address: an administrator sets it under Model providers.")
            % {"model": model.label}
        )
    return model
