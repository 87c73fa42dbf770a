"""Topics are kept: added, named, ordered, merged, deleted, each of it taken back; and they are given to courses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from courses.errors import TopicNameTaken, TopicsCannotMerge
from courses.models import Course, Topic
from courses.services.ordering import Direction
from school.organisation.models import Organisation


@transaction.atomic
def add_topic(*, organisation: Organisation, name: str) -> Topic:
    """A new last topic of this organisation. Raises TopicNameTaken."""
    _lock(organisation)
    _require_free(organisation, name)
    last = Topic.objects.in_use().filter(organisation=organisation).last()
    return Topic.objects.create(organisation=organisation, name=name, position=last.position + 1 if last else 1)


@transaction.atomic
def rename_topic(*, topic: Topic, name: str) -> Topic:
    """Give it another name; the one it had is remembered, so that naming it back is one step. Raises TopicNameTaken."""
    _lock(topic.organisation)
    if name == topic.name:
        return topic
    _require_free(topic.organisation, name, but=topic)
    topic.former_name, topic.name = topic.name, name
    topic.save(update_fields=["name", "former_name"])
    return topic


@transaction.atomic
def merge_topics(*, topic: Topic, into: Topic) -> Topic:
    """From now on `topic` is read as `into`. Its courses stay its own, so `part_topics` brings it back as it was.

    Raises:
        TopicsCannotMerge: they are one, or `into` is itself read as another, or others are read as `topic`.
    """
    _lock(topic.organisation)
    if topic.pk == into.pk or into.merged_into_id or into.removed_at or topic.merged.exists():
        raise TopicsCannotMerge
    topic.merged_into = into
    topic.save(update_fields=["merged_into"])
    return topic


@transaction.atomic
def part_topics(*, topic: Topic) -> Topic:
    """Take a merging back. Raises TopicNameTaken when another topic has its name by now."""
    _lock(topic.organisation)
    _require_free(topic.organisation, topic.name, but=topic)
    topic.merged_into = None
    topic.save(update_fields=["merged_into"])
    return topic


@transaction.atomic
def move_topic(*, topic: Topic, direction: Direction) -> None:
    """One place up or down among the topics of its organisation."""
    _lock(topic.organisation)
    topics = list(Topic.objects.in_use().filter(organisation=topic.organisation))
    place = topics.index(topic)
    other = place - 1 if direction == "up" else place + 1
    if 0 <= other < len(topics):
        topics[place], topics[other] = topics[other], topics[place]
    for position, one in enumerate(topics, start=1):
        one.position = position
    Topic.objects.bulk_update(topics, ["position"])


@transaction.atomic
def remove_topic(*, topic: Topic, at: datetime) -> Topic:
    """Nobody is offered it any more; which courses it had stays, for `restore_topic`."""
    topic.removed_at = at
    topic.save(update_fields=["removed_at"])
    return topic


@transaction.atomic
def restore_topic(*, topic: Topic) -> Topic:
    """Bring a deleted topic back with its courses. Raises TopicNameTaken."""
    _lock(topic.organisation)
    _require_free(topic.organisation, topic.name, but=topic)
    topic.removed_at = None
    topic.save(update_fields=["removed_at"])
    return topic


@transaction.atomic
def file_course(*, course: Course, topics: Iterable[Topic]) -> None:
    """The course has these topics, of those it may have; what it has of others' and of deleted ones stays."""
    offered = Topic.objects.for_course(course)
    chosen = {topic.pk for topic in topics}
    course.topics.remove(*offered.exclude(pk__in=chosen))
    course.topics.add(*offered.filter(pk__in=chosen))


def _lock(organisation: Organisation) -> None:
    """Two authors who order or name topics of one organisation do so one after the other."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def _require_free(organisation: Organisation, name: str, but: Topic | None = None) -> None:
    taken = Topic.objects.in_use().filter(organisation=organisation, name=name)
    if (taken.exclude(pk=but.pk) if but else taken).exists():
        raise TopicNameTaken(name=name)
