"""An author makes a lecture of slides with plain forms; while she marks times, each change is saved over the API."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses import services
from courses.models import Lecture
from media.models import Asset

from .decks import add_pages, add_slides
from .test_member_pages import page
from .test_query_budgets import PAGE, queries

STUDIO = "/studio/lectures/{lecture}/"


@pytest.fixture
def deck(make_asset):
    return add_pages(make_asset(kind="deck", duration_ms=None, title="接转幻灯片"))


@pytest.fixture
def narrated(lectures, deck, make_asset, at) -> Lecture:
    sound = make_asset(kind="audio", duration_ms=60_000, title="讲解录音")
    return add_slides(chapter=lectures[0].chapter, deck=deck, narration=sound, at=at)


@pytest.fixture
def studio(instructor, client_of):
    client = client_of(instructor)
    client.cookies["school_language"] = "en"
    return client


def at_lecture(lecture: Lecture, name: str = "") -> str:
    return STUDIO.format(lecture=lecture.public_id) + name


def test_the_page_of_the_lecture_says_what_is_still_to_be_done(studio, narrated, deck):
    html = page(studio, at_lecture(narrated))
    assert "接转幻灯片" in html
    assert "2 pages have no time yet." in html
    deck.pages.filter(number=3).update(alt="")
    assert "1 page is a picture without words and has no description yet." in page(studio, at_lecture(narrated))


def test_a_new_lecture_of_slides_asks_for_them(studio, lectures):
    studio.post(f"/studio/chapters/{lectures[0].chapter.public_id}/lectures/slides/", {"title": "看图学"})
    lecture = Lecture.objects.get(title="看图学")
    assert at_lecture(lecture, "deck/") in page(studio, at_lecture(lecture))
    sent = SimpleUploadedFile("deck.pdf", b"%PDF-1.7 not really", "application/pdf")
    assert studio.post(at_lecture(lecture, "deck/"), {"file": sent}).status_code == 302
    lecture.refresh_from_db()
    assert lecture.deck is not None
    assert lecture.deck.organisation == lecture.chapter.course.organisation


def test_an_earlier_file_of_hers_is_taken_with_one_button(studio, narrated, make_asset):
    other = add_pages(make_asset(kind="deck", duration_ms=None, title="另一份"))
    speech = make_asset(kind="audio", title="另一段")
    assert "另一份" in page(studio, at_lecture(narrated, "deck/"))
    assert "另一段" in page(studio, at_lecture(narrated, "narration/"))
    studio.post(at_lecture(narrated, "deck/"), {"asset": other.public_id})
    studio.post(at_lecture(narrated, "narration/"), {"asset": speech.public_id})
    narrated.refresh_from_db()
    assert (narrated.deck, narrated.asset) == (other, speech)


def test_files_of_others_and_of_the_wrong_kind_are_not_taken(
    studio, narrated, deck, make_asset, foreign_instructor, foreign_branch
):
    foreign = make_asset(kind="deck", duration_ms=None)
    Asset.objects.filter(pk=foreign.pk).update(uploaded_by=foreign_instructor, organisation=foreign_branch)
    assert studio.post(at_lecture(narrated, "deck/"), {"asset": foreign.public_id}).status_code == 404
    wrong = studio.post(at_lecture(narrated, "deck/"), {"asset": narrated.asset.public_id}, follow=True)
    assert "This is a recording, not slides." in wrong.content.decode()
    assert "Please choose a file." in studio.post(at_lecture(narrated, "deck/"), follow=True).content.decode()
    narrated.refresh_from_db()
    assert narrated.deck == deck


def test_the_narration_is_taken_away_by_its_button(studio, narrated):
    studio.post(at_lecture(narrated, "narration/remove/"))
    narrated.refresh_from_db()
    assert narrated.asset is None


def test_pages_are_described_twenty_at_a_time_and_the_silent_ones_first_if_wished(studio, narrated, deck):
    deck.pages.all().delete()
    add_pages(deck, ["字"] * 21 + [""] * 2, alt="")
    html = page(studio, at_lecture(narrated, "pages/"))
    assert 'name="alt-20"' in html
    assert 'name="alt-21"' not in html
    silent = page(studio, at_lecture(narrated, "pages/?show=untold"))
    assert 'name="alt-22"' in silent
    assert 'name="alt-1"' not in silent
    saved = studio.post(at_lecture(narrated, "pages/?show=untold"), {"alt-22": " 校园\n地图 ", "alt-23": ""})
    assert saved.status_code == 302
    assert list(deck.pages.filter(number__gte=21).values_list("alt", flat=True)) == ["字", "校园 地图", ""]


def test_a_description_that_is_too_long_is_shown_again_with_the_reason(studio, narrated):
    answer = studio.post(at_lecture(narrated, "pages/"), {"alt-1": "长" * 301})
    assert answer.status_code == 422
    assert "长" * 301 in answer.content.decode()


def test_times_are_written_into_a_plain_form(studio, narrated):
    assert studio.post(at_lecture(narrated, "timing/"), {"page-2": "0:20", "page-3": "0:41.5"}).status_code == 302
    narrated.refresh_from_db()
    assert narrated.page_times == [0, 20_000, 41_500]
    assert 'value="0:41.5"' in page(studio, at_lecture(narrated, "timing/"))


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ({"page-2": "0:50", "page-3": "0:20"}, "It must begin after the page before it"),
        ({"page-2": "1:00"}, "It must begin after the page before it"),
        ({"page-2": "soon"}, "Please write minutes and seconds"),
    ],
)
def test_times_that_do_not_fit_are_shown_again_with_the_reason(studio, narrated, times, said):
    answer = studio.post(at_lecture(narrated, "timing/"), times)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    narrated.refresh_from_db()
    assert narrated.page_times == []


def test_marks_are_saved_over_the_api_one_state_after_another(studio, narrated):
    def put(times):
        path = f"/api/lectures/{narrated.public_id}/page-times"
        return studio.put(path, {"times": times}, content_type="application/json")

    assert put([0, 20_000, None]).json() == {"times": [0, 20_000, None]}
    refused = put([0, 20_000, 10_000])
    assert (refused.status_code, refused.json()["code"]) == (422, "page-times-invalid")
    narrated.refresh_from_db()
    assert narrated.page_times == [0, 20_000, None]


def test_until_both_files_are_ready_the_times_wait(studio, narrated, at):
    services.release_narration(lecture=narrated, at=at)
    assert "Slides and narration must both be ready first." in page(studio, at_lecture(narrated, "timing/"))


def test_an_article_has_no_pages_to_mark(studio, lectures):
    for name in ("deck/", "narration/", "pages/", "timing/"):
        assert studio.get(at_lecture(lectures[0], name)).status_code == 404


@pytest.mark.parametrize("name", ["", "deck/", "narration/", "pages/", "timing/", "preview/"])
def test_the_studio_asks_a_constant_number_of_questions(studio, narrated, deck, name):
    few = queries(studio, at_lecture(narrated, name))
    deck.pages.all().delete()
    add_pages(deck, ["字"] * 60)
    assert queries(studio, at_lecture(narrated, name)) == few <= PAGE
