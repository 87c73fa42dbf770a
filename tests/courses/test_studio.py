"""The studio, as an author walks through it with plain forms."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import strip_tags

from courses import services
from courses.models import Chapter, Course, Lecture, LectureRevision
from media.models import Asset

from .test_member_pages import page
from .test_publishing_freezes import edit


@pytest.fixture
def studio(instructor, client_of):
    client = client_of(instructor)
    client.cookies["school_language"] = "en"
    return client


def post(client, address: str, data: dict | None = None, status: int = 302):
    response = client.post(address, data or {})
    assert response.status_code == status, response.content[:400]
    return response


def form_of(lecture: Lecture) -> dict:
    return {"title": lecture.title, "summary": lecture.summary, "minutes": "", "body": lecture.body}


def test_from_an_empty_studio_to_a_published_course(studio, learner, client_of, economics, second_branch, third_branch):
    assert 'class="empty"' in page(studio, "/studio/")
    made = post(
        studio, "/studio/courses/new/", {"title": "发展党员流程", "summary": "", "organisation": economics.public_id}
    )
    course = Course.objects.get()
    assert made["location"] == f"/studio/courses/{course.public_id}/"
    post(studio, f"/studio/courses/{course.public_id}/chapters/", {"title": "第一章"})
    chapter = Chapter.objects.get()
    post(studio, f"/studio/chapters/{chapter.public_id}/lectures/article/", {"title": "二十五步"})
    lecture = Lecture.objects.get()
    problems = page(studio, f"/studio/courses/{course.public_id}/publish/")
    assert "“二十五步” has no text yet." in problems
    post(studio, f"/studio/lectures/{lecture.public_id}/", form_of(lecture) | {"body": "## 申请\n\n递交申请书。"})
    chosen = f"/studio/courses/{course.public_id}/publish/?organisations={second_branch.public_id}"
    assert "1 member will see this course." in page(studio, chosen)
    assert not Course.objects.filter(state="published").exists()
    post(studio, f"/studio/courses/{course.public_id}/publish/", {"organisations": [second_branch.public_id]})
    assert "递交申请书" in page(client_of(learner), f"/lectures/{lecture.public_id}/")


def test_the_studio_is_searched_and_narrowed_by_state(studio, course, published, economics, instructor, at):
    services.create_course(organisation=economics, member=instructor, title="草稿一份", at=at)
    assert "草稿一份" in page(studio, "/studio/")
    assert "草稿一份" not in page(studio, "/studio/?state=published")
    assert "组织关系接转" not in page(studio, "/studio/?q=草稿")


def test_a_chapter_is_renamed_moved_and_deleted(studio, course, lectures):
    first, second = lectures[0].chapter, lectures[2].chapter
    post(studio, f"/studio/chapters/{first.public_id}/", {"title": "总则"})
    post(studio, f"/studio/chapters/{first.public_id}/move/", {"direction": "down"})
    assert list(Chapter.objects.in_draft().values_list("title", flat=True)) == ["操作", "总则"]
    assert "2 lectures" in page(studio, f"/studio/chapters/{first.public_id}/delete/")
    assert Chapter.objects.in_draft().count() == 2
    post(studio, f"/studio/chapters/{first.public_id}/delete/")
    assert list(Chapter.objects.in_draft()) == [second]
    page(studio, f"/studio/chapters/{first.public_id}/", 404)


def test_a_lecture_is_moved_and_deleted(studio, course, lectures):
    post(studio, f"/studio/lectures/{lectures[0].public_id}/move/", {"direction": "down"})
    assert Lecture.objects.in_draft().first() == lectures[1]
    assert Lecture.objects.in_draft().count() == 3
    page(studio, f"/studio/lectures/{lectures[0].public_id}/delete/")
    post(studio, f"/studio/lectures/{lectures[0].public_id}/delete/")
    assert lectures[0] not in Lecture.objects.in_draft()


def condition(operator: str, value: str) -> dict:
    """The page of the opening condition with one line, saved."""
    lines = {"line": ["0", "0.0"], "operator-0": "all", "operator-0.0": operator, "value-0.0": value}
    return lines | {"act": "save"}


def test_the_condition_of_a_lecture_is_set_on_its_own_page_and_read_in_words(studio, course, lectures):
    address = f"/studio/lectures/{lectures[1].public_id}/"
    post(studio, address + "gate/", condition("completed", lectures[0].public_id))
    lectures[1].refresh_from_db()
    assert lectures[1].gate == {"all": [{"completed": lectures[0].public_id}]}
    html = page(studio, address)
    assert "It is open when" in html
    assert lectures[0].title in html
    assert f'<option value="{lectures[0].public_id}" selected>' in page(studio, address + "gate/")
    post(studio, address + "gate/", {"line": ["0"], "operator-0": "all", "act": "save"})
    lectures[1].refresh_from_db()
    assert lectures[1].gate == {}
    assert "It is open" not in page(studio, address)


def test_a_lecture_cannot_wait_for_a_later_one(studio, course, lectures):
    later = condition("completed", lectures[2].public_id)
    post(studio, f"/studio/lectures/{lectures[0].public_id}/gate/", later, 422)
    lectures[0].refresh_from_db()
    assert lectures[0].gate == {}


def test_a_lecture_cannot_wait_for_one_of_another_course(studio, course, lectures, economics, instructor, at):
    other = services.create_course(organisation=economics, member=instructor, title="另一门", at=at)
    chapter = services.add_chapter(course=other, title="章", at=at)
    elsewhere = services.add_lecture(chapter=chapter, kind="article", title="别处", body="文", at=at)
    post(studio, f"/studio/lectures/{lectures[2].public_id}/gate/", condition("completed", elsewhere.public_id), 422)
    lectures[2].refresh_from_db()
    assert lectures[2].gate == {}


def test_the_form_of_a_lecture_keeps_its_condition(studio, course, lectures, at):
    rich = {"not": {"completed": lectures[0].public_id}}
    edit(lectures[1], at, gate=rich)
    post(studio, f"/studio/lectures/{lectures[1].public_id}/", form_of(lectures[1]) | {"title": "改题"})
    lectures[1].refresh_from_db()
    assert (lectures[1].title, lectures[1].gate) == ("改题", rich)


def test_intro_and_credits_are_given_in_minutes_and_seconds(studio, course, lectures, at, make_asset):
    video = services.add_lecture(chapter=lectures[0].chapter, kind="video", title="演示", asset=make_asset(), at=at)
    address = f"/studio/lectures/{video.public_id}/"
    post(studio, address, {"title": "演示", "intro_ends": "0:12", "credits_start": "9:50"})
    video.refresh_from_db()
    assert (video.intro_ends_ms, video.credits_start_ms) == (12_000, 590_000)
    assert 'value="9:50"' in page(studio, address)
    post(studio, address, {"title": "演示", "intro_ends": "9:50", "credits_start": "0:12"}, 200)
    post(studio, address, {"title": "演示", "intro_ends": "gleich"}, 200)


def test_a_file_arrives_with_a_plain_form(studio, course, lectures, at):
    video = services.add_lecture(chapter=lectures[0].chapter, kind="video", title="演示", at=at)
    sent = SimpleUploadedFile("phone.mp4", b"\x00\x00\x00\x18ftypmp42not really", "video/mp4")
    post(studio, f"/studio/lectures/{video.public_id}/recording/", {"file": sent})
    video.refresh_from_db()
    assert video.asset is not None
    assert video.asset.organisation == course.organisation


def test_an_upload_that_has_arrived_is_attached_by_its_id(studio, course, lectures, at, make_asset):
    video = services.add_lecture(chapter=lectures[0].chapter, kind="video", title="演示", at=at)
    asset = make_asset()
    post(studio, f"/studio/lectures/{video.public_id}/recording/", {"asset": asset.public_id})
    video.refresh_from_db()
    assert video.asset == asset


def test_somebody_elses_upload_cannot_be_attached(
    studio, course, lectures, at, make_asset, foreign_instructor, foreign_branch
):
    foreign = make_asset()
    Asset.objects.filter(pk=foreign.pk).update(uploaded_by=foreign_instructor, organisation=foreign_branch)
    video = services.add_lecture(chapter=lectures[0].chapter, kind="video", title="演示", at=at)
    post(studio, f"/studio/lectures/{video.public_id}/recording/", {"asset": foreign.public_id}, 404)
    post(studio, f"/studio/lectures/{video.public_id}/recording/")
    video.refresh_from_db()
    assert video.asset is None


def test_a_preview_shows_the_draft_and_is_marked(studio, published, lectures, at, facts):
    edit(lectures[0], at, title="新的题目", body="新的文字")
    course_page = page(studio, f"/studio/courses/{published.public_id}/preview/")
    assert "新的题目" in course_page
    assert "This is a preview of the draft." in course_page
    lecture_page = page(studio, f"/studio/lectures/{lectures[0].public_id}/preview/")
    assert "新的文字" in lecture_page
    assert 'data-controller="reading"' not in lecture_page
    assert f"/studio/lectures/{lectures[1].public_id}/preview/" in lecture_page
    assert LectureRevision.objects.count() == 3


def test_publishing_again_says_whom_it_affects_and_what_changes(
    studio, published, lectures, second_branch, learner, at
):
    edit(lectures[0], at, title="新的题目")
    services.remove_lecture(lecture=lectures[1], at=at)
    html = page(studio, f"/studio/courses/{published.public_id}/publish/?organisations={second_branch.public_id}")
    assert "1 member who sees the course now is affected" in html
    words = " ".join(strip_tags(html).split())
    assert "taken out九十天提醒 0 members have begun" in words
    assert "wording新的题目 0 members have begun" in words


def test_an_organisation_beyond_reach_cannot_be_chosen(studio, course, lectures, foreign_branch, college):
    for organisation in (foreign_branch, college):
        chosen = {"organisations": [organisation.public_id]}
        post(studio, f"/studio/courses/{course.public_id}/publish/", chosen, 422)
    course.refresh_from_db()
    assert course.state == "draft"


def test_publishing_again_keeps_an_audience_beyond_ones_reach(
    studio, course, lectures, instructor, foreign_branch, second_branch, at
):
    services.publish_course(course=course, member=instructor, audiences=[foreign_branch], at=at)
    post(studio, f"/studio/courses/{course.public_id}/publish/", {"organisations": [second_branch.public_id]})
    audience = set(course.audiences.values_list("organisation", flat=True))
    assert audience == {foreign_branch.pk, second_branch.pk}


def test_withdrawing_asks_for_a_reason_first(studio, published, learner):
    address = f"/studio/courses/{published.public_id}/withdraw/"
    assert "1 member will no longer see it." in page(studio, address)
    post(studio, address, {"reason": ""}, 200)
    published.refresh_from_db()
    assert published.is_published
    post(studio, address, {"reason": "内容过期"})
    published.refresh_from_db()
    assert published.state == "withdrawn"
    page(studio, address, 409)


def test_a_new_course_can_only_be_owned_within_reach(studio, foreign_branch):
    data = {"title": "课", "organisation": foreign_branch.public_id}
    post(studio, "/studio/courses/new/", data, 200)
    assert not Course.objects.exists()


def addresses(course: Course, lecture: Lecture) -> list[str]:
    of_course = [f"/studio/courses/{course.public_id}/{part}" for part in ("", "about/", "preview/", "publish/")]
    of_chapter = [f"/studio/chapters/{lecture.chapter.public_id}/{part}" for part in ("", "delete/", "lectures/video/")]
    of_lecture = [f"/studio/lectures/{lecture.public_id}/{part}" for part in ("", "delete/", "preview/")]
    return of_course + of_chapter + of_lecture


def acts(course: Course, lecture: Lecture) -> list[str]:
    return [
        f"/studio/courses/{course.public_id}/chapters/",
        f"/studio/courses/{course.public_id}/publish/",
        f"/studio/courses/{course.public_id}/withdraw/",
        f"/studio/chapters/{lecture.chapter.public_id}/move/",
        f"/studio/lectures/{lecture.public_id}/move/",
        f"/studio/lectures/{lecture.public_id}/recording/",
    ]


@pytest.mark.parametrize(("name", "status"), [("foreign_instructor", 404), ("outsider", 404), ("learner", 403)])
def test_the_studio_is_closed_to_others(published, lectures, name, status, request, client_of):
    client = client_of(request.getfixturevalue(name))
    before = Course.objects.get(pk=published.pk).changed_at
    for address in addresses(published, lectures[0]):
        page(client, address, status)
    for address in acts(published, lectures[0]):
        post(client, address, {"title": "x", "direction": "down", "reason": "x"}, status)
    assert Course.objects.get(pk=published.pk).changed_at == before
    assert published.title not in page(client, "/studio/", 200 if name == "foreign_instructor" else 403)
