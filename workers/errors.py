"""What can go wrong in a model runtime; messages are safe to show."""


class ModelUnavailable(Exception):
    """The model cannot be run here: unknown, not on this machine, or a library for it is missing."""


class UnknownModel(Exception):
    """No model of this id and kind is configured or lies under MODELS_DIR."""


class BadInput(Exception):
    """The request is malformed or over a limit; the message says which and what is allowed."""
