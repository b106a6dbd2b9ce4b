"""A definition becomes YAML, the way people would write it."""

import yaml

ORDER = ["agent", "persona", "tools", "knowledge_base", "ui", "budgets", "model"]
WIDTH = 100


def write(definition: dict) -> str:
    """Return definition as YAML, long texts as blocks; `read` gives the same back."""
    known = {key: definition[key] for key in ORDER if key in definition}
    return yaml.dump(known | definition, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, and knows no aliases."""

    def ignore_aliases(self, data):
        return True

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


def _text(dumper, value):
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)
