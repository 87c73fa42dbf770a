"""What is found, in which order, and where it leads."""

from __future__ import annotations

import pytest

from courses import services
from courses.models import SearchDocument
from courses.search.passages import PassageKind
from media.services import caption_asset
from media.services.publishing_captions import withdraw_captions
from school.organisation.acting import Act
from tests.courses.decks import add_pages, add_slides

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


def titles(found) -> list[str]:
    return ["".join(part.text for part in result.title) for result in found.results]


def said(jump) -> str:
    return "".join(f"[{part.text}]" if part.hit else part.text for part in jump.snippet)


@pytest.mark.parametrize("words", ["九十", "九十天", "介绍信", "信", "組織關係", "“组织 关系”", "最长九十天。"])
def test_an_article_is_found_by_characters_words_and_phrases(published, learner, search, words):
    assert "批量办理" in titles(search(learner, words))


def test_a_section_is_jumped_to_and_the_words_are_marked(published, learner, search):
    jump = search(learner, "介绍信").results[0].jumps[0]
    assert (jump.kind, jump.head) == (PassageKind.SECTION, "九十天")
    assert jump.fragment.startswith("#")
    assert "[介绍信]的有效期" in said(jump)


def test_what_is_said_is_jumped_to_at_its_second(spoken, learner, search):
    (result,) = search(learner, "回执").results
    assert [(jump.fragment, jump.ms) for jump in result.jumps] == [("#t=380", 380_000), ("#t=540", 540_000)]
    assert "跟踪[回执]" in said(result.jumps[0])


def test_a_phrase_that_runs_over_two_captions_is_found_where_it_begins(spoken, learner, search):
    (result,) = search(learner, "原支部并没有放手").results
    assert result.jumps[0].fragment == "#t=372"


def test_slides_are_opened_at_the_page(course, make_asset, learner, publish, search, at):
    deck = make_asset(kind="deck", duration_ms=None, title="幻灯片")
    add_pages(deck, ["封面", "民主评议\n党员的五个环节"])
    add_slides(chapter=services.add_chapter(course=course, title="图", at=at), deck=deck, at=at)
    publish()
    (result,) = search(learner, "评议党员").results
    assert [(jump.page, jump.fragment) for jump in result.jumps] == [(2, "#page-2")]


def test_titles_come_before_headings_before_text_before_scattered_words(add, publish, learner, search):
    add(kind="article", title="甲", body="## 一\n\n先说学习，再说强国。")
    add(kind="article", title="乙", body="## 一\n\n正文里有学习强国四个字。")
    add(kind="article", title="丙", body="## 学习强国的用法\n\n略。")
    add(kind="article", title="学习强国", body="## 一\n\n略。")
    publish()
    assert titles(search(learner, "学习强国")) == ["学习强国", "丙", "乙"]
    assert titles(search(learner, "学习 强国")) == ["学习强国", "丙", "乙", "甲"]


def test_a_run_that_nothing_holds_together_is_found_apart_and_says_so(published, learner, search):
    found = search(learner, "组织关系有效期")
    assert found.apart
    assert "批量办理" in titles(found)


@pytest.mark.parametrize("words", ["", "   ", "！？", '""'])
def test_nothing_is_searched_for_no_words(published, learner, search, words):
    assert search(learner, words).total == 0


@pytest.mark.parametrize(
    "words", ["%", "_", "九%", "' OR 1=1 --", '"九十" OR x', "NEAR(九 十)", "*", "党\x00员", "-九十"]
)
def test_signs_of_query_languages_are_signs(published, learner, search, words):
    search(learner, words)


def test_latin_words_and_numbers_are_found_in_any_width_and_case(add, publish, learner, search):
    add(kind="article", title="平台", body="## 一\n\n用 Moodle 4.5 与ＨＬＳ播放 2026 年课程。")
    publish()
    for words in ("moodle", "hls", "2026", "HLS播放", "4.5", "2"):
        assert "平台" in titles(search(learner, words)), words


def test_results_are_walked_in_pages(add, publish, learner, search):
    for number in range(12):
        add(kind="article", title=f"长征{number:02}", body="## 一\n\n略。")
    publish()
    first, second = search(learner, "长征"), search(learner, "长征", page=2)
    assert (first.total, len(first.results), len(second.results)) == (12, 10, 2)
    assert not set(titles(first)) & set(titles(second))
    assert titles(search(learner, "长征", page=99)) == titles(second)


def test_only_the_audience_finds(published, learner, outsider, instructor, search):
    assert search(learner, "接转").total
    assert search(outsider, "接转").total == 0
    assert search(instructor, "接转").total == 0


def test_what_is_withdrawn_vanishes_at_once(published, instructor, learner, search, at):
    services.withdraw_course(course=published, member=instructor, reason="x", at=at)
    assert search(learner, "接转").total == 0
    assert not SearchDocument.objects.exists()


def test_a_new_revision_replaces_what_was_found(published, lectures, publish, learner, search, at):
    services.remove_lecture(lecture=lectures[1], at=at)
    publish()
    assert "九十天提醒" not in titles(search(learner, "介绍信"))
    assert search(learner, "介绍信").total == 2


def test_captions_are_found_when_they_are_published_and_no_more_when_they_are_withdrawn(
    add, publish, make_asset, instructor, learner, search, at
):
    asset = make_asset()
    add(kind="video", title="录像讲解", asset=asset)
    publish()
    assert search(learner, "三会一课").total == 0
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n三会一课\n"
    caption = caption_asset(asset=asset, language="zh-hans", data=vtt.encode(), at=at)
    assert search(learner, "三会一课").total == 1
    withdraw_captions(caption=caption, act=Act(member=instructor, at=at))
    assert search(learner, "三会一课").total == 0
