"""Private notes over the API: what the lecture page saves by itself, also after a while without a network."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from ninja import Field, Router, Schema

from courses.forms.place import places_of
from courses.models import LONGEST_NOTE
from courses.services.notes import delete_note, keep_note
from courses.views.notes import open_lecture
from school.accounts.authentication import signed_in
from school.accounts.requests import MemberRequest
from school.discussion.places import place_from

router = Router(tags=["courses"], auth=signed_in)


class NoteIn(Schema):
    """`place_kind` is empty, "second", "page" or "section"."""

    text: str = Field(..., min_length=1, max_length=LONGEST_NOTE)
    place_kind: str = ""
    place_number: int = Field(0, ge=0)
    place_anchor: str = ""


class NoteOut(Schema):
    """What stands now; `moment` is the place in words."""

    key: str
    text: str
    moment: str


@router.put("/lectures/{lecture_id}/notes/{note_key}", response=NoteOut, summary="Keep a private note")
def put_note(request: HttpRequest, lecture_id: str, note_key: str, body: NoteIn) -> NoteOut:
    """The device chooses the key: the same note sent twice stands once."""
    asked = cast("MemberRequest", request)
    shown = open_lecture(asked, lecture_id)
    place = place_from(body.place_kind, str(body.place_number), body.place_anchor)
    note = keep_note(member=asked.user, lecture=shown.lecture, key=note_key, text=body.text, place=place, at=asked.at)
    return NoteOut(key=note.key, text=note.text, moment=places_of(shown).words(note.place))


@router.delete("/lectures/{lecture_id}/notes/{note_key}", response={204: None}, summary="Delete a private note")
def remove_note(request: HttpRequest, lecture_id: str, note_key: str) -> tuple[int, None]:
    """Deleting what is gone already is no error."""
    asked = cast("MemberRequest", request)
    shown = open_lecture(asked, lecture_id)
    delete_note(member=asked.user, lecture=shown.lecture, key=note_key)
    return 204, None
