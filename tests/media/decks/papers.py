"""PDF files written by hand, a few hundred bytes each: the parts of the format that matter here and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

LANDSCAPE = (960, 540)


def write_pdf(
    path: Path,
    pages: Sequence[Sequence[str]],
    *,
    size: tuple[float, float] = LANDSCAPE,
    catalogue: str = "",
) -> Path:
    """A PDF with these lines of ASCII text on its pages, each page `size` points large."""
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    box, fonts = f"/MediaBox [0 0 {size[0]} {size[1]}]", "/Resources << /Font << /F 3 0 R >> >>"
    for place, lines in enumerate(pages):
        drawn = _text(lines, size[1])
        objects += [
            f"<< /Type /Page /Parent 2 0 R {box} {fonts} /Contents {5 + 2 * place} 0 R >>",
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        ]
    path.write_bytes(assemble(objects))
    return path


def locked(path: Path) -> Path:
    """A PDF that says it is encrypted by a password nobody gave."""
    secret = "00" * 32
    lock = f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{secret}> /U <{secret}> >>"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 960 540] >>"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, lock]
    path.write_bytes(assemble(objects, trailer="/Encrypt 4 0 R /ID [<01> <01>]"))
    return path


def assemble(objects: Sequence[str], trailer: str = "") -> bytes:
    """Number the objects from 1 and write the table of their places."""
    body, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + (table + end).encode("latin-1")


def _text(lines: Sequence[str], height: float) -> str:
    shown = "".join(f"({line}) Tj 0 -60 Td " for line in lines)
    return f"BT /F 36 Tf 60 {height - 100} Td {shown}ET" if lines else ""
