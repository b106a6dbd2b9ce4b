"""The base of every error that may be shown to a person."""


class PlatformError(Exception):
    """Something went wrong in a way that the caller can be told about.

    The message is safe to show. `retryable` says whether trying again may help, `status` is the
    HTTP status and `code` the last part of the problem type (RFC 9457).
    """

    status = 400
    code = "bad-request"
    retryable = False

    def __init__(self, message, **extra):
        super().__init__(message)
        self.message = message
        self.extra = extra

    def __str__(self):
        return str(self.message)


class WrongCredentials(PlatformError):
    """The address or the password is wrong; which of them is not told."""

    status, code = 401, "wrong-credentials"


class InvalidToken(PlatformError):
    status, code = 401, "invalid-token"


class InvalidApiKey(PlatformError):
    """An API key that is unknown, revoked or expired, or whose person is suspended."""

    status, code = 401, "invalid-api-key"


class OutOfScope(PlatformError):
    """The API key is good, but not for this."""

    status, code = 403, "api-key-out-of-scope"


class AddressNotVerified(PlatformError):
    status, code = 403, "address-not-verified"


class Suspended(PlatformError):
    status, code = 403, "account-suspended"


class TooManyAttempts(PlatformError):
    status, code, retryable = 429, "too-many-requests", True
