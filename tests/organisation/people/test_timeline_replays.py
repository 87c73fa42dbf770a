"""Whatever happens to a member, the timeline replayed to any day says what the dated rows say (DESIGN §2.10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from school.errors import SchoolError
from school.organisation.acting import Act
from school.organisation.comparing import differences, state_on
from school.organisation.models import (
    Affiliation,
    Category,
    Member,
    MemberAlias,
    MemberEvent,
    Office,
    Organisation,
    Role,
    Stage,
    Status,
)
from school.organisation.services.aliasing import join_records, separate_records
from school.organisation.services.chronicling import note
from school.organisation.services.developing import change_category, change_stage, change_status, rename, renumber
from school.organisation.services.joining import affiliate
from school.organisation.services.taking_back import take_back
from tests.conftest import SHANGHAI

pytestmark = [pytest.mark.django_db, pytest.mark.pg]
FIRST = date(2024, 3, 1)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "stage",
                "category",
                "status",
                "name",
                "number",
                "move",
                "move",
                "office",
                "join",
                "separate",
                "undo",
                "undo",
            ]
        ),
        st.integers(0, 6),
        st.integers(0, 40),
        st.integers(0, 9),
    ),
    max_size=14,
)


def do(kind: str, choice: int, member: Member, twin: Member, places: list[Organisation], on: date, act: Act) -> None:
    match kind:
        case "stage":
            change_stage(member=member, stage=list(Stage)[choice % 5], on=on, act=act)
        case "category":
            change_category(member=member, category=list(Category)[choice % 3], on=on, act=act)
        case "status":
            change_status(member=member, status=list(Status)[choice], on=on, act=act)
        case "name":
            rename(member=member, name=f"张{'一二三四五六七'[choice]}", on=on, act=act)
        case "number":
            renumber(member=member, number=f"N{choice}", on=on, act=act)
        case "move":
            leaving = member.affiliations.filter(ends_on__isnull=True).first()
            affiliate(member=member, organisation=places[choice % 3], on=on, act=act, leaving=leaving)
        case "join":
            join_records(alias=member, canonical=twin, act=act)
        case "separate":
            separate_records(alias=member, act=act)
        case _:
            take_back(member=member, act=act)


def give_office(member: Member, organisation: Organisation, on: date, act: Act) -> None:
    """As the services of offices write it, without their judgement of who may."""
    office = Office.objects.create(member=member, organisation=organisation, role=Role.HOST, starts_on=on)
    payload = {"office": office.pk, "role": office.role, "organisation": organisation.pk}
    note(member_id=member.pk, kind="appointed", on=on, payload=payload, act=act)


@example(steps=[("category", 0, 0, 1)])
# A record that stood for another was accepted elsewhere and left again: its former place does not come back.
@example(steps=[("stage", 0, 1, 0), ("join", 0, 0, 0), ("move", 0, 0, 0), ("status", 2, 0, 0), ("separate", 0, 0, 0)])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=STEPS)
def test_random_histories_replay_to_what_the_rows_say(
    register, act, secretary, second_branch, third_branch, foreign_branch, steps
):
    with transaction.atomic():
        clock = datetime.combine(FIRST, time(10), tzinfo=SHANGHAI)
        began = Act(member=secretary, at=clock, reason="决议")
        member, twin = register("张伟", act=began), register("张伟", act=began)
        for kind, choice, days, back in steps:
            clock += timedelta(days=days, minutes=1)
            now = replace(began, at=clock)
            try:
                with transaction.atomic():
                    member.refresh_from_db()
                    on = now.today - timedelta(days=back)
                    if kind == "office":
                        if not member.offices.filter(ends_on__isnull=True).exists() and member.is_active:
                            give_office(member, second_branch, now.today, now)
                        continue
                    do(kind, choice, member, twin, [second_branch, third_branch, foreign_branch], on, now)
            except SchoolError:
                continue
        today = max(clock.date(), FIRST)
        assert list(differences(today=today, member_ids=[member.pk, twin.pk])) == []
        for offset in range((today - FIRST).days + 3):
            day = FIRST + timedelta(days=offset)
            place = member.affiliation_on(day)
            assert state_on(member.pk, day).organisation_id == (place.organisation_id if place else None), day
            alias = MemberAlias.objects.filter(alias=member, starts_on__lte=day).exclude(ends_on__lte=day)
            assert (state_on(member.pk, day).stands_for is not None) == alias.exists(), day
        transaction.set_rollback(True)


def test_before_the_first_event_nothing_is_known(register):
    member = register("张伟", on=date(2026, 3, 1))
    state = state_on(member.pk, date(2026, 2, 28))
    assert (state.is_registered, state.organisation_id, state.stage) == (False, None, "")


def test_the_state_of_a_past_day_is_that_days(register, act, second_branch, third_branch):
    member = register("张伟", on=date(2026, 3, 1))
    change_stage(member=member, stage="candidate", on=date(2026, 6, 1), act=act)
    affiliate(member=member, organisation=third_branch, on=date(2026, 9, 1), act=act, leaving=member.affiliations.get())
    before, after = state_on(member.pk, date(2026, 5, 31)), state_on(member.pk, date(2026, 9, 1))
    assert (before.stage, before.organisation_id) == ("activist", second_branch.pk)
    assert (after.stage, after.organisation_id) == ("candidate", third_branch.pk)


CORRUPTIONS = {
    "name": lambda member: Member.objects.filter(pk=member.pk).update(name="李四"),
    "stage": lambda member: Member.objects.filter(pk=member.pk).update(stage="full"),
    "status": lambda member: Member.objects.filter(pk=member.pk).update(status="away"),
    "category": lambda member: Member.objects.filter(pk=member.pk).update(category="retired"),
    "number": lambda member: Member.objects.filter(pk=member.pk).update(number="X1"),
    "search_text": lambda member: Member.objects.filter(pk=member.pk).update(search_text="?"),
    "place": lambda member: Affiliation.objects.filter(member=member).update(starts_on=date(2026, 3, 5)),
    "offices": lambda member: Office.objects.create(
        member=member, organisation=member.affiliations.get().organisation, role=Role.HOST, starts_on=date(2026, 4, 1)
    ),
}


@pytest.mark.parametrize("part", CORRUPTIONS)
def test_a_planted_corruption_is_found_and_the_command_ends_with_1(register, act, part, capsys):
    member = register("张伟", on=date(2026, 3, 1))
    call_command("check_members")
    CORRUPTIONS[part](member)
    found = list(differences(today=act.today))
    assert part in {difference.part for difference in found}
    assert {difference.member_id for difference in found} == {member.pk}
    with pytest.raises(SystemExit) as exited:
        call_command("check_members")
    assert exited.value.code == 1
    assert f"{part} differs" in capsys.readouterr().out


def test_undone_events_stay_and_do_not_count(register, act):
    member = register("张伟", on=date(2026, 3, 1))
    later = replace(act, at=act.at + timedelta(minutes=1))
    change_stage(member=member, stage="candidate", on=act.today, act=later)
    take_back(member=member, act=replace(act, at=act.at + timedelta(minutes=2)))
    assert MemberEvent.objects.filter(member=member, kind="stage", undone_at__isnull=False).count() == 1
    assert state_on(member.pk, act.today).stage == "activist"
