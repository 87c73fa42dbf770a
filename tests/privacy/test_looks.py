"""Each look leaves one line a person, day and thing, and its member can read it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from school.organisation.models import Office
from school.policies.services.setting import set_policy
from school.privacy.looked_at import in_words, looks_of
from school.privacy.models import Look, LookedAt, LookKind
from school.privacy.services.looking import record_look

pytestmark = pytest.mark.django_db


def look(looker, *members, at, **changed):
    facts = {"kind": LookKind.FILE, "what": LookedAt.MEMBER_FILE, "office_id": None}
    return record_look(member_ids=[m.pk for m in members], looker=looker, at=at, **(facts | changed))


@pytest.mark.pg
def test_the_same_look_twice_a_day_is_one_line_with_the_later_time(learner, secretary, at):
    look(secretary, learner, at=at)
    look(secretary, learner, at=at + timedelta(hours=1))
    assert Look.objects.get().last_at == at + timedelta(hours=1)
    look(secretary, learner, at=at + timedelta(days=1))
    assert Look.objects.count() == 2


@pytest.mark.pg
def test_looks_of_thousands_are_written_in_batches(
    learner, peer, secretary, make_member, second_branch, at, django_assert_max_num_queries
):
    crowd = [learner, peer] + [make_member(f"学员{n}", second_branch) for n in range(30)]
    with django_assert_max_num_queries(4):
        assert look(secretary, *crowd, at=at, kind=LookKind.EXPORT, occasion="2026-000001") == 32
    assert Look.objects.count() == 32


def test_two_exports_a_day_are_two_lines(learner, secretary, at):
    look(secretary, learner, at=at, kind=LookKind.EXPORT, occasion="2026-000001")
    look(secretary, learner, at=at, kind=LookKind.EXPORT, occasion="2026-000002")
    assert Look.objects.count() == 2


def test_looking_at_oneself_and_the_system_leave_nothing(learner, at):
    assert look(learner, learner, at=at) == 0
    assert look(None, learner, at=at) == 0
    assert not Look.objects.exists()


def test_the_member_reads_office_name_and_reason(learner, secretary, at):
    office = Office.objects.get(member=secretary)
    look(secretary, learner, at=at, kind=LookKind.PACKET, what=LookedAt.PACKET, office_id=office.pk, reason="民主评议")
    with translation.override("en"):
        line = in_words(looks_of(learner.pk))[0]
    assert (line.name, line.office, line.reason) == ("刘建国", "branch secretary · 经管第二支部", "民主评议")
    assert line.what == "your packet for the yearly appraisal"


def test_a_policy_hides_the_name_and_leaves_the_office(learner, secretary, at):
    look(secretary, learner, at=at, office_id=Office.objects.get(member=secretary).pk)
    set_policy(key="privacy.name_of_looker", value="office", member=secretary, office_id=None, reason="试行", at=at)
    line = in_words(looks_of(learner.pk))[0]
    assert line.name == ""
    assert line.office


def test_my_page_shows_looks_by_day_and_nobody_elses(learner, peer, secretary, client_of, at):
    look(secretary, learner, at=at, reason="核对名册")
    look(secretary, peer, at=at, reason="另一个人")
    text = client_of(learner).get("/my-data/looks/").content.decode()
    assert "核对名册" in text
    assert "刘建国" in text
    assert "另一个人" not in text


def test_my_page_narrows_by_kind_and_pages(learner, secretary, client_of, at):
    for day in range(35):
        look(secretary, learner, at=at - timedelta(days=day))
    look(secretary, learner, at=at, kind=LookKind.REVEAL, what=LookedAt.PHONE, reason="打电话通知")
    client = client_of(learner)
    with translation.override("en"):
        assert client.get("/my-data/looks/?page=2").content.decode().count('class="end"') == 6
        assert client.get("/my-data/looks/?kind=reveal").content.decode().count('class="end"') == 1
        assert client.get("/my-data/looks/?kind=nonsense").status_code == 200
