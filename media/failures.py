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
    TOO_DEMANDING = "too-demanding"
    NO_ROOM = "no-room"
    DECK_LOCKED = "deck-locked"
    DECK_DAMAGED = "deck-damaged"
    DECK_EMPTY = "deck-empty"
    DECK_TOO_LONG = "deck-too-long"
    DECK_PAGE_SIZE = "deck-page-size"
    DECK_TOO_DEMANDING = "deck-too-demanding"
    DECK_NEEDS_PDF = "deck-needs-pdf"
    DECK_NOT_CONVERTED = "deck-not-converted"
    IMAGE_DAMAGED = "image-damaged"
    IMAGE_SIZE = "image-size"
    IMAGE_TOO_LARGE = "image-too-large"
    DOCUMENT_KIND = "document-kind"
    DOCUMENT_MACROS = "document-macros"
    DOCUMENT_PROGRAM = "document-program"
    DOCUMENT_LOCKED = "document-locked"
    DOCUMENT_DAMAGED = "document-damaged"
    DOCUMENT_SWELLS = "document-swells"
    DOCUMENT_TOO_LARGE = "document-too-large"


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
    Failure.TOO_DEMANDING: _(
        "Preparing this file needs more memory or disk than the server allows. Please export it in 1080p and upload it."
    ),
    Failure.NO_ROOM: _("The server had no room for this file for a whole day. Please tell your system administrator."),
    Failure.DECK_LOCKED: _("The slides are protected by a password. Please export them without one and upload again."),
    Failure.DECK_DAMAGED: _("The slides are damaged and cannot be shown. Please export them as PDF once more."),
    Failure.DECK_EMPTY: _("The file has no pages. Please export the slides as PDF once more."),
    Failure.DECK_TOO_LONG: _("The slides have too many pages. Please divide them into several files."),
    Failure.DECK_PAGE_SIZE: _(
        "A page is too long or too narrow to be shown. Please export the slides in an ordinary page size."
    ),
    Failure.DECK_TOO_DEMANDING: _(
        "Preparing these slides takes too long or too much memory. Please export them as PDF with smaller pictures."
    ),
    Failure.DECK_NEEDS_PDF: _(
        "Only PDF slides can be shown here. Please export the presentation as PDF and upload it."
    ),
    Failure.DECK_NOT_CONVERTED: _(
        "The presentation could not be turned into pages. Please export it as PDF and upload that file."
    ),
    Failure.IMAGE_DAMAGED: _("The picture is damaged and cannot be shown. Please save it as JPEG or PNG once more."),
    Failure.IMAGE_SIZE: _(
        "The picture has too many or too few pixels to be shown. Please save it with at most 64 million pixels."
    ),
    Failure.IMAGE_TOO_LARGE: _("A picture may have at most 20 MB. Please save it as JPEG and upload it again."),
    Failure.DOCUMENT_KIND: _(
        "Files of this kind are not handed out. Please save it as PDF, an office file, PNG, JPEG, text or ZIP."
    ),
    Failure.DOCUMENT_MACROS: _("The file contains macros. Please save it without macros and upload it again."),
    Failure.DOCUMENT_PROGRAM: _(
        "The archive contains a program, a web page or a file with macros. Please take it out and upload it again."
    ),
    Failure.DOCUMENT_LOCKED: _("The file is locked with a password. Please save it without one and upload it again."),
    Failure.DOCUMENT_DAMAGED: _("The file is damaged and cannot be opened. Please save it again and upload it."),
    Failure.DOCUMENT_SWELLS: _(
        "Unpacked, the archive would be far larger than it is now and could fill a reader's device. Please divide it."
    ),
    Failure.DOCUMENT_TOO_LARGE: _("A file for members may have at most 200 MB. Please divide it."),
}

CIRCUMSTANCES: Final = frozenset({Failure.ENCODING_FAILED, Failure.TOO_SLOW, Failure.TOO_DEMANDING, Failure.NO_ROOM})
"""Failures that another try may overcome without another upload; any other would end the same way again."""


class Delay(StrEnum):
    """Why unfinished work waits, as stored in `Asset.delay_code`."""

    TRYING_AGAIN = "trying-again"
    DISK_FULL = "disk-full"
    SAME_FILE = "same-file"


DELAYS: Final[dict[Delay, "_StrPromise"]] = {
    Delay.TRYING_AGAIN: _("Preparing this file was interrupted. It is tried again by itself."),
    Delay.DISK_FULL: _("The server’s disk is full. Preparing goes on by itself once there is room."),
    Delay.SAME_FILE: _("The same file is being prepared already. This one is ready together with it."),
}


class Unfit(Exception):
    """The file itself is the reason: trying again with the same bytes would end the same way."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure
