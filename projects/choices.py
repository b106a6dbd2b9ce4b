"""Which models of the catalogue a project may choose."""

from django.utils.translation import gettext_lazy as _

from projects.llm.models import CatalogModel

MODEL_KINDS = {
    "llm_model": CatalogModel.Kind.LLM,
    "embedding_model": CatalogModel.Kind.EMBEDDING,
    "reranker_model": CatalogModel.Kind.RERANKER,
}
UNSET = {
    "llm_model": _("The installation’s default"),
    "embedding_model": _("The installation’s default"),
    "reranker_model": _("None"),
}


def model_choices(field, kept=""):
    """Return (id, label) pairs for one of the fields of MODEL_KINDS; kept stays choosable if it has gone."""
    pairs = [(row.pk, row.label) for row in _rows(field)]
    if kept and kept not in dict(pairs):
        pairs.append((kept, _("%(model)s (not available)") % {"model": kept}))
    return [("", UNSET[field]), *pairs]


def is_model(field, model_id):
    """Say whether a project may name this model; empty stands for the default."""
    return not model_id or model_id in {row.pk for row in _rows(field)}


def _rows(field):
    if MODEL_KINDS[field] == CatalogModel.Kind.LLM:
        return CatalogModel.objects.callable()
    return CatalogModel.objects.filter(kind=MODEL_KINDS[field], is_enabled=True)
