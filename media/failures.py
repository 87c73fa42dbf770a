"""Why a file could not become something to watch: a stable code each, and a sentence for the person who uploaded it."""

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Failure(StrEnum):
    """The stable codes, as stored in `Asset.failure_code`."""

    EMPTY = "empty"
    NOT_MEDIA = "not-media"
    INCOMPLETE = "incomplete"
    DAMAGED = "damaged"
    UNKNOWN_CODEC = "unknown-codec"
    PICTURE_SIZE = "picture-size"
    TOO_SLOW = "too-slow"
    UPLOAD_EXPIRED = "upload-expired"
    ENCODING_FAILED = "encoding-failed"


SENTENCES: Final[dict[Failure, "_StrPromise"]] = {
    Failure.EMPTY: _("The file is empty. Please check it on your device and upload it again."),
    Failure.NOT_MEDIA: _("This is not a video or sound file, whatever its name says. Please choose another file."),
    Failure.INCOMPLETE: _(
        "The file breaks off before its end. Please copy it from the camera once more and upload it."
    ),
    Failure.DAMAGED: _("The file is damaged and cannot be played. Please export or record it again."),
    Failure.UNKNOWN_CODEC: _("The file uses a format we cannot read. Please export it as MP4 (H.264) and upload it."),
    Failure.PICTURE_SIZE: _("The picture is too small or too large to be shown. Please export it in 720p or 1080p."),
    Failure.TOO_SLOW: _("Preparing this file took too long. Please export it as MP4 (H.264) and upload it again."),
    Failure.UPLOAD_EXPIRED: _("The upload was not finished in time. Please upload the file again."),
    Failure.ENCODING_FAILED: _(
        "Preparing this file failed several times. Please export it as MP4 and upload it again."
    ),
}


class Unfit(Exception):
    """The file itself is the reason: trying again with the same bytes would end the same way."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure
