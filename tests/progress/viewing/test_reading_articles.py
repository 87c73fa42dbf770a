"""A text is completed when every section was reached and its length allows it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.services import edit_lecture, publish_course
from progress.articles import kept_sections
from progress.errors import NothingToRead
from progress.models import LectureCompletion, LedgerEntry, SectionReached
from progress.services.reading_on import reach_sections
from progress.services.rebuilding import differences

TEXT = "前言" * 50 + "\n\n## 一\n\n" + "学" * 99 + "\n\n## 二\n\n" + "习" * 199  # 400 characters: half a minute


@pytest.fixture
def text(publish):
    return publish(texts=[TEXT])[0]


@pytest.fixture
def reach(text, learner, authority, at):
    def report(*sections, after_s):
        return reach_sections(
            member=learner,
            authority=authority(learner),
            lecture_id=text.public_id,
            sections=sections,
            at=at + timedelta(seconds=after_s),
        )

    return report


def test_every_section_and_enough_time_complete_it(reach, learner, text):
    assert reach(after_s=0).missing == (1, 2, 3)
    assert reach(1, 2, after_s=20).missing == (3,)
    assert reach(3, after_s=30).complete
    completion = LectureCompletion.objects.get()
    assert (completion.member, completion.lecture, completion.deciding_fact) == (learner, text, "reading")
    assert LedgerEntry.objects.count() == 1


def test_scrolling_through_is_not_reading(reach):
    standing = reach(1, 2, 3, after_s=0)
    assert not standing.complete
    assert standing.wait == timedelta(seconds=30)
    assert not LectureCompletion.objects.exists()
    assert reach(after_s=30).complete


def test_a_report_sent_twice_reaches_a_section_once(reach):
    reach(1, after_s=0)
    reach(1, after_s=9)
    assert SectionReached.objects.count() == 1


def test_texts_opened_at_once_take_their_times_one_after_another(publish, learner, authority, at):
    texts = publish(texts=[TEXT, TEXT, TEXT])

    def report(text, *, after_s):
        return reach_sections(
            member=learner,
            authority=authority(learner),
            lecture_id=text.public_id,
            sections=[1, 2, 3],
            at=at + timedelta(seconds=after_s),
        ).complete

    assert [report(text, after_s=0) for text in texts] == [False, False, False]
    assert [report(text, after_s=30) for text in texts] == [True, False, False]
    assert [report(text, after_s=59) for text in texts] == [True, False, False], "asking again costs no time"
    assert [report(text, after_s=60) for text in texts] == [True, True, False]
    assert report(texts[2], after_s=90)


@pytest.mark.parametrize("section", [0, 4, -1])
def test_there_is_no_other_section(reach, section):
    with pytest.raises(NothingToRead):
        reach(section, after_s=0)


def test_over_the_api(client_of, learner, text, lecture):
    client = client_of(learner)

    def report(lecture_id, sections):
        return client.post(
            f"/api/lectures/{lecture_id}/sections", {"sections": sections}, content_type="application/json"
        )

    assert report(text.public_id, [1]).json() == {"complete": False, "missing": [2, 3], "wait_seconds": 30}
    assert report(text.public_id, ["x"]).status_code == 422
    assert report(lecture.public_id, [1]).json()["code"] == "nothing-to-read"


@pytest.fixture
def reissue(text, instructor, college, at):
    """reissue(body, after_s=…) → the same lecture with another text, published."""

    def publish_again(body: str, *, after_s: int) -> None:
        moment = at + timedelta(seconds=after_s)
        kept = {name: getattr(text, name) for name in ("title", "summary", "minutes", "gate")}
        edit_lecture(lecture=text, body=body, intro_ends_ms=None, credits_start_ms=None, at=moment, **kept)
        publish_course(course=text.chapter.course, member=instructor, audiences=[college], at=moment)

    return publish_again


def test_half_a_text_that_was_read_stays_read_when_it_is_published_anew(reach, reissue):
    reach(1, 2, after_s=0)
    reissue("新的开头" + "\n\n## 零\n\n新的" + "\n\n## 一\n\n" + "学" * 120 + "\n\n## 二\n\n" + "习" * 199, after_s=20)
    assert reach(after_s=21).missing == (2, 4)
    assert reach(2, 4, after_s=40).complete, "the clock of the text went on"
    assert SectionReached.objects.filter(reading__lecture_revision__revision__number=2).count() == 4


def test_what_is_left_of_a_read_text_completes_it_at_the_opening(reach, reissue, text, learner, at):
    reach(1, 2, after_s=0)
    reissue("前言" * 50 + "\n\n## 一\n\n" + "学" * 99, after_s=40)
    assert reach(after_s=41).complete
    assert list(differences(at=at + timedelta(minutes=5))) == []


@given(st.lists(st.sampled_from("甲乙丙丁")), st.lists(st.sampled_from("甲乙丙丁")))
def test_no_section_of_a_text_is_taken_for_two(before, now):
    editions = [
        [{"title": word, "html": word * (place % 2 + 1)} for place, word in enumerate(one)] for one in (before, now)
    ]
    kept = kept_sections(*editions)
    assert len(set(kept.values())) == len(kept) <= min(len(before), len(now))
    assert all(editions[0][old - 1]["title"] == editions[1][new - 1]["title"] for new, old in kept.items())
    assert kept_sections(editions[0], editions[0]).keys() == set(range(1, len(before) + 1))
