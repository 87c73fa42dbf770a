"""What an uploaded picture became: plain facts, kept in `Asset.facts` and told by the process that drew it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

WIDTHS: Final = (480, 960, 1600)
"""Pixels: a phone, a phone of fine pixels or a column of text, the same column of fine pixels."""


@dataclass(frozen=True, slots=True)
class Picture:
    """`width` and `height` of its largest edition, turned upright; `widths` of all editions, the smallest first."""

    width: int
    height: int
    widths: tuple[int, ...]

    def as_dict(self) -> dict[str, Any]:
        """The facts as JSON-ready data."""
        return {"width": self.width, "height": self.height, "widths": list(self.widths)}

    @classmethod
    def from_dict(cls, facts: Mapping[str, Any]) -> "Picture":
        """Back from JSON. Raises KeyError, TypeError or ValueError for anything else."""
        widths = tuple(int(width) for width in facts["widths"])
        return cls(width=int(facts["width"]), height=int(facts["height"]), widths=widths)


def file_of(width: int) -> str:
    """The name of the edition's file of this width."""
    return f"w{width}.webp"


def planned_widths(width: int) -> tuple[int, ...]:
    """The widths that a picture of so many pixels is drawn in; never wider than it is."""
    return (*(step for step in WIDTHS if step < width), min(width, WIDTHS[-1]))[: len(WIDTHS)]
