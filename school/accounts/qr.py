"""QR codes as the path of an SVG, drawn by the page itself."""

from __future__ import annotations

from dataclasses import dataclass

from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]  # qrcode carries no types
from qrcode.main import QRCode  # type: ignore[import-untyped]  # the same

QUIET_ZONE = 2


@dataclass(frozen=True)
class QrPath:
    """`size` is the side of the square, quiet zone included, in modules; `path` is the `d` of an SVG path."""

    size: int
    path: str


def qr_of(text: str) -> QrPath:
    """Dark runs of each row as bars one module high."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    bars = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            length = next((n for n, dark in enumerate(row[x:]) if not dark), len(row) - x)
            if length:
                bars.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length or 1
    return QrPath(size=len(rows), path="".join(bars))
