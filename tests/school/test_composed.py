"""A statement that was composed once answers like the queryset it was written as, whatever it is filled with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.models import Q

from school.composed import SHAPES_KEPT, Composed, padded
from school.organisation.models import Affiliation, Member, Organisation

pytestmark = pytest.mark.pg
DAY = date(2026, 11, 23)


def composed() -> tuple[Composed[tuple[int, str]], list[int]]:
    """The statement, and a list that grows whenever it is composed."""
    times: list[int] = []

    def compose(given):
        times.append(1)
        reached = Q(organisation__path__in=given["paths"]) | Q(member__name=given["name"])
        rows = Affiliation.objects.lasting(given["on"]).filter(reached)
        return rows.order_by("pk").values_list("member_id", "member__name")

    return Composed(compose), times


def plainly(paths: list[str], name: str, on: date) -> list[tuple[int, str]]:
    reached = Q(organisation__path__in=paths) | Q(member__name=name)
    return list(Affiliation.objects.lasting(on).filter(reached).order_by("pk").values_list("member_id", "member__name"))


def test_every_filling_answers_like_the_queryset(learner, secretary, economics):
    statement, times = composed()
    paths = list(Organisation.objects.values_list("path", flat=True))
    for on in (DAY, DAY - timedelta(days=20_000)):
        for name in ("周文静", "nobody", "' OR 1=1 --", "%s"):
            for count in range(len(paths) + 1):
                wanted = paths[-count:] if count else []
                assert statement.rows(paths=wanted, name=name, on=on) == plainly(wanted, name, on)
    assert len(times) == len(paths) + 1, "composed once for each shape"


def test_the_same_inside_another_queryset(learner, secretary):
    own = Composed(lambda given: Member.objects.filter(name__in=given["names"]).order_by().values_list("pk"))
    assert list(Member.objects.filter(pk__in=own.inside(names=[learner.name]))) == [learner]
    assert list(Member.objects.filter(pk__in=own.inside(names=[secretary.name]))) == [secretary]


def test_models_come_with_what_they_are_related_to(learner, second_branch, django_assert_num_queries):
    rows = Composed(lambda given: Affiliation.objects.filter(member=given["who"]).select_related("organisation"))
    with django_assert_num_queries(1):
        [found] = rows.rows(who=learner.pk)
        assert found.organisation == second_branch


def test_nothing_is_asked_where_nothing_can_be_found(db, django_assert_num_queries):
    nobody = Composed(lambda given: Member.objects.filter(pk__in=given["ids"]).values_list("pk"))
    with django_assert_num_queries(0):
        assert nobody.rows(ids=[]) == []


def test_no_more_shapes_are_kept_than_said(learner):
    some = Composed(lambda given: Member.objects.filter(pk__in=given["ids"]).values_list("pk", flat=True))
    for count in range(1, SHAPES_KEPT + 20):
        assert some.rows(ids=[*range(-count, -1), learner.pk]) == [learner.pk]
    assert len(some._kept) == SHAPES_KEPT


@pytest.mark.parametrize(("count", "filled"), [(0, 0), (1, 1), (2, 2), (3, 4), (5, 8), (200, 256)])
def test_lists_of_many_lengths_share_a_statement(count, filled):
    listed = padded(range(count))
    assert len(listed) == filled
    assert set(listed) == set(range(count))
