"""Bodies of uploads: a file over the limit is dropped while it arrives, before it fills a disk."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


def upload_limit():
    return settings.UPLOAD_MAX_BYTES


def refused_names(request):
    """Return the names of the files of a request that were dropped for their size."""
    return getattr(getattr(request, "_request", request), "refused_files", [])


class LimitedUploadHandler(FileUploadHandler):
    """Goes first (settings.FILE_UPLOAD_HANDLERS): counts, and keeps what is too large from the others."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > upload_limit():
            self._note()
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None

    def _note(self):
        if not hasattr(self.request, "refused_files"):
            self.request.refused_files = []
        self.request.refused_files.append(self.file_name)
