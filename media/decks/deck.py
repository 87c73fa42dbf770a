"""What a deck became: plain facts that the drawing process tells and the service keeps."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from media.kinds_of_file import DeckFormat


@dataclass(frozen=True, slots=True)
class PageMade:
    """A page, counted from 1. `width` and `height` are the pixels of its large picture; `title` is its first line.

    `small` and `large` are names of files in the edition's folder, `small_width` the pixels of the former.
    """

    number: int
    width: int
    height: int
    small_width: int
    title: str
    text: str
    small: str
    large: str

    def as_dict(self) -> dict[str, Any]:
        """The facts as JSON-ready data."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "PageMade":
        """The inverse of `as_dict`."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class DeckEdition:
    """All pages in order; their files lie in the folder that the edition is published under. `form`: of the file."""

    form: DeckFormat
    pages: tuple[PageMade, ...]

    @property
    def entry_files(self) -> tuple[str, ...]:
        """The files that pages of the school name by themselves."""
        return tuple(name for page in self.pages for name in (page.small, page.large))
