"""What a ledger entry rests on, in the two forms of DESIGN §2.5.

The member sees her own sessions and seconds; everybody else sees that all required parts were met, when, and by which
rule – nothing that says how long she sat there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from progress.models import LectureCompletion, LedgerEntry, ViewingSession

LECTURE = "lecture:"


@dataclass(frozen=True)
class Fact:
    """One line of evidence, in words."""

    label: str
    value: str


@dataclass(frozen=True)
class ViewingRow:
    """One opening of the recording: new seconds accepted, and how many beats reported late."""

    opened_at: datetime
    seconds: int
    late_beats: int


def day_in_words(at: datetime) -> str:
    """A day as people write it."""
    return date_format(localtime(at), "DATE_FORMAT")


def in_words(at: datetime) -> str:
    """A moment as people write it."""
    return f"{day_in_words(at)} {localtime(at):%H:%M}"


def completion_behind(entry: LedgerEntry) -> LectureCompletion | None:
    """The completed lecture that this entry credits, if it is one."""
    if not entry.item.startswith(LECTURE):
        return None
    return (
        LectureCompletion.objects.filter(member_id=entry.member_id, lecture__public_id=entry.item.removeprefix(LECTURE))
        .select_related("lecture_revision__revision", "lecture")
        .first()
    )


def facts_for_everybody(entry: LedgerEntry, completion: LectureCompletion | None) -> list[Fact]:
    """Facts that any entitled reader may see: the day, never the hour at which somebody sat there."""
    facts = [
        Fact(_("Earned"), day_in_words(entry.earned_on)),
        Fact(_("Entered"), day_in_words(entry.recorded_at)),
        Fact(_("Category"), str(entry.get_category_display())),
    ]
    if completion is not None:
        revision = completion.lecture_revision.revision
        facts += [
            Fact(_("Decided by"), str(completion.get_deciding_fact_display())),
            Fact(
                _("Course"),
                _("%(title)s, revision %(number)d") % {"title": revision.title, "number": revision.number},
            ),
        ]
    if entry.actor is not None:
        facts.append(Fact(_("Entered by"), entry.actor.name))
    return facts


def viewing_behind(completion: LectureCompletion | None) -> list[ViewingRow]:
    """The member's own view: what was played of the lecture until it was completed; one query."""
    if completion is None:
        return []
    sessions = (
        ViewingSession.objects.filter(
            member_id=completion.member_id, lecture_id=completion.lecture_id, opened_at__lte=completion.completed_at
        )
        .annotate(
            seconds=Coalesce(Sum("beats__new_seconds"), 0), late=Count("beats", filter=Q(beats__offline_ms__gt=0))
        )
        .order_by("opened_at")
    )
    return [ViewingRow(*row) for row in sessions.values_list("opened_at", "seconds", "late")]
