"""News to tell, and mail that stays here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import transaction

from school.notices import kinds
from school.notices.kinds import NoticeKind, kind_of, register_notice_kind
from school.notices.models import Outgoing
from school.notices.services.notifying import notify
from school.notices.timing import ByMail


def _kind(code: str, *, by_mail: ByMail, urgent: bool = False, essential: bool = False) -> NoticeKind:
    return NoticeKind(
        code=code,
        label=code,
        title=lambda facts: f"title {facts['word']}",
        body=lambda facts: f"body {facts['word']}",
        why=f"why {code}",
        by_mail=by_mail,
        urgent=urgent,
        essential=essential,
    )


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch):
    """Kinds of this test only."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    register_notice_kind(_kind("single", by_mail=ByMail.AT_ONCE))
    register_notice_kind(_kind("daily", by_mail=ByMail.DAILY))
    register_notice_kind(_kind("urgent", by_mail=ByMail.AT_ONCE, urgent=True, essential=True))
    assert kind_of("single").code == "single"


@pytest.fixture
def tell(at: datetime) -> Callable[..., Outgoing]:
    """tell(learner, kind="single", about="a", word="x") → the outgoing notice, committed."""

    def send(*members, kind: str = "single", about: str = "a", word: str = "x", when=None, **to) -> Outgoing:
        with transaction.atomic():
            return notify(
                kind=kind,
                object_kind="thing",
                object_id=about,
                facts={"word": word},
                url="/year/",
                member_ids=[member.pk for member in members],
                at=when or at,
                **to,
            )

    return send
