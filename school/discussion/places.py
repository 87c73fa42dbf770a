"""A place within what is talked about: a second of a recording, a page of slides, a section of a text. No ORM here."""

from __future__ import annotations

from dataclasses import dataclass

SECOND, PAGE, SECTION = "second", "page", "section"
KINDS = (SECOND, PAGE, SECTION)
FURTHEST = 1_000_000
LONGEST_ANCHOR = 120


@dataclass(frozen=True)
class Place:
    """`number` counts seconds from 0, or pages and sections from 1; `anchor` names a section. No kind: the whole."""

    kind: str = ""
    number: int = 0
    anchor: str = ""

    @property
    def clock(self) -> str:
        """A second as people read it: "1:02:03" or "2:03"."""
        minutes, seconds = divmod(self.number, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


NOWHERE = Place()


def place_from(kind: str, number: str, anchor: str = "") -> Place:
    """The place that three fields of a form name; what cannot be understood is no place."""
    if kind not in KINDS or not number.isascii() or not number.isdigit() or len(number) > len(str(FURTHEST)):
        return NOWHERE
    value = int(number)
    if value > FURTHEST or (kind != SECOND and value == 0):
        return NOWHERE
    return Place(kind, value, anchor[:LONGEST_ANCHOR] if kind == SECTION else "")
