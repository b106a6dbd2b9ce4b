"""Models that come with the installation and run here. They are called through the gateway like any other."""

EXTRACTIVE = "builtin/extractive"

_runtimes = {}


def register(model_id, runtime):
    """Let `runtime(request) -> async iterator of Delta` answer the calls of model_id."""
    _runtimes[model_id] = runtime


def runtime_of(model_id):
    return _runtimes[model_id]


def is_here(model_id):
    """Say whether a built-in model's runtime is registered in this process."""
    return model_id in _runtimes
