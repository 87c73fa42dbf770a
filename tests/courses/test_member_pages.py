"""What members meet: the catalogue, a course, a lecture."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courses import services
from media.services import caption_asset

from .test_publishing_freezes import edit

VTT = "WEBVTT\n\n1\n00:06:12.000 --> 00:06:20.000\n介绍信开出以后，<b>原支部</b>并没有放手。\n"


@pytest.fixture
def shelf(economics, second_branch, instructor, at):
    """make(30) → that many published courses, every third one required."""

    def make(count: int) -> None:
        for number in range(count):
            course = services.create_course(
                organisation=economics, member=instructor, title=f"课程{number:02}", required=number % 3 == 0, at=at
            )
            chapter = services.add_chapter(course=course, title="章", at=at)
            services.add_lecture(chapter=chapter, kind="article", title="讲", body="字" * 900, at=at)
            services.publish_course(
                course=course, member=instructor, audiences=[second_branch], at=at + timedelta(minutes=number)
            )

    return make


def page(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content[:400]
    return response.content.decode()


def test_the_catalogue_lists_what_is_open_to_the_member(published, learner, client_of):
    html = page(client_of(learner), "/courses/")
    assert "组织关系接转" in html
    assert f"/courses/{published.public_id}/" in html


def test_an_empty_catalogue_says_what_to_do(learner, client_of):
    assert 'class="empty"' in page(client_of(learner), "/courses/")


def test_the_catalogue_is_searched_by_title(shelf, learner, client_of):
    shelf(3)
    html = page(client_of(learner), "/courses/?q=程01")
    assert "课程01" in html
    assert "课程02" not in html
    assert 'class="empty"' in page(client_of(learner), "/courses/?q=没有这样的课")


def test_the_catalogue_tells_required_from_elective(shelf, learner, client_of):
    shelf(3)
    assert "课程01" not in page(client_of(learner), "/courses/?show=required")
    elective = page(client_of(learner), "/courses/?show=elective")
    assert "课程01" in elective
    assert "课程00" not in elective


def test_the_catalogue_is_walked_in_pages(shelf, learner, client_of):
    shelf(21)
    client = client_of(learner)
    assert "课程20" in page(client, "/courses/")
    second = page(client, "/courses/?page=2")
    assert "课程00" in second
    assert "课程20" not in second


def test_a_course_page_leads_to_the_next_lecture(published, lectures, learner, client_of, facts):
    facts.completed_ids.add((learner.pk, lectures[0].pk))
    html = page(client_of(learner), f"/courses/{published.public_id}/")
    assert f'class="button" href="/lectures/{lectures[1].public_id}/"' in html
    assert html.count('class="earned"') == 1


def test_a_locked_lecture_says_why_and_is_no_link(course, lectures, instructor, second_branch, learner, client_of, at):
    edit(lectures[1], at, gate={"completed": lectures[0].public_id})
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    client = client_of(learner)
    html = page(client, f"/courses/{course.public_id}/")
    assert f"/lectures/{lectures[1].public_id}/" not in html
    assert "为什么要接转”" in html
    refused = page(client, f"/lectures/{lectures[1].public_id}/", 403)
    assert "为什么要接转" in refused


def test_a_lecture_page_shows_the_article_in_sections(published, lectures, learner, client_of):
    html = page(client_of(learner), f"/lectures/{lectures[0].public_id}/")
    assert '<section id="section-2" data-reading-target="section" data-section="2"><h2>为什么要接转</h2>' in html
    assert f"/lectures/{lectures[1].public_id}/" in html


def test_members_do_not_see_an_edit_until_it_is_published(
    published, lectures, learner, instructor, second_branch, client_of, at
):
    client = client_of(learner)
    address = f"/lectures/{lectures[0].public_id}/"
    edit(lectures[0], at, title="新的题目", body="新的文字")
    assert "新的" not in page(client, address)
    assert "新的" not in page(client, f"/courses/{published.public_id}/")
    services.publish_course(course=published, member=instructor, audiences=[second_branch], at=at)
    assert "新的文字" in page(client, address)


def test_a_script_in_an_article_does_not_reach_the_member(
    course, lectures, learner, instructor, second_branch, client_of, at
):
    edit(lectures[0], at, body="## 题\n\n<script>alert(1)</script><img src=x onerror=alert(1)>正文")
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    html = page(client_of(learner), f"/lectures/{lectures[0].public_id}/")
    assert "正文" in html
    assert "alert(1)" not in html
    assert "onerror" not in html


def test_a_recording_comes_with_its_player_and_transcript(
    course, lectures, learner, instructor, second_branch, client_of, at, make_asset
):
    asset = make_asset()
    caption_asset(asset=asset, language="zh-hans", data=VTT.encode(), at=at)
    video = services.add_lecture(chapter=lectures[0].chapter, kind="video", title="演示", asset=asset, at=at)
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    html = page(client_of(learner), f"/lectures/{video.public_id}/")
    assert f"/play/{video.public_id}/{asset.public_id}/" in html
    assert "<time>6:12</time>" in html
    assert ">介绍信开出以后，原支部并没有放手。</span>" in html


@pytest.mark.parametrize("name", ["outsider", "foreign_secretary", "foreign_instructor", "instructor"])
def test_whoever_is_not_in_the_audience_gets_404(published, lectures, name, request, client_of):
    client = client_of(request.getfixturevalue(name))
    assert published.title not in page(client, "/courses/")
    page(client, f"/courses/{published.public_id}/", 404)
    page(client, f"/lectures/{lectures[0].public_id}/", 404)


def test_a_withdrawn_course_is_gone(published, lectures, learner, instructor, client_of, at):
    services.withdraw_course(course=published, member=instructor, reason="过期", at=at)
    client = client_of(learner)
    page(client, f"/courses/{published.public_id}/", 404)
    page(client, f"/lectures/{lectures[0].public_id}/", 404)


def test_nobody_sees_anything_without_signing_in(published, lectures, client):
    for address in ("/courses/", f"/courses/{published.public_id}/", f"/lectures/{lectures[0].public_id}/", "/studio/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response["location"].startswith("/accounts/login/")
