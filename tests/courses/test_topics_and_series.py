"""Authors keep topics and series in the studio; whatever they do there can be taken back there."""

from __future__ import annotations

import pytest

from courses.errors import TopicNameTaken, TopicsCannotMerge
from courses.models import Series, Topic
from courses.services import add_chapter, add_lecture, create_course, publish_course
from courses.services.series import add_to_series, create_series
from courses.services.topics import add_topic, file_course, merge_topics

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


@pytest.fixture
def studio(instructor, client_of):
    client = client_of(instructor)

    def send(address: str, status: int = 302, **body):
        response = client.post(address, body)
        assert response.status_code == status, response.content[:500]
        return response

    return send


def names() -> list[str]:
    return list(Topic.objects.in_use().values_list("name", flat=True))


def test_topics_are_added_named_and_ordered(studio, economics):
    for name in ("党史", "理论"):
        studio("/studio/topics/", name=name, organisation=economics.public_id)
    second = Topic.objects.get(name="理论")
    studio(f"/studio/topics/{second.public_id}/", direction="up")
    assert names() == ["理论", "党史"]
    studio(f"/studio/topics/{second.public_id}/", name="理论学习")
    assert names() == ["理论学习", "党史"]
    second.refresh_from_db()
    studio(f"/studio/topics/{second.public_id}/", name=second.former_name)
    assert names() == ["理论", "党史"]


def test_a_name_is_taken_once(studio, economics):
    add_topic(organisation=economics, name="党史")
    studio("/studio/topics/", 422, name="党史", organisation=economics.public_id)
    with pytest.raises(TopicNameTaken):
        add_topic(organisation=economics, name="党史")


def test_merging_and_deleting_are_taken_back_with_all_courses(studio, economics, course):
    first, second = add_topic(organisation=economics, name="党史"), add_topic(organisation=economics, name="历史")
    file_course(course=course, topics=[second])
    studio(f"/studio/topics/{second.public_id}/", act="merge", into=first.public_id)
    assert names() == ["党史"]
    with pytest.raises(TopicsCannotMerge):
        merge_topics(topic=first, into=first)
    studio(f"/studio/topics/{first.public_id}/", act="part", topic=second.public_id)
    studio(f"/studio/topics/{second.public_id}/delete/")
    assert names() == ["党史"]
    studio(f"/studio/topics/{second.public_id}/", act="restore")
    assert list(second.courses.all()) == [course]


def test_a_course_takes_topics_of_its_owner_and_above_and_keeps_others(studio, course, economics, college, engineering):
    own, above = add_topic(organisation=economics, name="本院"), add_topic(organisation=college, name="全校")
    foreign = add_topic(organisation=engineering, name="外院")
    address = f"/studio/courses/{course.public_id}/topics/"
    studio(address, topics=[own.public_id, above.public_id])
    assert set(course.topics.all()) == {own, above}
    studio(address, 200, topics=[foreign.public_id])
    assert set(course.topics.all()) == {own, above}
    studio(address, topics=[above.public_id])
    assert set(course.topics.all()) == {above}


def test_a_series_is_made_filled_ordered_and_deleted_and_comes_back(studio, economics, course, at):
    studio("/studio/series/new/", title="一百问", introduction="", organisation=economics.public_id)
    series = Series.objects.get()
    address = f"/studio/series/{series.public_id}/"
    studio(address, act="add", course=course.public_id)
    studio(address, act="add", course=course.public_id)
    assert series.parts.count() == 1
    studio(address, act="down", course=course.public_id)
    studio(address, title="一百问", introduction="先易后难。")
    studio(f"{address}delete/")
    assert not Series.objects.in_use().exists()
    studio(address, act="restore")
    assert Series.objects.in_use().get().introduction == "先易后难。"
    studio(address, act="take", course=course.public_id)
    assert not series.parts.exists()


def test_another_schools_author_reaches_neither(foreign_instructor, learner, client_of, economics, course, at):
    topic = add_topic(organisation=economics, name="党史")
    series = create_series(organisation=economics, title="一百问", introduction="", at=at)
    add_to_series(series=series, course=course, at=at)
    for address in (f"/studio/topics/{topic.public_id}/", f"/studio/series/{series.public_id}/"):
        assert client_of(foreign_instructor).post(address, {"name": "x", "act": "take"}).status_code == 404
        assert client_of(learner).post(address, {"name": "x"}).status_code == 403


def test_a_course_names_those_before_and_after_it_in_a_series_that_the_member_may_see(
    economics, instructor, learner, client_of, second_branch, at
):
    series = create_series(organisation=economics, title="入门", introduction="", at=at)
    made = []
    for title in ("甲", "没有发布", "乙", "丙"):
        one = create_course(organisation=economics, member=instructor, title=title, at=at)
        chapter = add_chapter(course=one, title="章", at=at)
        add_lecture(chapter=chapter, kind="article", title="讲", body="文", at=at)
        if title != "没有发布":
            publish_course(course=one, member=instructor, audiences=[second_branch], at=at)
        add_to_series(series=series, course=one, at=at)
        made.append(one)
    client = client_of(learner)
    middle = client.get(f"/courses/{made[2].public_id}/").content.decode()
    assert f'href="/courses/{made[0].public_id}/" rel="prev"' in middle
    assert f'href="/courses/{made[3].public_id}/" rel="next"' in middle
    first = client.get(f"/courses/{made[0].public_id}/").content.decode()
    assert 'rel="prev"' not in first
    assert f'href="/courses/{made[2].public_id}/" rel="next"' in first
