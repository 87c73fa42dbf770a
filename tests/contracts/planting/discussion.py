"""A thread of the learner's beside the article, answered by a peer; a word of the list; a block; a private note."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from courses.models import Lecture, LectureRevision
from courses.services.notes import keep_note
from courses.talk import subject_of
from school.discussion.models import WordListEntry
from school.discussion.places import SECTION, Place
from school.discussion.services.blocking import block_member
from school.discussion.services.posting import open_thread, reply
from school.discussion.services.word_list import keep_word
from school.discussion.subjects import Standing
from school.organisation.acting import Act
from school.organisation.models import Organisation

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    learner, peer, instructor = (world.people[name] for name in ("learner", "peer", "instructor"))
    lecture = Lecture.objects.get(public_id=world.ids["lecture_id"])
    shown = (
        LectureRevision.objects.current()
        .select_related("lecture", "revision__course__organisation")
        .get(lecture=lecture)
    )
    place = Place(SECTION, 1, "section-1")
    # From an hour ahead, so that on a slow machine, too, it can still be changed and slow mode still holds.
    at += timedelta(hours=1)
    thread = open_thread(
        subject=subject_of(shown),
        standing=Standing(learner.pk, may_post=True),
        member=learner,
        title="金丝雀提问",
        body="金丝雀提问的话",
        client_key="planted-1",
        place=place,
        at=at,
    )
    answered = reply(
        thread=thread,
        standing=Standing(peer.pk, may_post=True),
        member=peer,
        body="金丝雀回复",
        client_key="planted-2",
        at=at,
    )
    at -= timedelta(hours=1)
    note = keep_note(member=learner, lecture=lecture, key="planted-note", text="金丝雀笔记", place=place, at=at)
    # At a place that owns no course, so that the learner may still write beside the lecture.
    owner = Organisation.objects.get(name="经管总支")
    act = Act(member=instructor, at=at, reason="金丝雀理由", office_id=instructor.offices.get().pk)
    third = Organisation.objects.get(name="经管第三支部", parent=owner)
    block = block_member(member=learner, organisation=third, days=7, act=act)
    word = keep_word(entry=WordListEntry(word="金丝雀词"), act=Act(member=None, at=at - timedelta(days=1)))
    world.name(thread=thread, post=thread.posts.get(is_opening=True), reply=answered, block=block, word=word)
    world.ids |= {"note_key": note.key, "file_format": "md", "act": "pin"}
    world.canaries += ["金丝雀提问", "金丝雀回复", "金丝雀笔记", "金丝雀理由", "金丝雀词"]
