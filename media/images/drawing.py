"""Draws a picture in its widths, in a process of its own: `python -m media.images.drawing FILE FOLDER`.

A hostile file that crashes or floods the decoder costs one upload. Only what was seen is kept: every edition is drawn
anew from pixels, so that neither places nor devices nor anything else hidden in the file gets to a reader. The result
is one line of JSON on standard output: the picture, or `{"failure": code}`.
"""

import json
import sys
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from media.failures import Failure, Unfit
from media.images.picture import Picture, file_of, planned_widths

FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS: Final = 64_000_000
"""A photograph of a good camera; 256 MB of memory while it is open."""
TALLEST: Final = 8_000
LEAST_SIDE: Final = 2
QUALITY: Final = 82
FEW_COLOURS: Final = 4096
"""Drawings and screenshots have few colours and stay sharp without loss."""


def draw(original: Path, folder: Path) -> Picture:
    """Draw the editions into `folder`. Raises Unfit."""
    upright = _upright(original)
    lossless = upright.getcolors(FEW_COLOURS) is not None
    widths = _widths(upright)
    heights = [0]
    for width in widths:
        height = max(1, round(upright.height * width / upright.width))
        drawn = upright if width == upright.width else upright.resize((width, height), Image.Resampling.LANCZOS)
        drawn.save(folder / file_of(width), "WEBP", quality=QUALITY, method=4, lossless=lossless)
        heights.append(drawn.height)
    return Picture(width=widths[-1], height=heights[-1], widths=widths)


def _widths(upright: Image.Image) -> tuple[int, ...]:
    """A very tall picture is made narrower, so that no edition is taller than browsers take."""
    fitting = upright.width if upright.height <= TALLEST else max(1, upright.width * TALLEST // upright.height)
    return planned_widths(fitting)


def _upright(original: Path) -> Image.Image:
    """The first frame as it is meant to be seen, in sRGB, without anything beside its pixels."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(original, formats=FORMATS) as found:
            if min(found.size) < LEAST_SIDE:
                raise Unfit(Failure.IMAGE_SIZE)
            found.load()
            turned = ImageOps.exif_transpose(found)
            return _plain(turned)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as reason:
        raise Unfit(Failure.IMAGE_SIZE) from reason
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as reason:
        raise Unfit(Failure.IMAGE_DAMAGED) from reason


def _plain(found: Image.Image) -> Image.Image:
    mode = "RGBA" if found.has_transparency_data else "RGB"
    profile = found.info.get("icc_profile")
    if profile and found.mode in {"RGB", "CMYK"}:
        found = _in_srgb(found, profile)
    pixels = found.convert(mode)
    plain = Image.new(mode, pixels.size)
    plain.paste(pixels)
    return plain


def _in_srgb(found: Image.Image, profile: bytes) -> Image.Image:
    """Colours as the camera meant them; a profile that cannot be read is passed over."""
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(found, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return found
    return turned or found


def _tell(facts: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def main() -> None:
    """The command: see the module."""
    original, folder = sys.argv[1:]
    try:
        _tell({"picture": draw(Path(original), Path(folder)).as_dict()})
    except Unfit as unfit:
        _tell({"failure": unfit.failure.value})


if __name__ == "__main__":
    main()
