"""What can go wrong while a document is read, in words that are safe to show to its owner.

No Django here, so the strings are only marked for translation: show them with
`gettext(error.template) % error.params`. `reason` is the stable code that is stored and tested.
"""


def gettext_noop(text: str) -> str:
    """Mark text for makemessages; the translation happens where the error is shown."""
    return text


class ExtractionError(Exception):
    """A document could not be read. The template never contains text taken from the document."""

    reason = "corrupt"
    template = gettext_noop("The file is damaged and cannot be read. Save or export it again and upload the new copy.")

    def __init__(self, template: str | None = None, **params):
        self.template = template or type(self).template
        self.params = params
        super().__init__(self.template % params)


class Corrupt(ExtractionError):
    reason = "corrupt"


class Encrypted(ExtractionError):
    reason = "encrypted"
    template = gettext_noop("The file is protected by a password. Remove the password and upload it again.")


class Empty(ExtractionError):
    reason = "empty"
    template = gettext_noop("The file is empty. Check that the right file was chosen.")


class TooLarge(ExtractionError):
    reason = "too_large"
    template = gettext_noop("The file is too large: the limit is %(limit)s MB. Split it into parts and upload these.")
    CHARACTERS = gettext_noop("The file holds too much text: the limit is %(limit)s characters. Split it into parts and upload these.")
    PAGES = gettext_noop("The file has too many pages: the limit is %(limit)s. Split it into parts and upload these.")
    ROWS = gettext_noop("The file has too many rows: the limit is %(limit)s. Split it into parts and upload these.")
    PIXELS = gettext_noop("The picture is too large: the limit is %(limit)s megapixels. Make it smaller and upload it again.")


class Unsupported(ExtractionError):
    reason = "unsupported"
    template = gettext_noop(
        "This kind of file is not supported. Upload PDF, Word, Excel, PowerPoint, text, Markdown, CSV, HTML, EPUB, an image or audio."
    )


class Bomb(ExtractionError):
    reason = "bomb"
    template = gettext_noop("The file unpacks to far more than its size and was refused as unsafe.")


class Timeout(ExtractionError):
    reason = "timeout"
    template = gettext_noop("Reading the file took longer than %(seconds)s seconds. Split it into parts and try again.")


class OutOfMemory(ExtractionError):
    reason = "memory"
    template = gettext_noop("Reading the file needs more memory than is allowed. Split it into parts and try again.")


class NoText(ExtractionError):
    reason = "no_text"
    template = gettext_noop("No text was found in the file.")
    NO_OCR = gettext_noop(
        "The pages are pictures without text. Install tesseract (Debian: apt-get install tesseract-ocr tesseract-ocr-tha) "
        "on the server to read scanned documents, then retry."
    )
    SILENT = gettext_noop("No speech was found in the recording.")
    UNDESCRIBED = gettext_noop(
        "No text was found in the picture. To have pictures described, an administrator names a vision model in the setting "
        "VISION_MODEL; then retry."
    )
    UNREAD = gettext_noop(
        "Nothing on this server reads pictures. Install tesseract for their text (Debian: apt-get install tesseract-ocr "
        "tesseract-ocr-tha) or name a vision model in the setting VISION_MODEL, then retry."
    )


class NeedsSetting(ExtractionError):
    reason = "needs_setting"
    template = gettext_noop(
        "Recordings are read by a transcription model, and none is set. An administrator names one in the setting %(setting)s; then retry."
    )


class ModelFailed(ExtractionError):
    """A model that reads recordings or pictures refused; the message is its own, made to be shown."""

    reason = "model_failed"
    template = "%(message)s"


class Cancelled(ExtractionError):
    reason = "cancelled"
    template = gettext_noop("Reading the file was cancelled.")


BY_REASON = {
    kind.reason: kind
    for kind in (Corrupt, Encrypted, Empty, TooLarge, Unsupported, Bomb, Timeout, OutOfMemory, NoText, NeedsSetting, Cancelled)
}
