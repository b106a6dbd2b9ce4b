"""What can be wrong with a question; messages are safe to show."""

from django.utils.translation import gettext_lazy as _

from accounts.errors import PlatformError


class BadQuestion(PlatformError):
    code = "bad-question"


class UnknownMessage(PlatformError):
    """It is not in this conversation: another one's, or of an answer that is gone."""

    status, code = 404, "unknown-message"

    def __init__(self):
        super().__init__(_("There is no such message in this conversation. Reload the page."))


class NotYet(PlatformError):
    """Something has to end first."""

    status, code, retryable = 409, "not-yet", True


class AlreadyVoted(PlatformError):
    status, code = 409, "already-voted"

    def __init__(self):
        super().__init__(_("You have voted on this comparison already."))


class NotAwaiting(PlatformError):
    """There is nothing to decide: it was decided before, or the run has ended."""

    status, code = 409, "not-awaiting-decision"

    def __init__(self):
        super().__init__(_("This step is not waiting for a decision any more."))


class NoReply(PlatformError):
    """A model ended its reply without saying anything."""

    code = "no-reply"

    def __init__(self, *, filtered=False):
        if filtered:
            message = _("The model’s provider held the answer back: its filter took offence. Ask differently, or pick another model.")
        else:
            message = _("The model ended without an answer: it may have refused. Ask differently, or pick another model.")
        super().__init__(message)


class GivenUp(PlatformError):
    """A run that was begun again and again, each time by a process that did not end it."""

    code = "given-up"

    def __init__(self):
        super().__init__(_("This answer was broken off several times. Ask again; if that fails too, tell your administrator."))
