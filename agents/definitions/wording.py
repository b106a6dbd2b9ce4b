"""What is wrong by the schema, in words that say what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.definitions.nearness import hint

KINDS = {"object": dict, "string": str, "array": list}


def told(error):
    """Yield (path, of_key, message) for a jsonschema error, path as a tuple."""
    path = tuple(error.absolute_path)
    if error.validator == "anyOf":
        yield from _of_branch(error, path)
    elif error.validator == "additionalProperties":
        for key in sorted(set(error.instance) - set(error.schema["properties"])):
            yield (*path, key), True, _("“%(key)s” is not known here.") % {"key": key[:60]} + " " + hint(key, error.schema["properties"])
    elif error.validator == "not":
        for key in error.validator_value["required"]:
            yield (*path, key), True, _("“%(key)s” does not belong to a source of this type.") % {"key": key}
    elif error.validator == "required":
        for key in sorted(set(error.validator_value) - set(error.instance)):
            yield path, False, _("“%(key)s” is missing here.") % {"key": key}
    else:
        yield path, False, _sentence(error)


def _of_branch(error, path):
    """Of texts that may be given per language: speak of the form that was chosen."""
    for branch in error.context:
        if branch.validator == "type" and not branch.relative_path:
            continue
        kind = KINDS[error.validator_value[branch.schema_path[0]]["type"]]
        if isinstance(error.instance, kind):
            yield from told(branch)
    if not isinstance(error.instance, (str, dict)):
        yield path, False, _("Write a text here%(quotes)s, or one per language: {en: …, th: …}.") % {"quotes": _quotes(error.instance)}


def _sentence(error):
    limit, value = error.validator_value, error.instance
    if error.validator == "type":
        return _wanted(limit, value)
    if error.validator == "enum":
        return _("“%(value)s” is not known here.") % {"value": str(value)[:60]} + " " + hint(str(value), limit)
    if error.validator == "pattern":
        return _("“%(value)s” is not written as it should be here.") % {"value": str(value)[:60]}
    many = {
        "minLength": lambda: _("This must not be empty."),
        "maxLength": lambda: _("This is %(length)s characters long; the limit is %(limit)s.") % {"length": len(value), "limit": limit},
        "minItems": lambda: ngettext("List at least %(limit)s here.", "List at least %(limit)s here.", limit) % {"limit": limit},
        "maxItems": lambda: _("The list has %(length)s items; the limit is %(limit)s.") % {"length": len(value), "limit": limit},
        "minProperties": lambda: _("Give a text for at least one language: {en: …, th: …}."),
        "maxProperties": lambda: _("There are %(length)s keys here; the limit is %(limit)s.") % {"length": len(value), "limit": limit},
        "minimum": lambda: _("%(value)s is too small: at least %(limit)s.") % {"value": value, "limit": limit},
        "maximum": lambda: _("%(value)s is too large: at most %(limit)s.") % {"value": value, "limit": limit},
    }
    return many[error.validator]() if error.validator in many else _("This value does not fit here.")


def _wanted(kind, value):
    if kind == "string":
        return _("Write a text here%(quotes)s.") % {"quotes": _quotes(value)}
    return {
        "object": _("Put keys with their values here, one a line."),
        "array": _("Write a list here: one item a line, each after “- ”."),
        "integer": _("Write a whole number here, without quotes."),
        "number": _("Write a number here, without quotes."),
        "boolean": _("Write true or false here."),
    }.get(kind if isinstance(kind, str) else "", _("This value does not fit here."))


def _quotes(value):
    """Say how a number or a truth becomes a text."""
    if not isinstance(value, (bool, int, float)):
        return ""
    return _(', in quotes: "%(value)s"') % {"value": str(value).lower() if isinstance(value, bool) else value}
