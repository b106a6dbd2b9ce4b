"""What a page tells a person about what was asked of it."""

from django.contrib import messages

from accounts.errors import PlatformError


def attempted(request, act, *args):
    """Do it, or tell the person why not; return whether it was done."""
    try:
        act(*args)
    except PlatformError as error:
        messages.error(request, error.message)
        return False
    return True
