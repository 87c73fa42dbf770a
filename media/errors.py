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


class AssetInUse(Conflict):
    """The asset may not go while something needs it."""

    code = "asset-in-use"
    sentence = _("This file is complete and can no longer be cancelled.")


class CaptionUnreadable(Invalid):
    """Not a WebVTT file."""

    code = "caption-unreadable"
    sentence = _("The captions are not a WebVTT file (line %(line)s).")
