"""Work that was begun and is not finished: what a person looks at after a crash, and what `/metrics` counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from courses.models import CourseImport
from courses.search.unindexed import unindexed
from media.models import Asset
from progress.models import ProgressDifference
from quizzes.models import Attempt
from realtime.models import PresenceInterval
from school.accounts.models import AccountMail
from school.audit.models import AuditEntry
from school.events.models import EventRecord
from school.importing.models import ExportJob, ImportBatch
from school.notices.models import NoticeMail, Outgoing

MOST_NAMED: Final = 100
UNTOLD: Final = "Its worker ended without a word."


@dataclass(frozen=True)
class Unfinished:
    """How many pieces of one kind wait, and what ends them."""

    kind: str
    count: int
    ended_by: str


@dataclass(frozen=True)
class PutOff:
    """A file that waits, why, and when it is taken up again."""

    asset_id: str
    title: str
    reason: str
    next_try: datetime


@dataclass(frozen=True)
class _Kind:
    name: str
    waiting: Callable[[datetime], QuerySet[Any]]
    ended_by: str


KINDS = (
    _Kind("facts not told", lambda _at: EventRecord.objects.pending(), "their listeners are called again every minute"),
    _Kind("audit entries not sealed", lambda _at: AuditEntry.objects.unsealed(), "sealed twice a minute"),
    _Kind("news not delivered", lambda _at: Outgoing.objects.waiting(), "delivered every minute"),
    _Kind("mails about news not sent", lambda _at: NoticeMail.objects.queued(), "tried again every minute"),
    _Kind("mails about accounts not sent", lambda _at: AccountMail.objects.waiting(), "tried again every minute"),
    _Kind("imports under way", lambda at: ImportBatch.objects.waiting(at=at), "taken up by a worker within a minute"),
    _Kind("exports under way", lambda at: ExportJob.objects.waiting(at=at), "taken up by a worker within a minute"),
    _Kind("courses being imported", lambda at: CourseImport.objects.waiting(at=at), "taken up within a minute"),
    _Kind("assets waiting", lambda at: Asset.objects.waiting(at=at), "taken up by a worker within a minute"),
    _Kind("assets put off", lambda at: Asset.objects.put_off(at=at), "tried again when their pause is over"),
    _Kind(
        "assets under way",
        lambda at: Asset.objects.filter(lease_until__gte=at),
        "a worker holds them; its lease ends if it dies",
    ),
    _Kind("uploads out of time", lambda at: Asset.objects.expired(at=at), "removed every ten minutes"),
    _Kind("courses not indexed", lambda _at: unindexed(), "written into the search index every minute"),
    _Kind("attempts out of time", Attempt.objects.overdue, "submitted as they are every minute"),
    _Kind(
        "differences of progress",
        lambda _at: ProgressDifference.objects.standing(),
        "a person looks at what rebuild_progress prints; the nightly comparison ends what no longer differs",
    ),
    _Kind("devices that vanished", lambda at: PresenceInterval.objects.stale(at=at), "taken as gone every minute"),
)


def unfinished_work(*, at: datetime | None = None) -> Iterator[Unfinished]:
    """Every kind, also those of which nothing waits, so that a metric never disappears."""
    moment = at or timezone.now()
    for kind in KINDS:
        yield Unfinished(kind.name, kind.waiting(moment).count(), kind.ended_by)


def put_off_media(*, at: datetime | None = None) -> Iterator[PutOff]:
    """The files that wait out a trouble, the next to be tried first; a hundred at most."""
    moment = at or timezone.now()
    for asset in Asset.objects.put_off(at=moment)[:MOST_NAMED]:
        if asset.not_before is not None:
            yield PutOff(asset.public_id, asset.title, asset.delay_sentence or UNTOLD, asset.not_before)
