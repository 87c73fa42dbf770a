"""Slides alone are completed like an article, with a narration like any recording; rebuilding comes to the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courses.models import Lecture
from courses.services import add_chapter, create_course, publish_course
from progress.errors import NothingToRead, NothingToWatch
from progress.models import LectureCompletion
from progress.services.opening import open_viewing_session
from progress.services.reading_on import reach_sections
from progress.services.rebuilding import differences
from tests.courses.decks import add_pages, add_slides
from tests.progress.recordings import Watching, ready_asset


@pytest.fixture
def slides(first_rules, college, economics, instructor, at):
    """slides(narrated=True) → a published lecture of three pages, with a narration of a minute if wished."""

    def make(*, narrated: bool) -> Lecture:
        course = create_course(organisation=economics, member=instructor, title="看图", at=at)
        chapter = add_chapter(course=course, title="章", at=at)
        deck = ready_asset(owner=economics, author=instructor, duration_ms=0, at=at)
        deck.kind, deck.duration_ms = "deck", None
        deck.save()
        add_pages(deck, ["字" * 300, "九十天", ""])
        sound = ready_asset(owner=economics, author=instructor, duration_ms=60_000, at=at) if narrated else None
        times = [0, 20_000, 40_000] if narrated else []
        lecture = add_slides(chapter=chapter, deck=deck, narration=sound, times=times, at=at)
        publish_course(course=course, member=instructor, audiences=[college], at=at)
        return Lecture.objects.select_related("chapter__course").get(pk=lecture.pk)

    return make


@pytest.fixture
def reach(learner, authority, at):
    def report(lecture, *sections, after_s):
        return reach_sections(
            member=learner,
            authority=authority(learner),
            lecture_id=lecture.public_id,
            sections=sections,
            at=at + timedelta(seconds=after_s),
        )

    return report


def test_without_a_narration_every_page_is_reached_and_looked_at_for_a_while(slides, reach, at):
    lecture = slides(narrated=False)
    assert reach(lecture, after_s=0).missing == (1, 2, 3)
    turned = reach(lecture, 1, 2, 3, after_s=1)
    assert not turned.complete
    assert turned.wait > timedelta(seconds=20)
    assert reach(lecture, after_s=60).complete
    assert LectureCompletion.objects.get().deciding_fact == "reading"
    assert list(differences(at=at + timedelta(minutes=2))) == []


def test_with_a_narration_it_is_covered_like_a_recording(slides, reach, learner, authority, at):
    lecture = slides(narrated=True)
    with pytest.raises(NothingToRead):
        reach(lecture, 1, after_s=0)
    watching = Watching.open(member=learner, lecture=lecture, at=at)
    watching.watch(0, 30)
    assert not LectureCompletion.objects.exists()
    watching.watch(30, 60)
    assert LectureCompletion.objects.get().deciding_fact == "coverage"
    assert list(differences(at=at + timedelta(minutes=2))) == []


def test_there_is_nothing_to_watch_where_nobody_speaks(slides, learner, authority, at):
    lecture = slides(narrated=False)
    with pytest.raises(NothingToWatch):
        open_viewing_session(
            member=learner, authority=authority(learner), lecture_id=lecture.public_id, sign_in="s", at=at
        )
