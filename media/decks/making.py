"""From the file as uploaded to pictures of its pages, through processes of their own."""

import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.conf import settings

from media.decks.deck import DeckEdition, PageMade
from media.decks.office import to_pdf
from media.failures import Failure, Unfit
from media.kinds_of_file import DeckFormat, deck_format
from media.limits import GIBIBYTE, MEBIBYTE, Limits
from media.running import CommandFailed, CommandOutOfRoom, CommandTooGreedy, CommandTooSlow, run

ROOT: Final = Path(__file__).resolve().parent.parent.parent
AT_LEAST_SECONDS: Final = 120.0
SECONDS_A_PAGE: Final = 4.0
DRAWING: Final = Limits(memory_bytes=2 * GIBIBYTE, file_bytes=64 * MEBIBYTE)
"""A page is at most 3.84 million pixels; pictures within it may unpack to much more, which is where this ends."""

Report = Callable[[int], None]
"""Called at least twice a second with the per cent done; may raise to stop the work."""


def make_deck(original: Path, folder: Path, report: Report) -> DeckEdition:
    """Draw the pages of `original` into `folder`. Raises Unfit when the file cannot become a deck."""
    form = deck_format(original)
    if form is None:
        raise Unfit(Failure.NOT_MEDIA)
    if form is DeckFormat.PDF:
        return DeckEdition(form, _draw(original, folder, report))
    # Beside the edition's folder, not in it: nothing of the conversion is ever published.
    with TemporaryDirectory(prefix="office-", dir=folder.parent) as desk:
        pdf = to_pdf(original, form, Path(desk), tick=lambda: report(0))
        return DeckEdition(form, _draw(pdf, folder, report))


def _draw(pdf: Path, folder: Path, report: Report) -> tuple[PageMade, ...]:
    pages: list[PageMade] = []
    failures: list[Failure] = []
    expected = 1

    def read(line: str) -> None:
        nonlocal expected
        told = json.loads(line)
        if "failure" in told:
            failures.append(Failure(told["failure"]))
        else:
            expected = told["of"]
            pages.append(PageMade.from_dict(told["page"]))

    most_pages = settings.DECK_PAGES_MOST
    try:
        run(
            [sys.executable, "-m", "media.decks.drawing", str(pdf), str(folder), str(most_pages)],
            folder=ROOT,
            timeout_seconds=max(AT_LEAST_SECONDS, SECONDS_A_PAGE * most_pages),
            limits=DRAWING,
            on_line=read,
            tick=lambda: report(min(99, 100 * len(pages) // expected)),
        )
    except (CommandTooSlow, CommandTooGreedy) as reason:
        raise Unfit(Failure.DECK_TOO_DEMANDING) from reason
    except CommandOutOfRoom:
        raise
    except (CommandFailed, ValueError) as reason:
        # A killed reader is the machine's doing, and worth another try; one that crashed met a hostile file.
        if isinstance(reason, CommandFailed) and reason.returncode == -signal.SIGKILL:
            raise
        raise Unfit(Failure.DECK_DAMAGED) from reason
    if failures:
        raise Unfit(failures[0])
    return tuple(pages)
