"""The catalogue: narrowed, in order, with what matters most on top; the address remembers it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courses import services
from courses.models import Course, Lecture
from courses.services.series import add_to_series, create_series
from courses.services.topics import add_topic, file_course, merge_topics, part_topics
from progress.services.opening import open_viewing_session
from school.organisation.authority import authority_of

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


@pytest.fixture
def shelve(economics, second_branch, instructor, at, make_asset):
    """shelve("title", minutes=5, kind="article", days=0) → a course published so many days ago."""

    def make(title: str, *, minutes: int = 5, kind: str = "article", days: int = 0, required: bool = False) -> Course:
        when = at - timedelta(days=days)
        course = services.create_course(
            organisation=economics, member=instructor, title=title, required=required, at=when
        )
        chapter = services.add_chapter(course=course, title="章", at=when)
        content = {"asset": make_asset()} if kind == "video" else {"body": "## 一\n\n文。"}
        services.add_lecture(chapter=chapter, kind=kind, title="讲", minutes=minutes, at=when, **content)
        services.publish_course(course=course, member=instructor, audiences=[second_branch], at=when)
        return course

    return make


@pytest.fixture
def listed(learner, client_of):
    """listed(kind="video") → the titles in the order of the whole list."""
    client = client_of(learner)

    def ask(**asked) -> list[str]:
        response = client.get("/api/courses", asked)
        assert response.status_code == 200, response.content
        return [item["title"] for item in response.json()["items"]]

    return ask


def page(client, address: str, **asked):
    response = client.get(address, asked)
    assert response.status_code == 200, response.content[:500]
    return response


def titles(books) -> list[str]:
    return [book.title for book in books]


def test_it_is_narrowed_by_kind_length_and_words(shelve, listed):
    shelve("短片", kind="video", minutes=10)
    shelve("长文", minutes=90)
    assert listed(kind="video") == ["短片"]
    assert listed(length="long") == ["长文"]
    assert listed(length="short") == ["短片"]
    assert listed(q="長文") == ["长文"]
    assert listed(kind="quiz") == []


def test_it_is_put_in_order(shelve, listed):
    shelve("北京", minutes=30, days=3)
    shelve("阿坝", minutes=20, days=2)
    shelve("重庆", minutes=40, days=1)
    assert listed(sort="newest") == ["重庆", "阿坝", "北京"]
    assert listed(sort="title") == ["阿坝", "北京", "重庆"]
    assert listed(sort="shortest") == ["阿坝", "北京", "重庆"]


def test_it_is_narrowed_by_topic_and_series_and_a_merged_topic_is_read_as_the_other(shelve, listed, economics, at):
    first, second = shelve("甲", days=2), shelve("乙", days=1)
    history, theory = add_topic(organisation=economics, name="党史"), add_topic(organisation=economics, name="理论")
    file_course(course=first, topics=[history])
    file_course(course=second, topics=[theory])
    series = create_series(organisation=economics, title="入党一百问", introduction="", at=at)
    add_to_series(series=series, course=second, at=at)
    assert listed(topic=history.public_id) == ["甲"]
    assert listed(series=series.public_id) == ["乙"]
    merge_topics(topic=theory, into=history)
    assert listed(topic=history.public_id) == ["乙", "甲"]
    part_topics(topic=theory)
    assert listed(topic=history.public_id) == ["甲"]


def test_states_are_the_members_own(shelve, listed, learner, client_of, at):
    course = shelve("看过", kind="video", days=40)
    shelve("没看", days=1)
    lecture = Lecture.objects.get(chapter__course=course)
    open_viewing_session(
        member=learner, authority=authority_of(learner, at=at), lecture_id=lecture.public_id, sign_in="s", at=at
    )
    assert listed(state="begun") == ["看过"]
    assert listed(state="not_begun") == ["没看"]
    assert listed(state="new") == ["没看"]
    assert listed(state="completed") == []
    mine = page(client_of(learner), "/courses/mine/")
    assert titles(mine.context["begun"]) == ["看过"]


def test_required_courses_wait_in_my_courses(shelve, learner, client_of):
    shelve("必修", required=True)
    shelve("选修")
    mine = page(client_of(learner), "/courses/mine/")
    assert titles(mine.context["asked"]) == ["必修"]


def test_what_is_new_stands_on_top_of_the_list_that_is_not_narrowed(shelve, learner, client_of):
    for number in range(4):
        shelve(f"旧{number}", days=60)
    shelve("新")
    client = client_of(learner)
    assert titles(page(client, "/courses/").context["fresh"]) == ["新"]
    assert "fresh" not in page(client, "/courses/", show="elective").context
    assert "fresh" not in page(client, "/courses/", sort="title", state="new").context


def test_the_address_remembers_every_filter_and_takes_each_off_alone(shelve, learner, client_of):
    shelve("短片", kind="video", minutes=10)
    response = page(client_of(learner), "/courses/", kind="video", length="short", sort="title")
    assert response.context["query"] == "kind=video&length=short&sort=title"
    assert [query for _filter, query in response.context["chips"]] == [
        "length=short&sort=title",
        "kind=video&sort=title",
    ]


@pytest.mark.parametrize("asked", [{"state": "x"}, {"sort": "members"}, {"length": "-1"}, {"topic": "AAAAAAAAAAAA"}])
def test_words_that_are_not_known_break_nothing(shelve, learner, client_of, asked):
    shelve("课")
    page(client_of(learner), "/courses/", **asked)


def test_no_list_orders_courses_by_how_many_people_take_them(learner, client_of, shelve):
    shelve("课")
    orders = [one for one in page(client_of(learner), "/courses/").context["filters"] if one.name == "sort"]
    assert [code for code, _label in orders[0].choices] == ["", "newest", "title", "shortest"]


def test_a_series_says_where_the_member_stands_and_shows_only_what_is_open_to_her(
    shelve, economics, instructor, third_branch, learner, outsider, client_of, at
):
    first, second = shelve("甲"), shelve("乙")
    hidden = shelve("别支部")
    services.publish_course(course=hidden, member=instructor, audiences=[third_branch], at=at)
    series = create_series(organisation=economics, title="入党一百问", introduction="先易后难。", at=at)
    for course in (second, hidden, first):
        add_to_series(series=series, course=course, at=at)
    response = page(client_of(learner), f"/series/{series.public_id}/")
    assert [book.title for book, _standing in response.context["rows"]] == ["乙", "甲"]
    assert response.context["following"].title == "乙"
    assert client_of(outsider).get(f"/series/{series.public_id}/").status_code == 404
