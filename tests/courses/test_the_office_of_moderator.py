"""The office of a moderator from end to end: what it opens, how far it reaches, and what it does not open."""

from __future__ import annotations

import pytest
from django.utils import translation

from courses.models import Lecture
from school.discussion.models import Post, PostState, Thread
from school.organisation.models import Role, Task

pytestmark = pytest.mark.django_db

ROOMS = {
    # address: (moderator of the college, moderator of a branch below the owner, host, secretary), none of them authors
    "/moderation/": (200, 200, 403, 403),
    "/moderation/blocks/": (200, 200, 403, 403),
    "/moderation/posts/{post}/": (200, 404, 403, 403),
    "/moderation/posts/{post}/block/": (200, 404, 403, 403),
    "/lectures/{lecture}/discussion/": (200, 404, 404, 200),
    "/lectures/{lecture}/discussion/{thread}/": (200, 404, 404, 200),
    "/courses/{course}/discussion/": (200, 404, 404, 200),
    # Looking after what is said opens neither the lecture nor its studio.
    "/lectures/{lecture}/": (404, 404, 404, 200),
    "/studio/courses/{course}/": (404, 404, 404, 403),
    "/desk/": (403, 403, 403, 200),
}


@pytest.fixture
def lecture(published, lectures) -> Lecture:
    return lectures[0]


@pytest.fixture
def people(make_member, third_branch, college, secretary):
    """In the order of the table. Only the secretary's branch is invited to the course."""
    return (
        make_member("吴敏", third_branch, Role.MODERATOR, at_organisation=college),
        make_member("郑洁", third_branch, Role.MODERATOR, at_organisation=third_branch),
        make_member("冯远", third_branch, Role.HOST, at_organisation=third_branch),
        secretary,
    )


@pytest.fixture
def thread(client_of, learner, lecture) -> Thread:
    asked = {"title": "什么时候办", "body": "九十天内吗？", "client_key": "form-key-01"}
    client_of(learner).post(f"/lectures/{lecture.public_id}/discussion/", asked)
    return Thread.objects.get()


@pytest.fixture
def room(thread, lecture):
    names = {
        "post": thread.posts.get().public_id,
        "thread": thread.public_id,
        "lecture": lecture.public_id,
        "course": lecture.chapter.course.public_id,
    }
    return lambda address: address.format(**names)


@pytest.mark.parametrize("address", ROOMS)
def test_rooms_of_a_moderator(people, client_of, room, address):
    assert tuple(client_of(member).get(room(address)).status_code for member in people) == ROOMS[address]


def test_a_report_reaches_her_and_she_decides_within_her_office(
    people, client_of, peer, room, thread, lecture, college
):
    moderator, below, host, secretary = people
    post = thread.posts.get()
    with translation.override("en"):
        client_of(peer).post(
            f"/lectures/{lecture.public_id}/posts/{post.public_id}/report/", {"reason": "rumour", "text": "没有来源"}
        )
        task = Task.objects.open().get(subject_id=post.public_id)
        assert (task.organisation, task.role) == (college, Role.MODERATOR)
        client = client_of(moderator)
        assert post in list(client.get("/moderation/").context["page"])
        assert [one.url for one in client.get("/").context["places"] if one.name == "moderation"] == ["/moderation/"]
        for other in (below, host, secretary):
            refused = client_of(other).post(room("/moderation/posts/{post}/"), {"decision": "hide", "reason": "不妥"})
            assert refused.status_code in {403, 404}
        assert Post.objects.get(pk=post.pk).state == PostState.VISIBLE
        client.post(room("/moderation/posts/{post}/"), {"decision": "hide", "reason": "没有来源"})
    assert Post.objects.get(pk=post.pk).state == PostState.HIDDEN
    assert not Task.objects.open().filter(subject_id=post.public_id).exists()
    step = post.steps.latest("pk")
    assert (step.by, step.reason) == (moderator, "没有来源")


def test_she_pins_and_closes_but_a_host_and_a_secretary_do_not(people, client_of, room, thread):
    moderator, below, host, secretary = people
    pin = room("/lectures/{lecture}/discussion/{thread}/pin/")
    assert [client_of(member).post(pin).status_code for member in (below, host, secretary)] == [404, 404, 403]
    assert client_of(moderator).post(pin).status_code == 302
    thread.refresh_from_db()
    assert thread.pinned_at is not None
