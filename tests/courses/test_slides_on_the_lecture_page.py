"""Members see slides page by page; without script all of them stand there, with their words."""

from __future__ import annotations

import pytest

from courses import services
from tests.media.places import publish_files

from .decks import add_pages, add_slides
from .test_member_pages import page
from .test_query_budgets import PAGE, queries
from .test_segments import address, fetch


@pytest.fixture
def deck(make_asset):
    deck = add_pages(make_asset(kind="deck", duration_ms=None))
    publish_files(deck, {"page-1-small.webp": "picture"})
    return deck


@pytest.fixture
def publish(course, lectures, instructor, second_branch, at):
    def make(deck, narration=None, times=()):
        lecture = add_slides(chapter=lectures[0].chapter, deck=deck, narration=narration, times=times, at=at)
        services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
        return lecture

    return make


def test_all_pages_stand_there_with_pictures_in_two_sizes_words_and_descriptions(publish, deck, learner, client_of):
    lecture = publish(deck)
    html = page(client_of(learner), f"/lectures/{lecture.public_id}/")
    base = f"/play/{lecture.public_id}/{deck.public_id}/"
    assert f'srcset="{base}page-2-small.webp 640w, {base}page-2-large.webp 1600w"' in html
    assert 'alt="流程图"' in html
    assert "<p>介绍信九十天内有效</p>" in html
    assert "slides reading" in html
    assert f"/api/lectures/{lecture.public_id}/sections" in html


def test_programs_learn_where_the_pictures_are(publish, deck, learner, client_of):
    lecture = publish(deck)
    base = f"/play/{lecture.public_id}/{deck.public_id}/"
    pages = client_of(learner).get(f"/api/lectures/{lecture.public_id}").json()["pages"]
    assert [page["small"] for page in pages] == [f"{base}page-{number}-small.webp" for number in (1, 2, 3)]
    assert pages[2] == {
        "number": 3,
        "alt": "流程图",
        "small": f"{base}page-3-small.webp",
        "small_width": 640,
        "large": f"{base}page-3-large.webp",
        "width": 1600,
        "height": 900,
        "starts_ms": None,
    }


def test_with_a_narration_the_page_knows_when_to_turn(publish, deck, make_asset, learner, client_of):
    lecture = publish(deck, make_asset(kind="audio", duration_ms=60_000), [0, 20_000, 41_500])
    html = page(client_of(learner), f"/lectures/{lecture.public_id}/")
    assert 'data-slides-starts-value="[0.0, 20.0, 41.5]"' in html
    assert "<time>0:41</time>" in html
    assert 'data-controller="slides"' in html
    assert "data-player-lecture-value" in html


def test_a_preview_shows_the_draft_and_records_nothing(publish, deck, make_asset, instructor, client_of, at):
    lecture = publish(deck)
    deck.pages.filter(number=3).update(alt="新的说明")
    html = page(client_of(instructor), f"/studio/lectures/{lecture.public_id}/preview/")
    assert "新的说明" in html
    assert "slides reading" not in html


@pytest.mark.parametrize("narrated", [False, True])
def test_many_pages_cost_no_more_queries_than_few(publish, make_asset, learner, client_of, narrated):
    few, many = (add_pages(make_asset(kind="deck", duration_ms=None), ["字"] * count) for count in (1, 60))
    counts = []
    for deck, pages in ((few, 1), (many, 60)):
        sound = make_asset(kind="audio", duration_ms=600_000) if narrated else None
        lecture = publish(deck, sound, [1000 * number for number in range(pages)] if narrated else ())
        counts.append(queries(client_of(learner), f"/lectures/{lecture.public_id}/"))
    assert counts[0] == counts[1] <= PAGE


@pytest.mark.django_db(transaction=True)
def test_every_picture_is_checked_against_the_sign_in(publish, deck, learner, outsider, instructor, client_of, at):
    lecture = publish(deck)
    picture = address(lecture, deck, "page-1-small.webp")
    assert fetch(client_of(learner), picture)[0] == 200
    assert fetch(client_of(outsider), picture)[0] == 404
    assert fetch(client_of(instructor), picture)[0] == 200
    assert fetch(client_of(learner), address(lecture, deck, "page-9-small.webp"))[0] == 404
