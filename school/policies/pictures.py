"""Pictures that somebody uploads: judged by their content, made small, and written anew as PNG. No ORM here."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from school.errors import Invalid

LARGEST_UPLOAD = 4 * 1024**2
LARGEST_KEPT = 256 * 1024
LONGEST_EDGE = 512
MOST_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


class PictureRefused(Invalid):
    code = "picture-refused"
    sentence = _("This file cannot be taken as a picture. Please choose a PNG, JPEG, WebP or GIF file.")


class PictureTooLarge(PictureRefused):
    code = "picture-too-large"
    sentence = _("This picture is too large. Please choose one of at most 4 MB.")


class DrawingRefused(PictureRefused):
    code = "drawing-refused"
    sentence = _("SVG drawings can carry programs, so they are not taken. Please save it as PNG first.")


@dataclass(frozen=True)
class CleanPicture:
    """A PNG of our own making, of at most `LARGEST_KEPT` bytes; `digest` is the SHA-256 of its bytes."""

    content: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


def clean_picture(content: bytes) -> CleanPicture:
    """Decode and encode anew, so that nothing but pixels is kept; shrink until it fits.

    Raises:
        PictureTooLarge: more bytes or pixels than are looked at.
        DrawingRefused: an SVG drawing.
        PictureRefused: whatever else is not a picture.
    """
    if len(content) > LARGEST_UPLOAD:
        raise PictureTooLarge
    if b"<svg" in content[:4096].lower():
        raise DrawingRefused
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PictureTooLarge
            picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise PictureRefused from None
    edge = LONGEST_EDGE
    while True:
        picture.thumbnail((edge, edge))
        encoded = BytesIO()
        picture.save(encoded, "PNG", optimize=True)
        if encoded.tell() <= LARGEST_KEPT:
            return CleanPicture(content=encoded.getvalue(), width=picture.width, height=picture.height)
        edge //= 2
