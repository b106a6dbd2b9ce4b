"""How the body of a REST request is read. Apart from rest.py: REST framework's views load this while they are loaded."""

import json

from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.parsers import JSONParser


class StrictJSONParser(JSONParser):
    """Refuses what could neither be kept nor be answered: halves of characters, and nesting without end."""

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            data = super().parse(stream, media_type, parser_context)
            json.dumps(data, ensure_ascii=False).encode()
        except (RecursionError, UnicodeEncodeError) as error:
            raise exceptions.ParseError(_("This JSON is nested too deeply or holds halves of characters (surrogates).")) from error
        return data
