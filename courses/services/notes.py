"""Private notes: kept under the key of the device, so that sending twice changes nothing."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction

from courses.errors import NoteInvalid
from courses.models import LONGEST_NOTE, Lecture, Note
from school.discussion.places import Place
from school.discussion.texts import tidy
from school.organisation.models import Member

_KEY = re.compile(r"[\w-]{8,40}", re.ASCII)


@transaction.atomic
def keep_note(*, member: Member, lecture: Lecture, key: str, text: str, place: Place, at: datetime) -> Note:
    """Write the note, or write over what stands under this key; the later of two writings stands.

    Raises:
        NoteInvalid: nothing to keep, too much of it, or a key that belongs to a note on another lecture.
    """
    words = tidy(text)
    if not words or len(words) > LONGEST_NOTE or not _KEY.fullmatch(key):
        raise NoteInvalid(most=LONGEST_NOTE)
    note, created = Note.objects.select_for_update().get_or_create(
        member=member,
        key=key,
        defaults={"lecture": lecture, "text": words, "created_at": at, "changed_at": at, **_columns(place)},
    )
    if note.lecture_id != lecture.pk:
        raise NoteInvalid(most=LONGEST_NOTE)
    if not created and (note.text != words or note.place != place):
        note.text, note.changed_at = words, at
        note.place_kind, note.place_number, note.place_anchor = place.kind, place.number, place.anchor
        note.save(update_fields=["text", "changed_at", *_columns(place)])
    return note


@transaction.atomic
def delete_note(*, member: Member, lecture: Lecture, key: str) -> Note | None:
    """Delete for good; what stood there, for who wants it back, or None when nothing did."""
    note = Note.objects.of(member).filter(lecture=lecture, key=key).first()
    if note is not None:
        Note.objects.filter(pk=note.pk).delete()
    return note


def _columns(place: Place) -> dict[str, str | int]:
    return {"place_kind": place.kind, "place_number": place.number, "place_anchor": place.anchor}
