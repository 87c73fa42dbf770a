"""Draws the pages of a PDF, in a process of its own: `python -m media.decks.drawing FILE FOLDER MOST_PAGES`.

Reading a hostile file is risky; a crash in the reader costs one upload. PDFium as pypdfium2 brings it is built without
JavaScript and without XFA, and forms are not initialised: nothing in a document runs. Each finished page is one line
of JSON on standard output; what cannot become a deck ends with one line `{"failure": code}`.
"""

import json
import math
import sys
from pathlib import Path
from typing import Any, Final

import pypdfium2 as pdfium
from PIL import Image

from media.decks.deck import PageMade
from media.decks.words import clean_text, title_of
from media.failures import Failure, Unfit

LARGE_WIDTH: Final = 1600
SMALL_WIDTH: Final = 640
TALLEST: Final = 2400
"""Pixels: with the width, at most 3.84 million pixels are ever drawn, however large the page says it is."""
LEAST_SIDE: Final = 24
FEW_COLOURS: Final = 4096
"""Drawn pages have few colours and stay sharp without loss; photographs have more and become JPEG."""
JPEG_QUALITY: Final = 84
REASONS: Final = {0: Failure.DECK_EMPTY, 4: Failure.DECK_LOCKED, 5: Failure.DECK_LOCKED}
"""By PDFium's error: none, though it would not open (it has no pages); a password; a lock that it does not know."""


def draw(original: Path, folder: Path, most_pages: int) -> None:
    """Draw every page into `folder` and tell of each one. Raises Unfit."""
    document = _open(original)
    try:
        count = len(document)
        if count > most_pages:
            raise Unfit(Failure.DECK_TOO_LONG)
        for number in range(1, count + 1):
            page = _draw_page(document, number, folder)
            _tell({"of": count, "page": page.as_dict()})
    finally:
        document.close()


def _open(original: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(original)
    except pdfium.PdfiumError as error:
        raise Unfit(REASONS.get(error.err_code, Failure.DECK_DAMAGED)) from error


def _draw_page(document: pdfium.PdfDocument, number: int, folder: Path) -> PageMade:
    try:
        page = document[number - 1]
        scale = _scale(*page.get_size())
        text = clean_text(page.get_textpage().get_text_range())
        large = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        page.close()
    except pdfium.PdfiumError as error:
        raise Unfit(Failure.DECK_DAMAGED) from error
    small = _reduced(large)
    suffix = ".jpg" if large.getcolors(FEW_COLOURS) is None else ".webp"
    return PageMade(
        number=number,
        width=large.width,
        height=large.height,
        small_width=small.width,
        title=title_of(text),
        text=text,
        small=_keep(small, folder / f"page-{number}-small{suffix}"),
        large=_keep(large, folder / f"page-{number}-large{suffix}"),
    )


def _scale(width: float, height: float) -> float:
    """Pixels a point, so that the picture is as wide as wanted and never taller than allowed. Raises Unfit."""
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise Unfit(Failure.DECK_PAGE_SIZE)
    scale = min(LARGE_WIDTH / width, TALLEST / height)
    if min(width, height) * scale < LEAST_SIDE:
        raise Unfit(Failure.DECK_PAGE_SIZE)
    return scale


def _reduced(large: Image.Image) -> Image.Image:
    width = min(SMALL_WIDTH, large.width)
    height = max(1, round(large.height * width / large.width))
    return large.resize((width, height), Image.Resampling.LANCZOS)


def _keep(picture: Image.Image, path: Path) -> str:
    if path.suffix == ".jpg":
        picture.save(path, quality=JPEG_QUALITY, optimize=True, progressive=True)
    else:
        picture.save(path, lossless=True, quality=40, method=3)
    return path.name


def _tell(facts: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def main() -> None:
    """The command: see the module."""
    original, folder, most_pages = sys.argv[1:]
    try:
        draw(Path(original), Path(folder), int(most_pages))
    except Unfit as unfit:
        _tell({"failure": unfit.failure.value})


if __name__ == "__main__":
    main()
