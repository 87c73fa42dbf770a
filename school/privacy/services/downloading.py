"""A member asks for her own data; it is made in the background and gone after a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import translation

from school.audit.recording import record
from school.policies.reading import policy
from school.privacy.acts import Person
from school.privacy.archive import own_data_zip
from school.privacy.models import OwnFile, OwnFileState
from school.privacy.ports import directory


def ask_for_own_data(*, member: Person, language: str, at: datetime) -> OwnFile:
    """The waiting file of this member; asking twice is asking once."""
    try:
        with transaction.atomic():
            asked = OwnFile.objects.create(
                member_id=member.pk,
                language=language,
                asked_at=at,
                expires_at=at + timedelta(days=policy("retention.own_files_days")),
            )
            record(actor=member, action="own_data.asked", subject_kind="member", subject_id=member.public_id, at=at)
    except IntegrityError:
        return OwnFile.objects.get(member_id=member.pk, state=OwnFileState.WAITING)
    return asked


def make_own_file(*, public_id: str, at: datetime) -> None:
    """Fill a file that waits. Doing it twice, after a kill, does no harm."""
    asked = OwnFile.objects.defer("content").filter(public_id=public_id, state=OwnFileState.WAITING).first()
    if asked is None:
        return
    person = get_user_model().objects.get(pk=asked.member_id)
    with translation.override(asked.language):
        content = own_data_zip(
            directory().records_of(person.pk), public_id=person.public_id, name=str(person), at=asked.asked_at
        )
    OwnFile.objects.filter(pk=asked.pk, state=OwnFileState.WAITING).update(
        content=content, size=len(content), state=OwnFileState.READY, made_at=at
    )


def make_waiting_files(*, at: datetime, limit: int = 20) -> int:
    """For the clock: files whose hint was lost."""
    waiting = list(
        OwnFile.objects.filter(state=OwnFileState.WAITING).order_by("pk").values_list("public_id", flat=True)
    )
    for public_id in waiting[:limit]:
        make_own_file(public_id=public_id, at=at)
    return len(waiting[:limit])


@transaction.atomic
def note_fetching(*, own_file: OwnFile, member: Person, at: datetime) -> OwnFile:
    """Each fetch is audited; the first time is kept with the file."""
    if own_file.fetched_at is None:
        own_file.fetched_at = at
        own_file.save(update_fields=["fetched_at"])
    record(
        actor=member,
        action="own_data.fetched",
        subject_kind="member",
        subject_id=member.public_id,
        at=at,
        details={"file": own_file.public_id},
    )
    return own_file


def expire_own_files(*, at: datetime) -> int:
    """Delete what has expired, bytes and row."""
    deleted, _by_model = OwnFile.objects.filter(expires_at__lte=at).delete()
    return deleted
