"""The discussion beside a lecture as people meet it: asking, answering, marking, reporting, hiding without a trace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from courses.models import Course, Lecture
from school.discussion.models import Post, PostState, Thread
from school.organisation.models import Role
from tests.courses.test_query_budgets import queries

pytestmark = pytest.mark.pg
CANARY = "不该被看见的话"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def lecture(published, lectures) -> Lecture:
    return lectures[0]


@pytest.fixture
def moderator(make_member, third_branch, college):
    return make_member("吴敏", third_branch, Role.MODERATOR, at_organisation=college)


@pytest.fixture
def here(lecture) -> str:
    return f"/lectures/{lecture.public_id}/"


@pytest.fixture
def ask(client_of, learner, here):
    """ask("title") → the thread that the learner's form opened."""

    def asking(title: str, body: str = CANARY, key: str = "form-key-01", **fields) -> Thread:
        client_of(learner).post(f"{here}discussion/", {"title": title, "body": body, "client_key": key, **fields})
        return Thread.objects.get(title=title)

    return asking


def address(here: str, thread: Thread) -> str:
    return f"{here}discussion/{thread.public_id}/"


def test_a_question_at_a_section_is_answered_by_the_instructor(ask, client_of, peer, instructor, here):
    thread = ask("什么时候办", part="2")
    assert (thread.place_kind, thread.place_number) == ("section", 2)
    client_of(peer).post(address(here, thread), {"body": "我也想知道", "client_key": "peer-key-01"})
    client_of(instructor).post(address(here, thread), {"body": "九十天内", "client_key": "teach-key-1"})
    rows = client_of(peer).get(address(here, thread)).context["posts"]
    assert [(row.post.body, row.post.by_instructor) for row in rows] == [
        (CANARY, False),
        ("九十天内", True),
        ("我也想知道", False),
    ]
    assert client_of(peer).get(f"{here}discussion/?answered=no").context["rows"] == []


def test_the_part_for_the_script_is_the_same_list_without_a_frame(ask, client_of, peer, here):
    ask("什么时候办")
    part = client_of(peer).get(f"{here}discussion/", headers={"X-Part": "1"}).content.decode()
    assert "什么时候办" in part
    assert "<html" not in part


def test_hidden_held_and_withdrawn_words_are_served_to_nobody_else(
    ask, client_of, learner, peer, secretary, moderator, published, here
):
    thread = ask("题目" + CANARY)
    opening = thread.posts.get()
    places = [
        f"{here}discussion/",
        address(here, thread),
        f"/courses/{published.public_id}/discussion/",
        here,
        f"{here}discussion/?search={CANARY[:3]}",
        f"{here}posts/{opening.public_id}/report/",
        f"/discussion/mine/{opening.public_id}/",
        "/discussion/mine/",
        "/discussion/mine/file/",
        "/messages/",
    ]
    for state in (PostState.HELD, PostState.HIDDEN, PostState.WITHDRAWN):
        Post.objects.update(state=state)
        Thread.objects.update(state=state)
        for member in (peer, secretary):
            for place in places:
                assert CANARY.encode() not in b"".join(client_of(member).get(place)), (state, place)
        assert CANARY.encode() in client_of(learner).get(address(here, thread)).content
        assert CANARY.encode() in client_of(moderator).get(f"/moderation/posts/{opening.public_id}/").content


def test_a_hidden_reply_leaves_no_word_to_others(ask, client_of, peer, secretary, here):
    thread = ask("什么时候办", body="请问")
    client_of(peer).post(address(here, thread), {"body": CANARY, "client_key": "peer-key-01"})
    Post.objects.filter(body=CANARY).update(state=PostState.HIDDEN)
    assert CANARY.encode() not in client_of(secretary).get(address(here, thread)).content
    assert CANARY.encode() in client_of(peer).get(address(here, thread)).content


def test_what_is_reported_and_taken_away_is_gone_for_others_and_the_author_replies(
    ask, client_of, learner, peer, moderator, here
):
    thread = ask("什么时候办")
    post = thread.posts.get()
    client_of(peer).post(f"{here}posts/{post.public_id}/report/", {"reason": "rumour", "text": "没有来源"})
    queue = client_of(moderator).get("/moderation/?box=reported")
    assert [row.pk for row in queue.context["page"]] == [post.pk]
    desk = client_of(moderator)
    assert desk.post("/moderation/decide/", {"decision": "hide", "post": post.public_id}).status_code == 302
    post.refresh_from_db()
    assert post.state == PostState.VISIBLE, "taking away needs a reason"
    desk.post("/moderation/decide/", {"decision": "hide", "post": post.public_id, "reason": "没有来源"})
    assert client_of(peer).get(address(here, thread)).status_code == 404
    client_of(learner).post(f"/discussion/mine/{post.public_id}/", {"text": "来源是章程。"})
    assert desk.get("/moderation/?box=objected").context["counts"]["objected"] == 1
    desk.post(f"/moderation/posts/{post.public_id}/", {"decision": "restore", "reason": ""})
    assert client_of(peer).get(address(here, thread)).status_code == 200


def test_who_reported_is_said_to_moderators_only(ask, client_of, learner, peer, moderator, here):
    post = ask("什么时候办").posts.get()
    client_of(peer).post(f"{here}posts/{post.public_id}/report/", {"reason": "other", "text": "举报的理由"})
    assert "举报的理由".encode() in client_of(moderator).get(f"/moderation/posts/{post.public_id}/").content
    for place in (f"/discussion/mine/{post.public_id}/", f"{here}discussion/", "/messages/"):
        assert "举报的理由".encode() not in client_of(learner).get(place).content


def test_moderating_needs_the_office_and_its_reach(
    ask, client_of, learner, secretary, outsider, make_member, foreign_branch
):
    post = ask("什么时候办").posts.get()
    foreign = make_member("外面的管理员", foreign_branch, Role.MODERATOR)
    for member, status in ((learner, 403), (secretary, 403), (outsider, 403), (foreign, 404)):
        assert client_of(member).get(f"/moderation/posts/{post.public_id}/").status_code == status
    assert list(client_of(foreign).get("/moderation/?box=all").context["page"]) == []


def test_marking_pinning_and_closing_are_for_those_who_look_after_it(ask, client_of, peer, instructor, here):
    thread = ask("什么时候办")
    client_of(peer).post(address(here, thread), {"body": "看手册", "client_key": "peer-key-01"})
    post = Post.objects.get(body="看手册")
    for member, status in ((peer, 403), (instructor, 302)):
        assert client_of(member).post(f"{here}posts/{post.public_id}/mark/").status_code == status
        assert client_of(member).post(f"{address(here, thread)}pin/").status_code == status
        assert client_of(member).post(f"{address(here, thread)}lock/").status_code == status
    thread.refresh_from_db()
    assert None not in (thread.answered_at, thread.pinned_at, thread.locked_at)
    assert client_of(instructor).post(f"{address(here, thread)}burn/").status_code == 404


def test_an_author_changes_and_withdraws_her_own_only(ask, client_of, learner, peer, here):
    thread = ask("什么时候办")
    own = f"{here}posts/{thread.posts.get().public_id}/"
    assert client_of(peer).post(f"{own}edit/", {"body": "别人的话"}).status_code == 403
    assert client_of(learner).post(f"{own}edit/", {"body": "改过的话"}).status_code in {302, 200}
    assert client_of(peer).post(f"{own}withdraw/").status_code == 403
    assert client_of(learner).post(f"{own}withdraw/").status_code == 302
    assert client_of(peer).get(address(here, thread)).status_code == 404


def test_a_course_without_a_discussion_has_none(ask, client_of, learner, instructor, published, here):
    ask("什么时候办")
    switch = f"/studio/courses/{published.public_id}/discussion/"
    assert client_of(instructor).post(switch, {"discussed": "off"}).status_code == 302
    assert Course.objects.get(pk=published.pk).discussed is False
    for place in (f"{here}discussion/", f"/courses/{published.public_id}/discussion/"):
        assert client_of(learner).get(place).status_code == 404
        assert client_of(instructor).get(place).status_code == 200
    assert b'id="discussion"' not in client_of(learner).get(here).content
    client_of(instructor).post(switch, {"discussed": "policy"})
    assert client_of(learner).get(f"{here}discussion/").status_code == 200


def test_the_page_of_a_lecture_says_what_follows_and_what_came_before(client_of, learner, lectures, published):
    page = client_of(learner).get(f"/lectures/{lectures[1].public_id}/")
    assert page.context["preceding"].title == lectures[0].title
    assert page.context["following"].title == lectures[2].title
    last = client_of(learner).get(f"/lectures/{lectures[2].public_id}/")
    assert last.context["following"] is None
    assert "autoplay" not in last.content.decode()


def test_links_in_posts_are_made_safe(ask, client_of, peer, here):
    thread = ask("什么时候办", body="<script>alert(1)</script> http://example.org/a javascript:alert(1)")
    page = client_of(peer).get(address(here, thread)).content.decode()
    assert "<script>alert" not in page
    assert 'href="http://example.org/a" rel="nofollow"' in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize(
    ("place", "who"),
    [
        ("{here}discussion/", "learner"),
        ("/courses/{course}/discussion/", "learner"),
        ("{here}discussion/{thread}/", "learner"),
        ("{here}", "learner"),
        ("/moderation/?box=all", "moderator"),
        ("/moderation/posts/{post}/", "moderator"),
        ("/discussion/mine/", "learner"),
        ("/studio/courses/{course}/discussion/", "instructor"),
    ],
)
def test_query_budgets(ask, client_of, request, peer, published, moderator, here, at, place, who):
    client = client_of(request.getfixturevalue(who))
    client.get("/offline/")
    thread = ask("开头")
    facts = {
        "here": here,
        "course": published.public_id,
        "thread": thread.public_id,
        "post": thread.posts.get().public_id,
    }
    counts = []
    for most in (1, 8):
        for number in range(most):
            key = f"more-key-{most}{number}"
            for other in (Thread.objects.get(pk=thread.pk),):
                other.pk, other.public_id = None, f"t{most}{number}abcdefghi"
                other.save(force_insert=True)
                Post.objects.create(thread=other, author=peer, client_key=key, body="x", posted_at=at, is_opening=True)
            Post.objects.create(thread=thread, author=peer, client_key=f"{key}r", body="y", posted_at=at + timedelta(1))
        counts.append(queries(client, place.format(**facts)))
    assert counts[0] == counts[1] <= 12


def test_a_moderator_does_not_learn_who_reported_her_own_post(ask, client_of, peer, moderator, instructor, here):
    ask("怎么办理？")
    thread = Thread.objects.get()
    client_of(instructor).post(address(here, thread), {"body": "九十天内", "client_key": "teach-key-2"})
    post = Post.objects.get(author=instructor)
    client_of(peer).post(f"{here}posts/{post.public_id}/report/", {"reason": "rumour", "text": "没有来源"})
    assert Post.objects.get(pk=post.pk).open_reports == 1
    assert peer.name not in client_of(instructor).get(f"/moderation/posts/{post.public_id}/").content.decode()
    assert peer.name in client_of(moderator).get(f"/moderation/posts/{post.public_id}/").content.decode()
