"""Finding audit entries: names become opaque ids first, then indexes do the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from school.administration.audit_words import actions_of
from school.audit.archiving import midnight
from school.audit.models import AuditEntry
from school.organisation.models import Member, Office, Organisation
from school.organisation.scope import within_paths

PAGE_SIZE = 50
MOST_MEANT = 200


@dataclass(frozen=True)
class Found:
    """One page of entries; `older` is the place from which the next one starts, empty on the last."""

    entries: list[AuditEntry]
    older: str


def find_entries(wanted: Mapping[str, Any], *, place: str) -> Found:
    """The newest entries that fit what the form cleaned, from this place of the list on."""
    entries = AuditEntry.objects.filter(_period(wanted), _people(wanted), _rest(wanted)).newest_first()
    if starting := _read_place(place):
        entries = entries.older_than(*starting)
    page = list(entries[: PAGE_SIZE + 1])
    more, page = len(page) > PAGE_SIZE, page[:PAGE_SIZE]
    return Found(page, older=f"{page[-1].at.isoformat()}_{page[-1].pk}" if more else "")


def _period(wanted: Mapping[str, Any]) -> Q:
    predicate = Q()
    if wanted.get("since"):
        predicate &= Q(at__gte=midnight(wanted["since"]))
    if wanted.get("until"):
        predicate &= Q(at__lt=midnight(wanted["until"] + timedelta(days=1)))
    return predicate


def _people(wanted: Mapping[str, Any]) -> Q:
    predicate = Q()
    if actor := wanted.get("actor"):
        predicate &= Q(actor_id__in=_members(actor))
    if subject := wanted.get("subject"):
        organisations = Organisation.objects.called(subject).values_list("public_id", flat=True)[:MOST_MEANT]
        predicate &= Q(subject_id__in={subject, *_members(subject), *organisations})
    return predicate


def _rest(wanted: Mapping[str, Any]) -> Q:
    predicate = Q()
    if group := wanted.get("group"):
        predicate &= Q(action__in=actions_of(group))
    if where := wanted.get("place"):
        paths = Organisation.objects.called(where).values_list("path", flat=True)[:MOST_MEANT]
        predicate &= within_paths("organisation_path", paths)
    if outcome := wanted.get("outcome"):
        predicate &= Q(outcome=outcome)
    if role := wanted.get("office"):
        predicate &= Q(office_id__in=Office.objects.filter(role=role).values("pk"))
    return predicate


def _members(text: str) -> list[str]:
    """Opaque ids of the members that this number, name or id can mean."""
    meant = Member.objects.filter(Q(number__iexact=text) | Q(name__contains=text) | Q(public_id=text))
    return list(meant.values_list("public_id", flat=True)[:MOST_MEANT])


def _read_place(text: str) -> tuple[datetime, int] | None:
    at, _sign, pk = text.rpartition("_")
    try:
        moment = parse_datetime(at)
        return (moment, int(pk)) if moment and timezone.is_aware(moment) else None
    except ValueError:
        return None
