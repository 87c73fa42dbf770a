"""Where a lecture loses people, in sums over at least five that move on by at least five."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.models import Lecture, LectureRevision
from courses.services import attach_asset
from progress.models import LectureInsight
from progress.reach import bars, counts, steepest_loss
from progress.services.looking_in import moves_on, work_out
from progress.services.ruling import install_first_rules
from quizzes.services.timeline_answering import answer_on_timeline
from quizzes.timelines import timeline_of
from tests.progress.recordings import Watching, ready_asset
from tests.quizzes.timeline.recorded import draft_recording

LENGTH = 40


@given(st.lists(st.integers(min_value=0, max_value=2**LENGTH - 1), max_size=30))
def test_planes_count_as_one_would_by_hand(bitmaps):
    assert counts(bitmaps, LENGTH) == [sum(bits >> second & 1 for bits in bitmaps) for second in range(LENGTH)]


@given(st.lists(st.integers(min_value=0, max_value=99), min_size=1, max_size=500))
def test_bars_cover_every_second_once_and_never_show_more_than_there_are(reach):
    shown = bars(reach)
    assert [start for start, _end, _n in shown][1:] == [end for _start, end, _n in shown][:-1]
    assert all(people <= min(reach[start:end]) for start, end, people in shown)
    assert shown[-1][1] == len(reach)


def test_the_steepest_stretch_is_where_people_leave():
    loss = steepest_loss([10] * 60 + [4] * 60)
    assert loss is not None
    assert (loss.start < 60 <= loss.end, loss.lost) == (True, 6)
    assert steepest_loss([5] * 30) is None
    assert steepest_loss([5]) is None


@pytest.fixture
def recorded(db, economics, second_branch, instructor, at):
    install_first_rules()
    draft = draft_recording(owner=economics, instructor=instructor, audience=second_branch, at=at)
    draft.place("single", 30_000, at=at, retry="once")
    draft.publish(at)
    return draft


@pytest.fixture
def shown(recorded) -> LectureRevision:
    return LectureRevision.objects.current().select_related("asset").get(lecture=recorded.lecture)


@pytest.fixture
def watch(recorded, shown, make_member, second_branch, authority, at):
    """watch(n, seconds) → so many more members play so far and choose the first, wrong option."""

    def play(number: int, seconds: int, *, start: int = 0) -> None:
        placed = recorded.lecture.timeline_questions.get()
        for n in range(number):
            member = make_member(f"看{start + n}", second_branch)
            Watching.open(member=member, lecture=recorded.lecture, at=at).watch(0, seconds)
            options = timeline_of(shown, member=member).rows[0].question.options
            wrong = next(option.id for option in options if option.text == "三十天")
            answer_on_timeline(
                member=member, authority=authority(member), lecture=recorded.lecture, item=placed.public_id,
                client_seq=1, answer=wrong, at=at,
            )  # fmt: skip

    return play


def test_four_people_are_not_shown_and_five_are(shown, watch, at):
    watch(4, 60)
    assert work_out(shown=shown, at=at).people == 0
    watch(1, 120, start=4)
    insight = work_out(shown=shown, at=at)
    assert (insight.people, insight.reach[0], insight.reach[100]) == (5, 5, 1)
    assert insight.completed is None
    assert [(item["percent"], item["wrong"], item["often"]) for item in insight.items] == [(0, "三十天", 5)]


def test_what_is_shown_stays_until_five_more_stand_behind_it(shown, watch, at):
    watch(5, 60)
    before = work_out(shown=shown, at=at)
    watch(4, 120, start=5)
    after = work_out(shown=shown, at=at)
    assert (after.people, after.reach, after.items) == (before.people, before.reach, before.items)
    watch(1, 120, start=9)
    assert work_out(shown=shown, at=at).people == 10
    assert not moves_on(shown=0, now=4)


def test_the_page_says_where_people_stop_and_names_nobody(shown, watch, client_of, instructor, learner, outsider, at):
    here = f"/studio/lectures/{shown.lecture.public_id}/insights/"
    author = client_of(instructor)
    assert author.get(here).context["insight"] is None
    watch(5, 60)
    author.post(f"{here}refresh/")
    page = author.get(here)
    assert page.context["loss"] is not None
    assert "看0" not in page.content.decode()
    table = b"".join(author.get(here[:-1] + ".csv").streaming_content).decode()
    assert table.count("\n") == 1 + 120 + 1
    assert client_of(learner).get(here).status_code == 403
    assert client_of(outsider).get(here).status_code == 404
    course = shown.revision.course.public_id
    assert author.get(f"/studio/courses/{course}/insights/").status_code == 200
    assert LectureInsight.objects.count() == 1


@pytest.fixture
def replaced(recorded, make_member, second_branch, economics, instructor, at):
    """replaced(asset, people) → the lecture with that recording, or a new one, after so many more have opened it."""

    def make(asset, people: int) -> LectureRevision:
        new = asset or ready_asset(owner=economics, author=instructor, duration_ms=120_000, at=at)
        draft = Lecture.objects.select_related("chapter__course").get(pk=recorded.lecture.pk)
        attach_asset(lecture=draft, asset=new, at=at)
        recorded.publish(at)
        for number in range(people):
            member = make_member(f"看{new.pk}-{number}", second_branch)
            Watching.open(member=member, lecture=recorded.lecture, at=at).watch(0, 120)
        return LectureRevision.objects.current().select_related("asset").get(lecture=recorded.lecture)

    return make


def test_a_recording_that_comes_back_goes_on_from_where_it_was_shown(shown, watch, replaced, at):
    watch(5, 60)
    assert work_out(shown=shown, at=at).people == 5
    other = replaced(None, 5)
    assert work_out(shown=other, at=at).asset_id == other.asset_id
    again = replaced(shown.asset, 1)
    assert work_out(shown=again, at=at).asset_id == other.asset_id, "six would differ by one from the five shown before"
    again = replaced(shown.asset, 4)
    insight = work_out(shown=again, at=at)
    assert (insight.asset_id, insight.people) == (shown.asset_id, 10)
