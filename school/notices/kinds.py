"""What people are told about. The app that knows a kind of news registers it when it starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from school.notices.timing import ByMail

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class NoticeKind:
    """`title` and `body` put the facts into words in the reader's language; `why` says why she gets it.

    `urgent` knows neither quiet hours nor budget. `essential` cannot be muted or kept out of the mail.
    """

    code: str
    label: str | Promise
    title: Callable[[Facts], str]
    body: Callable[[Facts], str]
    why: str | Promise
    by_mail: ByMail = ByMail.DAILY
    urgent: bool = False
    essential: bool = False


_kinds: dict[str, NoticeKind] = {}
# A notice outlives the version of the program that knew its kind.
_UNKNOWN = NoticeKind(
    code="",
    label=gettext_lazy("Other news"),
    title=lambda _facts: gettext("News"),
    body=lambda _facts: "",
    why=gettext_lazy("You get this because the school told you something about your account."),
)


def register_notice_kind(kind: NoticeKind) -> None:
    """Called from AppConfig.ready of the app whose news it is."""
    _kinds[kind.code] = kind


def kind_of(code: str) -> NoticeKind:
    return _kinds.get(code, _UNKNOWN)


def notice_kinds() -> list[NoticeKind]:
    """All, in the order in which they were registered."""
    return list(_kinds.values())
