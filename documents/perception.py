"""What a revision's recording says and its picture shows, from the models that the installation is set up with.

Extraction calls these in the worker's own process: its child has no network.
"""

from concurrent.futures import CancelledError
from contextlib import contextmanager

from django.conf import settings

from documents.extraction import errors
from projects.llm.assigned import transcription_model, vision_model
from projects.llm.calls import Request
from projects.llm.errors import GatewayError
from projects.llm.transcription import transcribe
from projects.llm.vision import describe_image


def perceive(revision, *, should_stop, patient):
    """Return the callables {transcribe, describe} of extraction.extract for revision.

    patient: whether a model that is away is to be waited for (its error passes through, to put the
    revision off); otherwise that is a failure like any other.
    """
    describes = bool(settings.VISION_MODEL)
    return {
        "transcribe": lambda path, media_type: _transcribe(revision, path, media_type, should_stop, patient),
        "describe": (lambda picture, media_type: _describe(revision, picture, media_type, should_stop, patient)) if describes else None,
    }


def _transcribe(revision, path, media_type, should_stop, patient):
    with _failures_explained(patient):
        model = transcription_model()
        if model is None:
            raise errors.NeedsSetting(setting="TRANSCRIPTION_MODEL")
        return transcribe(_request(revision, "transcription"), model, path, media_type, should_stop)


def _describe(revision, picture, media_type, should_stop, patient):
    with _failures_explained(patient):
        return describe_image(_request(revision, "description"), vision_model(), picture, media_type, should_stop)


def _request(revision, purpose):
    document = revision.document
    return Request(project=document.project, user=document.uploaded_by, messages=[], purpose=purpose, reference=str(revision.pk))


@contextmanager
def _failures_explained(patient):
    try:
        yield
    except CancelledError as error:
        raise errors.Cancelled from error
    except GatewayError as error:
        if error.retryable and patient:
            raise
        raise errors.ModelFailed(message=str(error)) from error
