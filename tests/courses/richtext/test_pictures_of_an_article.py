"""Pictures of an article: who may see them, how long they are kept, and what an article may not show."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courses import services
from courses.models import Lecture, LectureRevision
from courses.pictures import PICTURE_USE, REVISION_USE, text_problems
from courses.richtext import images_in
from courses.services.duplicating import duplicate_lecture
from courses.services.history import undo_step
from courses.standard_kinds import freeze_article
from media.models import Asset, AssetUse
from media.services.collecting import unused_assets

from .conftest import figure

pytestmark = pytest.mark.django_db


def write(lecture: Lecture, at, body: str, **how) -> Lecture:
    fields = {"title": lecture.title, "summary": "", "minutes": lecture.minutes, "gate": {}}
    ends = {"intro_ends_ms": None, "credits_start_ms": None}
    return services.edit_lecture(lecture=lecture, body=body, at=at, **fields, **ends, **how)


def uses(asset: Asset) -> set[str]:
    return set(AssetUse.objects.filter(asset=asset).values_list("user_kind", flat=True))


def test_a_text_holds_the_pictures_it_shows_and_lets_go_of_others(lectures, make_picture, at):
    first, second = make_picture(), make_picture()
    write(lectures[0], at, figure(first))
    assert (uses(first), uses(second)) == ({PICTURE_USE}, set())
    write(lectures[0], at, figure(second))
    assert (uses(first), uses(second)) == (set(), {PICTURE_USE})
    later = at + timedelta(days=400)
    assert set(unused_assets(at=later)) == {first}
    services.remove_lecture(lecture=lectures[0], at=at)
    assert uses(second) == set()


def test_what_was_published_is_kept_when_the_draft_shows_it_no_more(
    course, lectures, make_picture, instructor, second_branch, at
):
    picture = make_picture()
    write(lectures[0], at, figure(picture))
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    write(lectures[0], at, "<p>文</p>")
    assert uses(picture) == {REVISION_USE}
    frozen = LectureRevision.objects.get(lecture=lectures[0]).content["pictures"]
    assert frozen == {picture.public_id: {"width": 960, "height": 640, "widths": [480, 960]}}


def test_undoing_brings_a_picture_back_that_the_history_kept(course, lectures, make_picture, instructor, at):
    picture = make_picture()
    write(lectures[0], at, figure(picture))
    write(lectures[0], at, "<p>文</p>", by=instructor)
    assert uses(picture) == {"draft_step"}
    course.refresh_from_db()
    undo_step(course=course, number=course.steps.last_done().number, by=instructor, at=at)
    assert PICTURE_USE in uses(picture)


def test_a_copy_of_the_lecture_shows_the_same_pictures(lectures, make_picture, instructor, at):
    picture = make_picture()
    write(lectures[0], at, figure(picture))
    copy = duplicate_lecture(lecture=lectures[0], by=instructor, at=at)
    services.remove_lecture(lecture=lectures[0], at=at)
    assert AssetUse.objects.filter(asset=picture, user_id=copy.public_id).exists()
    assert not text_problems(copy)


def test_a_text_cannot_show_pictures_of_others(lectures, make_picture, make_asset, engineering, at):
    foreign = make_picture()
    Asset.objects.filter(pk=foreign.pk).update(organisation=engineering)
    for asset in (foreign, make_asset()):
        write(lectures[0], at, figure(asset))
        assert uses(asset) == set()
        assert "pictures" not in freeze_article(lectures[0])
        assert len(text_problems(lectures[0])) == 1


def test_a_picture_must_be_described_or_called_decoration_before_publishing(lectures, make_picture, at):
    picture = make_picture()
    undescribed = figure(picture).replace(' alt="接转流程"', "")
    lecture = write(lectures[0], at, undescribed)
    assert images_in(lecture.body)[0].alt is None
    assert len(text_problems(lecture)) == 1
    for alt in ("", "流程"):
        assert text_problems(write(lectures[0], at, figure(picture, alt))) == []


def test_a_formula_that_cannot_be_set_stands_in_the_way_with_its_source(lectures, at):
    lecture = write(lectures[0], at, '<p>x <code class="formula">\\frac{1}</code></p>')
    [problem] = text_problems(lecture)
    assert "\\frac{1}" in problem


def test_a_text_that_says_the_same_stays_as_it_was_written(lectures, at):
    Lecture.objects.filter(pk=lectures[0].pk).update(body="## 一\n\n文")
    lectures[0].refresh_from_db()
    assert write(lectures[0], at, "<h2>一</h2>\n<p>文</p>").body == "## 一\n\n文"
    assert write(lectures[0], at, "<h2>一</h2>\n<p>文 字</p>").body == "<h2>一</h2>\n<p>文 字</p>"
