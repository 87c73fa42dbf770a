"""PPTX and ODP become PDF through LibreOffice, where the machine has it.

A presentation may carry macros, links to pictures on other machines, and archives that unpack without end. So: a
profile of its own for each run in which macros are off and links are not followed, no network where the system lets
us take it away, a ceiling on what the archive unpacks to, a time after which the whole group of processes is ended.
"""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from media.failures import Failure, Unfit
from media.kinds_of_file import DeckFormat, open_archive
from media.limits import GIBIBYTE, Limits
from media.running import CommandFailed, CommandOutOfRoom, CommandTooGreedy, CommandTooSlow, run

TIMEOUT_SECONDS: Final = 180.0
UNPACKED_AT_MOST: Final = GIBIBYTE
OFFICE: Final = Limits(memory_bytes=6 * GIBIBYTE, file_bytes=GIBIBYTE)
NO_NETWORK: Final = ("unshare", "--map-current-user", "--net")
SETTLED: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
 oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent"
 oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def office_program() -> str | None:
    """LibreOffice, as set or as found on the path; None where there is none."""
    program: str = settings.SOFFICE
    return shutil.which(program)


def to_pdf(original: Path, form: DeckFormat, desk: Path, *, tick: Callable[[], None]) -> Path:
    """Convert the presentation in the empty folder `desk`. Raises Unfit."""
    program = office_program()
    if program is None:
        raise Unfit(Failure.DECK_NEEDS_PDF)
    _require_modest(original)
    profile = desk / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTLED, encoding="utf-8")
    # Under a name of ours: LibreOffice chooses its reader by the suffix, and file names of others stay out of it.
    copy = desk / f"deck.{form.value}"
    shutil.copyfile(original, copy)
    try:
        run(_command(program, profile, copy), folder=desk, timeout_seconds=TIMEOUT_SECONDS, limits=OFFICE, tick=tick)
    except (CommandTooSlow, CommandTooGreedy) as reason:
        raise Unfit(Failure.DECK_TOO_DEMANDING) from reason
    except CommandOutOfRoom:
        raise
    except CommandFailed as reason:
        raise Unfit(Failure.DECK_NOT_CONVERTED) from reason
    made = desk / "deck.pdf"
    if not made.is_file():
        raise Unfit(Failure.DECK_NOT_CONVERTED)
    return made


@cache
def network_can_be_taken() -> bool:
    """Whether this system lets us start a program without a network; containers often do not."""
    unshare = shutil.which(NO_NETWORK[0])
    if unshare is None:
        return False
    tried = subprocess.run([*NO_NETWORK, "true"], check=False, capture_output=True, timeout=10)  # noqa: S603 - constant words
    return tried.returncode == 0


def _command(program: str, profile: Path, copy: Path) -> list[str]:
    alone = NO_NETWORK if network_can_be_taken() else ()
    quietly = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard")
    home = ("env", f"HOME={copy.parent}")
    return [*alone, *home, program, f"-env:UserInstallation={profile.as_uri()}", *quietly,
            "--convert-to", "pdf", "--outdir", str(copy.parent), str(copy)]  # fmt: skip


def _require_modest(original: Path) -> None:
    try:
        with open_archive(original) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as reason:
        raise Unfit(Failure.DECK_DAMAGED) from reason
    if unpacked > UNPACKED_AT_MOST:
        raise Unfit(Failure.DECK_NOT_CONVERTED)
