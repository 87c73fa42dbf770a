"""The demo's slides: a real deck with Chinese words and its chimes, shown as soon as both are ready."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command

from courses.models import Course
from media.services import prepare_asset
from school.celery import app
from school.demo.showing_slides import TITLE, store_missing_slides
from tests.media.stores import use_store


@pytest.mark.django_db(transaction=True)
def test_slides_are_published_with_their_times_once_deck_and_narration_are_ready(settings, tmp_path, monkeypatch, at):
    settings.DEMO, settings.WORK_ROOT, settings.FFMPEG_PRESET = True, tmp_path / "work", "ultrafast"
    use_store(settings, (tmp_path / "assets").as_uri())
    # On the app, not in the settings: Celery has read those by the time another test has sent a task.
    monkeypatch.setitem(app.conf, "task_always_eager", False)
    call_command("seed_demo", people=100, today=date(2026, 11, 23), no_films=True, verbosity=0)
    deck, narration = store_missing_slides(at=at)
    prepare_asset(asset_id=deck.pk)
    course = Course.objects.get(title=TITLE)
    assert course.published_revision is None
    prepare_asset(asset_id=narration.pk)
    course.refresh_from_db()
    pages = course.published_revision.lectures.get().content["sections"]
    assert [page["starts_ms"] for page in pages] == [0, 12_000, 26_000, 38_000, 50_000]
    assert pages[0]["text"] == "组织关系跟着人走\n工作、学习、居住地变了\n组织关系随之转接"
    assert store_missing_slides(at=at) == []
