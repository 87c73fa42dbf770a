"""How a list of courses is narrowed and ordered, as an address says it. Pure but for words in the active language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

SHOW: Words = {"": _("all"), "required": _("required"), "elective": _("elective")}
STATES: Words = {
    "": _("any"),
    "not_begun": _("not begun"),
    "begun": _("begun"),
    "completed": _("completed"),
    "due": _("with a due date"),
    "new": _("new or grown in the last 30 days"),
}
LENGTHS: Words = {
    "": _("any"),
    "short": _("up to 15 minutes"),
    "middle": _("15 to 60 minutes"),
    "long": _("more than an hour"),
}
SORTS: Words = {
    "": _("due first"),
    "newest": _("newest first"),
    "title": _("by title"),
    "shortest": _("shortest first"),
}
_CLOSED: dict[str, Words] = {"show": SHOW, "state": STATES, "length": LENGTHS, "sort": SORTS}
_MINUTES = {"short": (0, 15), "middle": (15, 60), "long": (60, 10**6)}
LONGEST = 100


@dataclass(frozen=True)
class Narrowing:
    """Empty texts narrow nothing. `topic`, `series` and `owner` are public ids, `kind` is a kind of lecture."""

    q: str = ""
    show: str = ""
    state: str = ""
    topic: str = ""
    series: str = ""
    owner: str = ""
    kind: str = ""
    length: str = ""
    sort: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Narrowing:
        """What an address asks; a word that is not known counts as none."""
        said = {one.name: str(asked.get(one.name, "")).strip()[:LONGEST] for one in fields(cls)}
        for name, known in _CLOSED.items():
            if said[name] not in known:
                said[name] = ""
        return cls(**said)

    @property
    def narrows(self) -> bool:
        """Whether anything is left out; an order alone leaves nothing out."""
        return bool(replace(self, sort="").query)

    @property
    def query(self) -> str:
        """The same as the query string of an address."""
        return urlencode({name: value for name, value in asdict(self).items() if value})

    def without(self, name: str) -> str:
        """The query string of the same list with this narrowing taken off."""
        return replace(self, **{name: ""}).query

    def fits_length(self, minutes: Decimal) -> bool:
        """Whether a course of so many minutes is among those asked for."""
        if not self.length:
            return True
        least, most = _MINUTES[self.length]
        return least < minutes <= most
