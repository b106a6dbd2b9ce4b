"""Credentials at rest: encrypted with keys that can be rotated, never shown again."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models


def seal(text):
    """Return text encrypted with the newest key."""
    return _fernet().encrypt(text.encode()).decode()


def unseal(token):
    """Return the text behind token, or "" if no key of this installation opens it (SECRET_KEY was changed)."""
    try:
        return _fernet().decrypt(token.encode()).decode()
    except InvalidToken:
        return ""


def _fernet():
    return MultiFernet([Fernet(_derive(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _derive(secret):
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"credentials at rest")
    return base64.urlsafe_b64encode(kdf.derive(secret.encode()))


class SealedField(models.TextField):
    """A text column that is encrypted in the database and plain in Python."""

    def get_prep_value(self, value):
        return seal(value) if value else ""

    def from_db_value(self, value, expression, connection):
        return unseal(value) if value else ""
