"""One field of a sheet, and the one that two kinds share. No I/O here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from school.importing.folding import either

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Field:
    """`sort` says how a cell is read: text, number, day, phone, email, identity or choice.

    `required` columns must be in every sheet; `choices` names the vocabulary of a choice field; `longest` is in signs.
    `example` stands in the template, `help` explains what the label cannot.
    """

    code: str
    label: _StrPromise | str
    sort: str
    synonyms: tuple[str, ...]
    example: str = ""
    required: bool = False
    longest: int = 200
    choices: str = ""
    help: _StrPromise | str = ""


NUMBER = Field(
    "number",
    _("Member number"),
    "number",
    either(
        "学工号|工号|学号|党员编号|人员编号|编号|学号工号|工号学号|教工号|职工号|账号|学员编号|成员编号|"
        "member number|member no|number|staff number|student number|id|user id|account|会员编号"
    ),
    "YQ20260001",
    required=True,
    longest=32,
)
