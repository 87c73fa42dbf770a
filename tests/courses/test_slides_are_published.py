"""Slides are frozen with words, descriptions and times; who speaks decides how they are completed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from courses import services
from courses.errors import NotADeck, NotARecording, PageTimesInvalid
from courses.freezing import changes_to_publish, freeze_draft
from courses.kinds import kind_of
from courses.models import Lecture, LectureRevision
from media.models import AssetUse, DeckPage
from media.services.decking import describe_pages

from .decks import add_pages, add_slides


@pytest.fixture
def deck(make_asset):
    return add_pages(make_asset(kind="deck", duration_ms=None, title="接转.pdf"))


@pytest.fixture
def sound(make_asset):
    return make_asset(kind="audio", title="讲解", duration_ms=60_000)


@pytest.fixture
def slides(lectures, deck, at) -> Lecture:
    return add_slides(chapter=lectures[0].chapter, deck=deck, at=at)


@pytest.fixture
def narrated(lectures, deck, sound, at) -> Lecture:
    times = [0, 20_000, 41_500]
    return add_slides(chapter=lectures[0].chapter, deck=deck, narration=sound, times=times, at=at)


def problems(lecture: Lecture) -> list[str]:
    with translation.override("en"):
        fresh = Lecture.objects.get(pk=lecture.pk)
        return kind_of("slides").problems_before_publishing(fresh)


def publish(course, instructor, second_branch, at) -> LectureRevision:
    revision = services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    return revision.lectures.get(kind="slides")


def test_a_revision_keeps_words_and_descriptions_of_every_page(course, slides, deck, instructor, second_branch, at):
    shown = publish(course, instructor, second_branch, at)
    DeckPage.objects.all().update(alt="后来改的")
    sections = LectureRevision.objects.get(pk=shown.pk).content["sections"]
    assert [(page["text"], page["alt"], page["starts_ms"]) for page in sections] == [
        ("党员组织关系接转", "党员组织关系接转", None),
        ("介绍信九十天内有效", "介绍信九十天内有效", None),
        ("", "流程图", None),
    ]
    assert (shown.deck, shown.asset, shown.completion) == (deck, None, "reading")
    assert [page["characters"] for page in sections] == [60, 60, 60]


def test_with_a_narration_it_is_the_narration_that_is_watched(
    course, narrated, deck, sound, instructor, second_branch, at
):
    shown = publish(course, instructor, second_branch, at)
    assert [page["starts_ms"] for page in shown.content["sections"]] == [0, 20_000, 41_500]
    assert (shown.completion, shown.required_from_ms, shown.required_to_ms) == ("coverage", 0, 60_000)
    assert shown.minutes == Decimal("1.00")


def test_both_files_are_held_by_the_draft_and_by_the_revision(
    course, narrated, deck, sound, instructor, second_branch, at
):
    shown = publish(course, instructor, second_branch, at)
    held = {("lecture", narrated.public_id), ("lecture_revision", str(shown.pk))}
    for asset in (deck, sound):
        assert set(AssetUse.objects.filter(asset=asset).values_list("user_kind", "user_id")) == held
    services.remove_lecture(lecture=Lecture.objects.get(pk=narrated.pk), at=at)
    for asset in (deck, sound):
        assert [use.user_kind for use in AssetUse.objects.filter(asset=asset)] == ["lecture_revision"]


def test_without_words_an_article_s_pace_gives_the_minutes(slides, deck):
    assert kind_of("slides").measure(slides) == 1
    deck.pages.filter(number=1).update(text="字" * 900)
    assert kind_of("slides").measure(Lecture.objects.get(pk=slides.pk)) == 4


def test_what_stands_in_the_way_is_said_with_what_to_do(lectures, deck, sound, make_asset, at):
    lecture = services.add_lecture(chapter=lectures[0].chapter, kind="slides", title="图", at=at)
    assert problems(lecture) == ["“图” has no slides yet. Please upload them."]
    services.attach_deck(
        lecture=lecture, asset=make_asset(kind="", state="stored", published_level=0, edition=""), at=at
    )
    assert problems(lecture) == ["The slides of “图” are still being prepared. Please wait a little."]
    services.attach_deck(lecture=lecture, asset=deck, at=at)
    assert problems(lecture) == []
    describe_pages(asset=deck, alts={3: ""})
    assert problems(lecture) == ["Page 3 of “图” is a picture without words. Please describe it."]
    services.attach_asset(lecture=lecture, asset=sound, at=at)
    assert problems(lecture)[1] == "Pages 2, 3 of “图” have no time in the narration yet. Please mark them."
    services.set_page_times(lecture=lecture, times=[0, 30_000, 59_000], at=at)
    services.attach_asset(lecture=lecture, asset=make_asset(kind="audio", duration_ms=40_000), at=at)
    assert problems(lecture)[1] == "The page times of “图” do not fit its narration. Please set them again."


def test_files_of_the_wrong_kind_are_refused(slides, deck, sound, at):
    with pytest.raises(NotADeck):
        services.attach_deck(lecture=slides, asset=sound, at=at)
    with pytest.raises(NotARecording):
        services.attach_asset(lecture=slides, asset=deck, at=at)


@pytest.mark.parametrize(("times", "page"), [([0, 5, 5], 3), ([0, 60_000, None], 2), ([0, 5], 3), ([5, 6, 7], 1)])
def test_times_that_do_not_rise_within_the_narration_are_refused(narrated, at, times, page):
    with pytest.raises(PageTimesInvalid) as refused:
        services.set_page_times(lecture=narrated, times=times, at=at)
    assert refused.value.facts == {"page": page}
    assert Lecture.objects.get(pk=narrated.pk).page_times == [0, 20_000, 41_500]


def test_another_deck_or_other_times_are_a_change_for_members(
    course, narrated, make_asset, instructor, second_branch, at
):
    publish(course, instructor, second_branch, at)
    course.refresh_from_db()

    def changed() -> tuple[str, ...]:
        draft = freeze_draft(course=course, member=instructor, at=at)
        return changes_to_publish(course=course, draft=draft).changed

    assert changed() == ()
    services.set_page_times(lecture=narrated, times=[0, 20_000, 42_000], at=at)
    assert changed() == ("看图学接转",)
    services.set_page_times(lecture=narrated, times=[0, 20_000, 41_500], at=at)
    other = add_pages(make_asset(kind="deck", duration_ms=None))
    services.attach_deck(lecture=narrated, asset=other, at=at)
    assert changed() == ("看图学接转",)


def test_taking_the_narration_away_keeps_the_times_for_another(narrated, sound, at):
    services.release_narration(lecture=narrated, at=at)
    assert not AssetUse.objects.filter(asset=sound).exists()
    narrated.refresh_from_db()
    assert (narrated.asset, narrated.page_times) == (None, [0, 20_000, 41_500])
    assert problems(narrated) == []
