"""Compile every message catalogue (.po → .mo), so that no gettext program is needed to run the product."""

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
FOREIGN = {".venv", "node_modules", "var"}


def catalogues(root: Path = ROOT) -> list[Path]:
    """All catalogues of this project, in a stable order."""
    return sorted(
        path
        for top in root.iterdir()
        if top.is_dir() and top.name not in FOREIGN
        for path in top.rglob("*.po")
        if "LC_MESSAGES" in path.parts
    )


def main() -> None:
    """Compile them all."""
    for path in catalogues():
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


if __name__ == "__main__":
    main()
