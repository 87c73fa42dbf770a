"""The studio's pages for history, copies, other courses and deleted drafts, and the calls of the outline."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses import services
from courses.models import Chapter, Course, Lecture

from .test_member_pages import page
from .test_order_of_the_draft import titles
from .test_studio import form_of, post, studio  # noqa: F401  # a fixture

PAGE = 12


def put(client, address: str, body: dict, status: int = 200) -> dict:
    answer = client.put(address, json.dumps(body), content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def test_lectures_are_added_on_the_outline(studio, course, lectures):  # noqa: F811
    chapter = lectures[0].chapter
    address = f"/studio/chapters/{chapter.public_id}/lectures/"
    made = post(studio, address, {"title": "新的一讲", "kind": "live_session"})
    lecture = Lecture.objects.get(title="新的一讲")
    assert made["location"] == f"/studio/courses/{course.public_id}/#{lecture.public_id}"
    assert (lecture.kind, lecture.position) == ("live_session", 3)
    post(studio, address, {"title": "", "kind": "article"})
    assert Lecture.objects.count() == 4


def test_every_registered_kind_can_be_made_and_edited_from_the_outline(studio, course, lectures):  # noqa: F811
    html = page(studio, f"/studio/courses/{course.public_id}/")
    for kind in ("video", "audio", "article", "slides", "quiz", "live_session"):
        assert f'<option value="{kind}">' in html
        lecture = services.add_lecture(chapter=lectures[0].chapter, kind=kind, title=kind, at=course.created_at)
        page(studio, f"/studio/lectures/{lecture.public_id}/")


def test_the_calls_of_the_outline_place_and_answer_late_orders(studio, course, lectures):  # noqa: F811
    course.refresh_from_db()
    goal, seen = lectures[2].chapter.public_id, course.outline_version
    address = f"/api/drafts/lectures/{lectures[0].public_id}/place"
    body = {"version": seen, "chapter": goal, "before": lectures[2].public_id}
    assert put(studio, address, body)["version"] == seen + 1
    assert titles(course) == [("规定", "九十天提醒"), ("操作", "为什么要接转"), ("操作", "批量办理")]
    assert put(studio, address, body, 409)["code"] == "draft-moved"
    chapter = f"/api/drafts/chapters/{goal}/place"
    put(studio, chapter, {"version": seen + 1, "before": lectures[1].chapter.public_id})
    assert Chapter.objects.in_draft().first().public_id == goal


def test_a_title_is_saved_in_place_unless_somebody_was_faster(studio, course, lectures):  # noqa: F811
    address = f"/api/drafts/lectures/{lectures[0].public_id}/title"
    assert put(studio, address, {"title": " 新  题 ", "before": "为什么要接转"}) == {"title": "新 题"}
    assert put(studio, address, {"title": "另一题", "before": "为什么要接转"}, 409)["code"] == "title-changed"
    put(studio, f"/api/drafts/courses/{course.public_id}/title", {"title": "新课", "before": course.title})
    chapter = lectures[0].chapter
    put(studio, f"/api/drafts/chapters/{chapter.public_id}/title", {"title": "总则", "before": chapter.title})
    course.refresh_from_db()
    assert (course.title, Chapter.objects.get(pk=chapter.pk).title) == ("新课", "总则")


def test_the_form_of_a_lecture_is_saved_while_it_is_typed(studio, course, lectures):  # noqa: F811
    address = f"/api/drafts/lectures/{lectures[0].public_id}"
    fields = {name: [value] for name, value in form_of(lectures[0]).items()}
    typed = {"version": 1, "fields": fields | {"summary": ["一句话"]}}
    assert put(studio, address, typed) == {"version": 2}
    assert put(studio, address, typed) == {"version": 2}, "what stands already is no new version"
    assert put(studio, address, {"version": 1, "fields": fields}, 409)["code"] == "lecture-changed"
    empty = put(studio, address, {"version": 2, "fields": fields | {"title": [""]}}, 422)
    assert (empty["code"], empty["detail"][:6]) == ("lecture-invalid", "Title:")
    lectures[0].refresh_from_db()
    assert lectures[0].summary == "一句话"


def test_without_script_a_late_form_shows_both_texts_and_saves_neither(studio, course, lectures):  # noqa: F811
    address = f"/studio/lectures/{lectures[0].public_id}/"
    post(studio, address, form_of(lectures[0]) | {"version": "1", "summary": "先存的"})
    late = post(studio, address, form_of(lectures[0]) | {"version": "1", "summary": "后写的"}, 409)
    html = late.content.decode()
    assert "先存的" in html
    assert "后写的" in html
    lectures[0].refresh_from_db()
    assert lectures[0].summary == "先存的"
    post(studio, address, form_of(lectures[0]) | {"version": "2", "summary": "后写的"})
    lectures[0].refresh_from_db()
    assert lectures[0].summary == "后写的"


def test_the_history_is_read_undone_and_put_back(studio, course, lectures):  # noqa: F811
    post(studio, f"/studio/lectures/{lectures[0].public_id}/delete/")
    post(studio, f"/studio/chapters/{lectures[2].chapter.public_id}/", {"title": "实务"})
    address = f"/studio/courses/{course.public_id}/history/"
    html = page(studio, address)
    assert "Took out “为什么要接转”." in html
    assert "Renamed the chapter “操作” to “实务”." in html
    back = post(studio, f"/studio/courses/{course.public_id}/undo/", {"number": "2", "back": address})
    assert back["location"] == address
    assert Chapter.objects.get(pk=lectures[2].chapter_id).title == "操作"
    post(studio, f"/studio/courses/{course.public_id}/redo/", {"number": "2"})
    assert Chapter.objects.get(pk=lectures[2].chapter_id).title == "实务"
    step = course.steps.get(number=1)
    elsewhere = post(studio, f"{address}{step.public_id}/", {"back": "//elsewhere.example/"})
    assert elsewhere["location"] == f"/studio/courses/{course.public_id}/"
    assert lectures[0] in Lecture.objects.in_draft()
    assert "Put back" not in page(studio, address)


def test_an_undo_that_comes_late_says_so(studio, course, lectures):  # noqa: F811
    answer = studio.post(f"/studio/courses/{course.public_id}/undo/", {"number": "7"}, follow=True)
    assert "The history has changed in the meantime." in answer.content.decode()


def test_copies_are_made_by_their_buttons(studio, course, lectures):  # noqa: F811
    post(studio, f"/studio/lectures/{lectures[0].public_id}/duplicate/")
    post(studio, f"/studio/chapters/{lectures[2].chapter.public_id}/duplicate/")
    assert len(titles(course)) == 5
    post(studio, f"/studio/courses/{course.public_id}/duplicate/")
    assert Course.objects.count() == 2


def test_a_lecture_goes_to_a_course_that_is_searched(studio, course, lectures, economics, instructor, at):  # noqa: F811
    other = services.create_course(organisation=economics, member=instructor, title="谈心谈话", at=at)
    address = f"/studio/lectures/{lectures[0].public_id}/send/"
    assert "谈心谈话" in page(studio, f"{address}?q=谈心")
    assert "谈心谈话" not in page(studio, f"{address}?q=别的")
    assert "has no chapter yet" in page(studio, f"{address}?course={other.public_id}")
    chapter = services.add_chapter(course=other, title="章", at=at)
    assert "Move it there" in page(studio, f"{address}?course={other.public_id}")
    post(studio, address, {"course": other.public_id, "chapter": chapter.public_id, "act": "move"})
    assert titles(other) == [("章", "为什么要接转")]
    whole = f"/studio/chapters/{lectures[2].chapter.public_id}/send/"
    post(studio, whole, {"course": other.public_id, "act": "copy"})
    assert ("操作", "批量办理") in titles(other)
    page(studio, f"{whole}?course={course.public_id}", 404)


def test_what_was_published_is_offered_as_a_copy_only(
    studio,  # noqa: F811
    published,
    lectures,
    economics,
    instructor,
    at,
):
    other = services.create_course(organisation=economics, member=instructor, title="谈心谈话", at=at)
    services.add_chapter(course=other, title="章", at=at)
    html = page(studio, f"/studio/lectures/{lectures[0].public_id}/send/?course={other.public_id}")
    assert "Move it there" not in html
    assert "stays with it" in html


def test_a_draft_is_deleted_found_and_put_back(studio, course):  # noqa: F811
    address = f"/studio/courses/{course.public_id}/"
    assert "It was never published." in page(studio, f"{address}delete/")
    post(studio, f"{address}delete/")
    page(studio, address, 404)
    assert course.title not in page(studio, "/studio/")
    assert course.title in page(studio, "/studio/?state=removed")
    post(studio, f"{address}put-back/")
    page(studio, address)
    assert "No course has been deleted." in page(studio, "/studio/?state=removed")


def test_the_list_is_sorted_by_title(studio, economics, instructor, at):  # noqa: F811
    for title in ("B课", "A课", "C课"):
        services.create_course(organisation=economics, member=instructor, title=title, at=at)
    html = page(studio, "/studio/?order=title")
    assert html.index("A课") < html.index("B课") < html.index("C课")


@pytest.mark.parametrize("name", ["", "history/", "about/", "delete/"])
def test_pages_of_a_draft_ask_a_constant_number_of_questions(studio, course, instructor, at, name):  # noqa: F811
    address = f"/studio/courses/{course.public_id}/{name}"
    studio.get("/offline/")
    counts = []
    for count in (1, 20):
        chapter = services.add_chapter(course=course, title=f"章{count}", at=at, by=instructor)
        for number in range(count):
            services.add_lecture(chapter=chapter, kind="article", title=str(number), at=at, by=instructor)
        services.remove_lecture(lecture=chapter.lectures.first(), at=at, by=instructor)
        studio.get(address)
        with CaptureQueriesContext(connection) as asked:
            page(studio, address)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= PAGE
