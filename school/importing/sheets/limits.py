"""How much one file may hold. Beyond these a file is refused with a sentence, never half read."""

from __future__ import annotations

from typing import Final

from school.importing.models import BatchKind

FILE_BYTES: Final = 20 * 1024 * 1024
UNPACKED_BYTES: Final = 400 * 1024 * 1024
UNPACKED_RATIO: Final = 200
"""Sheets compress well, up to some fifty times; what unpacks to more than this is not a sheet but an attack."""
PACKED_FILES: Final = 500
COLUMNS: Final = 100
ROWS: dict[str, int] = {BatchKind.MEMBERS: 100_000, BatchKind.OFFICES: 50_000, BatchKind.ORGANISATIONS: 20_000}
"""Organisations are fewer, because their names are held in memory to resolve parents that stand further below."""
