"""Files in plain forms: whose bytes are written to this disk at all.

Django parses a form before any view, and before the CSRF check, can refuse it; without this, anybody could fill the
disk by posting files to any address.
"""

from typing import Any, Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from school.organisation.authority import Right

OTHER_FIELDS_BYTES: Final = 1024 * 1024
# Lectures and questions, registers to import, the institution's logo.
SENDERS: Final = (Right.AUTHOR_COURSES, Right.IMPORT_REGISTER, Right.ADMINISTER_SYSTEM)


class AuthorsOnly(FileUploadHandler):
    """First of the upload handlers: lets files of those who send any through, and none that cannot be taken."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - named by Django
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Raise RequestDataTooBig, which answers 400, for more than any file may have, of a stranger any form."""
        most = OTHER_FIELDS_BYTES + (settings.UPLOAD_MAX_BYTES if self._from_sender() else 0)
        if content_length > most:
            raise RequestDataTooBig

    def new_file(self, *args: Any, **facts: Any) -> None:
        """Stop reading where a stranger's file begins; the view answers without it."""
        if not self._from_sender():
            raise StopUpload(connection_reset=True)
        super().new_file(*args, **facts)

    def _from_sender(self) -> bool:
        """Whether an office of the signed-in member lets her send files at all."""
        return self.request is not None and any(map(self.request.authority.has, SENDERS))  # type: ignore[attr-defined]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand the piece to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handler that has kept it."""
