"""What can be refused, in words."""

from django.utils.translation import gettext_lazy as _

from school.errors import Conflict, Forbidden, Invalid, SchoolError


class MayNotUpload(Forbidden):
    """No office to author at this organisation."""

    code = "may-not-upload"
    sentence = _("Your present office does not let you upload for this organisation.")


class UploadTooLarge(SchoolError):
    """More bytes than the policy takes."""

    code = "upload-too-large"
    status = 413
    sentence = _("The file is larger than %(limit_gigabytes)s GB. Please split it or export it with a smaller picture.")


class UploadOverflow(SchoolError):
    """More bytes than the upload announced."""

    code = "upload-overflow"
    status = 413
    sentence = _("More data arrived than was announced. Please upload the file again.")


class UploadGone(SchoolError):
    """The upload expired or was ended."""

    code = "upload-gone"
    status = 410
    sentence = _("This upload is no longer open. Please upload the file again.")


class OffsetMismatch(Conflict):
    """The piece does not continue where the last one ended."""

    code = "offset-mismatch"
    sentence = _("This piece does not follow the last one, which ended at byte %(received)s.")


class UploadBusy(SchoolError):
    """Another request is still writing to this upload."""

    code = "upload-busy"
    status = 423
    sentence = _("This file is already being uploaded. Please wait a moment.")


class TusVersionUnknown(SchoolError):
    """A client that speaks another version of the upload protocol."""

    code = "tus-version"
    status = 412
    sentence = _("Uploads speak tus 1.0.0 here. Please load the page again.")


class WrongPieceType(SchoolError):
    """A piece of an upload that does not say it is one."""

    code = "tus-content-type"
    status = 415
    sentence = _("Pieces of an upload need the type application/offset+octet-stream.")


class TusHeaderUnreadable(SchoolError):
    """A header the protocol requires is missing or malformed."""

    code = "tus-header"
    status = 400
    sentence = _("The header %(header)s is missing or cannot be read.")


class TusLengthDeferred(SchoolError):
    """An upload that does not say how long it will be."""

    code = "tus-length-deferred"
    status = 400
    sentence = _("The length of a file must be told when its upload begins (Upload-Length).")


class ChecksumUnknown(SchoolError):
    """A checksum of an algorithm that is not spoken here."""

    code = "tus-checksum-algorithm"
    status = 400
    sentence = _("Checksums are understood in these algorithms only: %(algorithms)s.")


class ChecksumMismatch(SchoolError):
    """The bytes of a piece are not those its sender meant."""

    code = "tus-checksum"
    status = 460
    sentence = _("A piece of the file was damaged on its way and has been discarded. Please send it again.")


class QuotaExceeded(SchoolError):
    """The organisation's files would take more room than it has."""

    code = "quota-exceeded"
    status = 413
    sentence = _(
        "%(organisation)s has %(free)s of %(allowed)s left and this file needs %(needed)s. "
        "Please delete files that nothing uses, or ask the system administrator for more room."
    )


class RetryImpossible(Conflict):
    """The asset did not fail, the file itself was to blame, or it is no longer kept."""

    code = "retry-impossible"
    sentence = _("This file cannot be tried again. Please upload it once more.")


class PosterGone(Conflict):
    """A picture to choose that the present edition does not have."""

    code = "poster-gone"
    sentence = _("This picture no longer exists. Please choose another one.")


class AssetInUse(Conflict):
    """The asset may not go while something needs it."""

    code = "asset-in-use"
    sentence = _("This file is used by a lecture or a lesson and stays. Please take it out there first.")


class CaptionUnreadable(Invalid):
    """A line of a caption file can be neither read nor repaired."""

    code = "caption-unreadable"
    sentence = _("Line %(line)s: %(reason)s")


class CaptionLanguageUnknown(Invalid):
    """A language that is not in the list."""

    code = "caption-language"
    sentence = _("Please choose a language from the list.")


class CaptionChanged(Conflict):
    """Somebody saved these captions since they were opened."""

    code = "caption-changed"
    sentence = _(
        "These captions were saved by somebody else meanwhile. Your text is kept on this page; "
        "please load the other version, or save yours over it."
    )


class CaptionNotReady(Invalid):
    """A draft that cannot be shown to members yet."""

    code = "caption-not-ready"
    sentence = _("The caption at %(place)s ends before it begins. Please put its times right, then publish.")


class CaptionEmpty(Invalid):
    """Nothing to publish."""

    code = "caption-empty"
    sentence = _("There is no text in these captions yet. Please write some before publishing them.")


class TranscribingOff(Invalid):
    """No speech-to-text service is set up, or the recording cannot be heard yet."""

    code = "transcribing-off"
    sentence = _("Captions cannot be drafted by machine here. Please write them or load a file.")


class TranscribingUnderWay(Conflict):
    """The same draft was already asked for."""

    code = "transcribing-under-way"
    sentence = _("A draft in this language is already being made. Please wait for it.")
