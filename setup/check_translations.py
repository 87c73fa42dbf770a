"""Refuse catalogues that are incomplete, fuzzy, or behind the source.

The message ids are English sentences, which the English catalogue repeats; all three must hold every message.
What the source holds is read with `makemessages` into a copy of the tree, which needs the gettext programs; they are
among the test programs that `make test` installs.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib
from compile_messages import ROOT, catalogues

LANGUAGES = ("zh_Hans", "zh_Hant", "en")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
SOURCES = ("school", "media", "courses", "quizzes", "progress", "realtime", "locale", "manage.py")

Key = tuple[str | None, str]


def complaints_about(entry: polib.POEntry) -> list[str]:
    """What is wrong with one translated message."""
    if not entry.translated():
        return ["not translated"]
    found = []
    wanted = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural))
    for sentence in entry.msgstr_plural.values() or [entry.msgstr]:
        strange = set(PLACEHOLDER.findall(sentence)) - wanted
        if strange or (not entry.msgid_plural and wanted - set(PLACEHOLDER.findall(sentence))):
            found.append("placeholders differ")
    return found


def messages_of(root: Path, language: str) -> dict[Key, polib.POEntry]:
    """Every live message of one language under a root, over all its catalogues."""
    return {
        (entry.msgctxt, entry.msgid): entry
        for path in catalogues(root)
        if language in path.parts
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    }


def extracted(language: str) -> dict[Key, polib.POEntry]:
    """The messages that the source holds today, as `makemessages` reads them."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "tree"
        copy.mkdir()
        for name in SOURCES:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "build"))
            elif source.exists():
                shutil.copy2(source, copy / name)
        command = [sys.executable, "manage.py", "makemessages", "--locale", language, "--no-location", "--no-obsolete"]
        subprocess.run(command, cwd=copy, check=True, capture_output=True, env=os.environ | {"DATA_DIR": folder})
        return messages_of(copy, language)


def main() -> int:
    """Print each complaint; 1 when there is any."""
    problems = []
    for language in LANGUAGES:
        held = messages_of(ROOT, language)
        for (_, msgid), entry in sorted(held.items(), key=lambda pair: pair[0][1]):
            problems += [f"{language}: {complaint}: {msgid[:90]!r}" for complaint in complaints_about(entry)]
        if shutil.which("xgettext"):
            missing = extracted(language).keys() - held.keys()
            problems += [f"{language}: not in the catalogue: {msgid[:90]!r}" for _, msgid in sorted(missing, key=str)]
    if not shutil.which("xgettext"):
        problems.append("xgettext is missing, so the source could not be read: apt-get install gettext")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
