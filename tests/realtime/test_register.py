"""The register: the room suggests, a person confirms, hours are credited once and taken back by counter-entries."""

from datetime import timedelta
from decimal import Decimal

import pytest

from progress.models import LectureCompletion, LedgerEntry
from progress.services.completing import complete_lecture
from realtime.errors import CorrectionNeedsReason, NotDue, RegisterIncomplete, WrongState
from realtime.models import RegisterEntry, Standing
from realtime.services.attendance import confirm_register, prepare_register, suggest_standings
from realtime.services.presence import join, leave
from school.audit.models import AuditEntry
from school.errors import Forbidden

pytestmark = pytest.mark.django_db


def hours_of(member):
    return LedgerEntry.objects.filter(member=member).net_hours()


@pytest.fixture
def confirm(secretary, authority, at):
    """confirm(session, {member: standing}, reason="…"), by the secretary, an hour and a half later."""

    def act(session, standings, *, reason="", by=secretary):
        return confirm_register(
            session=session,
            by=by,
            authority=authority(by),
            entries={member.pk: standing for member, standing in standings.items()},
            reason=reason,
            at=at + timedelta(minutes=100),
        )

    return act


@pytest.fixture
def together(schedule, run, lecture, learner, peer):
    """An ended session in which the lecture was studied together."""
    return run("close", run("open", schedule(lecture=lecture)), minutes=90)


def everybody(session, standing, *others):
    marks = {entry.member: standing for entry in session.register.select_related("member")}
    return marks | dict(others)


def test_closing_notes_who_was_due(ended, learner, peer, secretary, outsider):
    due = RegisterEntry.objects.filter(session=ended)
    assert {entry.member for entry in due} == {learner, peer, secretary}
    assert {entry.standing for entry in due} == {Standing.DUE}


def test_preparing_again_keeps_what_is_there(ended, confirm, learner, at):
    confirm(ended, everybody(ended, "present"))
    prepare_register(session=ended, at=at)
    assert ended.register.get(member=learner).standing == "present"
    assert ended.register.count() == 3


def test_the_room_suggests_who_was_present(room, run, learner, peer, at):
    stayed = join(session=room, member=learner, device="a", at=at)
    leave(interval=stayed, at=at + timedelta(minutes=80))
    looked_in = join(session=room, member=peer, device="b", at=at)
    leave(interval=looked_in, at=at + timedelta(minutes=2))
    ended = run("close", room, minutes=90)
    assert suggest_standings(session=ended) == {learner.pk: Standing.PRESENT}


def test_confirming_credits_those_present_with_the_study_time_and_nobody_else(ended, confirm, learner, peer):
    confirmed = confirm(ended, everybody(ended, "absent", (learner, "present"), (peer, "excused")))
    assert confirmed.is_confirmed
    entry = LedgerEntry.objects.get()
    assert (entry.member, entry.hours, entry.category) == (learner, Decimal("2.00"), "collective")
    assert (entry.evidence_kind, entry.evidence_id) == ("register", ended.public_id)


def test_confirming_the_same_again_changes_nothing(ended, confirm, learner):
    marks = everybody(ended, "absent", (learner, "present"))
    first = confirm(ended, marks)
    again = confirm(ended, marks)
    assert again.confirmed_at == first.confirmed_at
    assert LedgerEntry.objects.count() == 1
    assert AuditEntry.objects.filter(action="register.confirm").count() == 1


def test_everybody_who_was_due_has_to_be_marked(ended, confirm, learner):
    with pytest.raises(RegisterIncomplete) as refused:
        confirm(ended, {learner: "present"})
    assert refused.value.facts == {"count": 2}
    assert not LedgerEntry.objects.exists()


def test_nobody_else_can_be_marked_and_only_in_words_that_exist(ended, confirm, outsider, learner):
    with pytest.raises(NotDue):
        confirm(ended, everybody(ended, "present", (outsider, "present")))
    with pytest.raises(NotDue):
        confirm(ended, everybody(ended, "present", (learner, "due")))


def test_a_correction_needs_a_reason_and_takes_the_hours_back(ended, confirm, learner, peer):
    confirm(ended, everybody(ended, "absent", (learner, "present")))
    with pytest.raises(CorrectionNeedsReason):
        confirm(ended, {learner: "absent"})
    confirm(ended, {learner: "absent", peer: "present"}, reason="点名时认错了人")
    assert hours_of(learner) == 0
    assert hours_of(peer) == Decimal("2.00")
    assert LedgerEntry.objects.filter(member=learner).count() == 2
    told = AuditEntry.objects.get(action="register.correct")
    assert told.reason == "点名时认错了人"
    assert told.details == {learner.public_id: ["present", "absent"], peer.public_id: ["absent", "present"]}


def test_a_correction_can_be_corrected_back(ended, confirm, learner):
    confirm(ended, everybody(ended, "absent", (learner, "present")))
    confirm(ended, {learner: "absent"}, reason="认错了人")
    confirm(ended, {learner: "present"}, reason="没有认错")
    assert hours_of(learner) == Decimal("2.00")
    assert list(LedgerEntry.objects.order_by("n").values_list("n", flat=True)) == [1, 2, 3]


def test_a_lecture_studied_together_is_completed_by_the_register(together, confirm, learner, lecture):
    confirm(together, everybody(together, "absent", (learner, "present")))
    completion = LectureCompletion.objects.get()
    assert (completion.member, completion.lecture, completion.deciding_fact) == (learner, lecture, "register")
    assert LedgerEntry.objects.get().item == f"lecture:{lecture.public_id}"


def test_a_lecture_read_alone_before_the_session_counts_once(together, confirm, learner, lecture, at):
    _read_alone(learner, lecture, at - timedelta(days=2))
    alone = hours_of(learner)
    assert alone > 0
    confirm(together, everybody(together, "present"))
    assert hours_of(learner) == alone
    assert LedgerEntry.objects.filter(member=learner).count() == 1


def test_a_lecture_read_alone_after_the_session_counts_once(together, confirm, learner, lecture, at):
    confirm(together, everybody(together, "present"))
    _read_alone(learner, lecture, at + timedelta(days=2))
    assert hours_of(learner) == Decimal("2.00")
    assert LedgerEntry.objects.filter(member=learner).count() == 1


def test_a_correction_never_takes_what_was_earned_alone(together, confirm, learner, lecture, at):
    _read_alone(learner, lecture, at - timedelta(days=2))
    alone = hours_of(learner)
    confirm(together, everybody(together, "present"))
    confirm(together, {learner: "absent"}, reason="认错了人")
    assert hours_of(learner) == alone


def test_hours_taken_back_are_earned_by_studying_alone_afterwards(together, confirm, learner, lecture, at):
    """The completion by the register stays, its hours went: the member must be able to earn them."""
    confirm(together, everybody(together, "present"))
    confirm(together, {learner: "absent"}, reason="登记错了")
    assert hours_of(learner) == 0
    _read_alone(learner, lecture, at + timedelta(days=2))
    assert hours_of(learner) > 0


def test_hours_taken_back_are_earned_by_another_session_of_the_same_lecture(
    together, schedule, run, confirm, learner, lecture
):
    confirm(together, everybody(together, "present"))
    again = run("close", run("open", schedule(lecture=lecture, planned_minutes=45)), minutes=60)
    confirm(again, everybody(again, "present"))
    assert hours_of(learner) == Decimal("2.00")
    confirm(together, {learner: "absent"}, reason="认错了人")
    assert hours_of(learner) == Decimal("1.00")


def test_the_register_waits_for_the_end(room, confirm, learner):
    with pytest.raises(WrongState):
        confirm(room, {learner: "present"})


@pytest.mark.parametrize("who", ["learner", "foreign_secretary", "officer"])
def test_only_the_host_and_the_secretary_confirm(ended, confirm, who, request):
    with pytest.raises(Forbidden):
        confirm(ended, everybody(ended, "present"), by=request.getfixturevalue(who))


def test_the_host_confirms_as_well(schedule, run, confirm, host):
    session = run("close", run("open", schedule(host=host)), minutes=90)
    assert confirm(session, everybody(session, "present"), by=host).confirmed_by == host


def test_the_log_tells_of_the_register(ended, confirm):
    confirm(ended, everybody(ended, "present"))
    kinds = list(ended.events.order_by("number").values_list("kind", flat=True))
    assert kinds == ["opened", "ended", "registered"]


def _read_alone(member, lecture, at):
    shown = lecture.revisions.get()
    complete_lecture(
        member_id=member.pk,
        lecture_id=lecture.pk,
        lecture_revision_id=shown.pk,
        deciding_fact="reading",
        deciding_id="1",
        at=at,
    )
