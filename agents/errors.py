"""What can be wrong with a question; messages are safe to show."""

from accounts.errors import PlatformError


class BadQuestion(PlatformError):
    code = "bad-question"
