"""Films are made on the spot, captioned, and join their course once they can be played."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command

from courses.models import Course
from media.captions.importing import read_captions
from media.models import Asset
from media.probing import probe
from media.services import prepare_asset
from quizzes.timeline_rules import markers_of
from school.celery import app
from school.demo import showing
from school.demo.courseware import courses
from school.demo.filming import captions, make_film
from school.demo.showing import store_missing_films
from school.demo.showing_pictures import FILE, TITLE, show_illustrated
from tests.media.stores import use_store

pytestmark = pytest.mark.ffmpeg

(SHORTEST,) = [course for course in courses() if course.slug == "probation-dates"]
FILM = SHORTEST.film(SHORTEST.lectures[0])


def test_a_film_has_picture_and_sound_and_the_length_of_its_slides(tmp_path):
    source = probe(make_film(FILM, folder=tmp_path, name="film"), tick=lambda: None)
    assert source.picture is not None
    assert source.sound is not None
    assert abs(source.duration_ms - FILM.seconds * 1000) < 500


def test_captions_have_a_cue_for_every_slide():
    reading = read_captions(captions(FILM))
    assert len(reading.captions.cues) == len(FILM.slide)
    assert FILM.slide[0].caption in reading.captions.cues[0].text
    assert not reading.findings


@pytest.mark.django_db(transaction=True)
def test_a_film_is_published_with_its_course_as_soon_as_it_can_be_played(settings, tmp_path, monkeypatch, at):
    settings.DEMO, settings.WORK_ROOT = True, tmp_path / "work"
    use_store(settings, (tmp_path / "assets").as_uri())
    # On the app, not in the settings: Celery has read those by the time another test has sent a task.
    monkeypatch.setitem(app.conf, "task_always_eager", False)
    call_command("seed_demo", people=100, today=date(2026, 11, 23), no_films=True, verbosity=0)
    monkeypatch.setattr(showing, "courses", lambda: [SHORTEST])
    (asset,) = store_missing_films(at=at)
    course = Course.objects.get(title=SHORTEST.head.title)
    assert course.published_revision.number == 1
    prepare_asset(asset_id=asset.pk)
    course.refresh_from_db()
    assert course.published_revision.number == 2
    assert [row.kind for row in course.published_revision.lectures.in_order()] == ["video", "article", "quiz"]
    film = course.published_revision.lectures.get(kind="video")
    assert [marker.at_ms for marker in markers_of(film.content)] == [22_000, 45_000]
    assert store_missing_films(at=at) == []
    assert Asset.objects.count() == 1
    show_illustrated(at=at)
    show_illustrated(at=at)
    article, table = Course.objects.get(title=TITLE).published_revision.lectures.in_order()
    assert len(article.content["pictures"]) == 1
    assert all(part in str(article.content) for part in ("<math", "<table", "callout-important"))
    assert table.content["file"]["name"] == FILE
