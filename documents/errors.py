"""What can go wrong between a person and their documents. Reading a file has its own: extraction/errors.py."""

from django.utils.translation import gettext_lazy as _

from accounts.errors import PlatformError


class DocumentError(PlatformError):
    """Base of the errors of this app."""


class FileTooLarge(DocumentError):
    status = 413
    code = "file-too-large"


class NothingUploaded(DocumentError):
    code = "nothing-uploaded"


class NotAllowedNow(DocumentError):
    """The document or project is in a state in which this cannot be done."""

    status = 409
    code = "not-allowed-now"


class NothingNew(DocumentError):
    """What an address points to is in the project already."""

    status = 409
    code = "nothing-new"


class IndexSwitched(DocumentError):
    """The project answers from another index by now: prepare the passages for that one."""

    retryable = True
    code = "index-switched"


class IndexUnusable(DocumentError):
    """The embedding model of a project cannot be used."""

    status = 409
    code = "index-unusable"


def too_large(limit_bytes):
    return FileTooLarge(
        _("The file is too large: the limit is %(limit)s MB. Split it into parts and upload these.") % {"limit": limit_bytes // 2**20}
    )
