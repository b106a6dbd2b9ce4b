"""What can go wrong with a model call; messages are safe to show."""

from accounts.errors import PlatformError


class GatewayError(PlatformError):
    status, code = 502, "model-failed"


class UnknownModel(GatewayError):
    status, code = 404, "unknown-model"


class NotConfigured(GatewayError):
    status, code = 409, "model-not-configured"


class KeyRefused(GatewayError):
    code = "model-key-refused"


class RateLimited(GatewayError):
    status, code, retryable = 429, "model-rate-limited", True

    def __init__(self, message, *, retry_after_s=None):
        super().__init__(message)
        self.retry_after_s = retry_after_s


class TimedOut(GatewayError):
    status, code, retryable = 504, "model-timed-out", True


class Unreachable(GatewayError):
    status, code, retryable = 503, "model-unreachable", True


class ContextTooLong(GatewayError):
    status, code = 413, "context-too-long"


class BrokeOff(GatewayError):
    code = "answer-broke-off"


class RecordingTooLarge(GatewayError):
    status, code = 413, "recording-too-large"


class RecordingRefused(GatewayError):
    code = "recording-refused"
