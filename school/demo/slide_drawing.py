"""A deck made on the spot: a PDF with real text in a carried Chinese font, and chimes as its narration."""

from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path

import imageio_ffmpeg
import pypdfium2
import pypdfium2.raw as pdfium

from school.demo.courseware import FilmText, Slide
from school.demo.filming import ACCENT, INK, PAPER, chimes, chinese_font

WIDTH, HEIGHT, MARGIN = 960, 540, 80
UNSTROKED, BY_GLYPH = 0, 1
"""PDFium's yes and no: no outline is drawn; the font holds more than 256 characters."""


def draw_deck(text: FilmText, path: Path) -> Path:
    """Write one page a slide to `path`; without a font, the words are left to the descriptions."""
    document = pypdfium2.PdfDocument.new()
    font = _font(document)
    for slide in text.slide:
        _draw(document, document.new_page(WIDTH, HEIGHT), slide, font)
    document.save(path)
    document.close()
    return path


def record_chimes(text: FilmText, path: Path) -> Path:
    """As long as the slides together, a chime where each begins.

    Raises:
        subprocess.CalledProcessError: when ffmpeg fails; its words are in `stderr`.
    """
    seconds = str(text.seconds)
    sound = ["-f", "lavfi", "-i", f"aevalsrc={chimes(text)}:s=22050:c=mono", "-t", seconds, "-c:a", "aac", str(path)]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y", *sound]
    subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own arguments
    return path


def _draw(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, slide: Slide, font: object) -> None:
    _rectangle(page, (0, 0, WIDTH, HEIGHT), PAPER)
    _rectangle(page, (MARGIN, HEIGHT - 150, 8, 64), ACCENT)
    if font is not None:
        _write(document, page, font, slide.heading, size=46, at=(MARGIN + 30, HEIGHT - 135))
        for place, line in enumerate(slide.lines):
            _write(document, page, font, line, size=32, at=(MARGIN + 30, HEIGHT - 240 - 68 * place))
    pdfium.FPDFPage_GenerateContent(page.raw)


def _rectangle(page: pypdfium2.PdfPage, box: tuple[float, float, float, float], colour: str) -> None:
    shape = pdfium.FPDFPageObj_CreateNewRect(*box)
    pdfium.FPDFPath_SetDrawMode(shape, pdfium.FPDF_FILLMODE_ALTERNATE, UNSTROKED)
    _paint(page, shape, colour)


def _write(
    document: pypdfium2.PdfDocument,
    page: pypdfium2.PdfPage,
    font: object,
    words: str,
    *,
    size: float,
    at: tuple[int, int],
) -> None:
    shape = pdfium.FPDFPageObj_CreateTextObj(document.raw, font, size)
    # PDFium takes UTF-16 that ends with a zero.
    encoded = f"{words}\0".encode("utf-16-le")
    pdfium.FPDFText_SetText(shape, (ctypes.c_ushort * (len(encoded) // 2)).from_buffer_copy(encoded))
    pdfium.FPDFPageObj_Transform(shape, 1, 0, 0, 1, *at)
    _paint(page, shape, INK)


def _paint(page: pypdfium2.PdfPage, shape: object, colour: str) -> None:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    pdfium.FPDFPageObj_SetFillColor(shape, red, green, blue, 255)
    pdfium.FPDFPage_InsertObject(page.raw, shape)


def _font(document: pypdfium2.PdfDocument) -> object:
    path = chinese_font()
    if path is None:
        return None
    data = path.read_bytes()
    held = (ctypes.c_ubyte * len(data)).from_buffer_copy(data)
    return pdfium.FPDFText_LoadFont(document.raw, held, len(data), pdfium.FPDF_FONT_TRUETYPE, BY_GLYPH)
