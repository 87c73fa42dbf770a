"""An item counts once a year, whichever way and however often it was earned."""

from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from courses.services import publish_course
from progress.errors import AlreadyReversed, LedgerIsAppendOnly, ReasonMissing
from progress.models import CreditOutcome, LectureCompletion, LedgerEntry
from progress.services.completing import complete_lecture
from progress.services.rebuilding import differences
from progress.services.reversing import reverse_entry
from progress.services.watching import credit_if_studied_alone
from school.audit.models import AuditEntry
from tests.progress.recordings import Watching

pytestmark = pytest.mark.pg


def test_a_lecture_credited_live_is_not_credited_again_alone(credit_live, watching, lecture):
    live = credit_live(item=f"lecture:{lecture.public_id}")
    watching.watch(0, 120)
    assert list(LedgerEntry.objects.all()) == [live]
    assert LectureCompletion.objects.get().credit_outcome == CreditOutcome.ALREADY_CREDITED


def test_a_lecture_credited_alone_is_not_credited_again_live(credit_live, watching, lecture):
    watching.watch(0, 120)
    assert credit_live(item=f"lecture:{lecture.public_id}") is None
    assert LedgerEntry.objects.all().net_hours() == Decimal("0.25")


def test_a_register_completes_the_lecture_that_it_credited(credit_live, lecture, learner, watching, at):
    credit_live(item=f"lecture:{lecture.public_id}")
    completion = complete_lecture(
        member_id=learner.pk,
        lecture_id=lecture.pk,
        lecture_revision_id=lecture.revisions.get().pk,
        deciding_fact="register",
        deciding_id="abcdefghijkl",
        at=at,
    )
    assert completion.credit_outcome == CreditOutcome.CREDITED
    assert LedgerEntry.objects.count() == 1
    watching.watch(0, 120)
    assert LectureCompletion.objects.get() == completion


def test_a_reversal_can_be_credited_again(credit_live, secretary, at):
    first = credit_live()
    counter = reverse_entry(entry=first, by=secretary, reason="登记有误", at=at)
    assert LedgerEntry.objects.all().net_hours() == 0
    again = credit_live()
    assert (counter.n, counter.hours, again.n) == (2, Decimal(-1), 3)
    assert LedgerEntry.objects.all().net_hours() == Decimal(1)
    assert credit_live() is None


def test_a_reversal_names_its_actor_and_reason_and_is_audited(credit_live, secretary, at):
    counter = reverse_entry(entry=credit_live(), by=secretary, reason=" 登记有误 ", at=at)
    assert (counter.actor, counter.reason) == (secretary, "登记有误")
    entry = AuditEntry.objects.get(action="hours.reverse")
    assert (entry.actor_id, entry.reason) == (secretary.public_id, "登记有误")


@pytest.mark.parametrize("first", ["live", "alone after a register"])
def test_what_was_also_studied_alone_is_credited_when_the_register_is_taken_back(
    credit_live, watching, lecture, learner, secretary, at, first
):
    live = credit_live(item=f"lecture:{lecture.public_id}")
    if first != "live":
        complete_lecture(
            member_id=learner.pk,
            lecture_id=lecture.pk,
            lecture_revision_id=lecture.revisions.get().pk,
            deciding_fact="register",
            deciding_id="abcdefghijkl",
            at=at,
        )
    watching.watch(0, 120)
    reverse_entry(entry=live, by=secretary, reason="未到场", at=at)
    assert credit_if_studied_alone(member_id=learner.pk, lecture_id=lecture.pk, at=at)
    assert not credit_if_studied_alone(member_id=learner.pk, lecture_id=lecture.pk, at=at)
    assert LedgerEntry.objects.all().net_hours() == Decimal("0.25")
    assert LectureCompletion.objects.get().credit_outcome == CreditOutcome.CREDITED
    assert [str(found) for found in differences(at=at)] == []


def test_nobody_is_credited_for_a_lecture_that_was_not_studied(lecture, learner, at):
    assert not credit_if_studied_alone(member_id=learner.pk, lecture_id=lecture.pk, at=at)
    complete_lecture(
        member_id=learner.pk,
        lecture_id=lecture.pk,
        lecture_revision_id=lecture.revisions.get().pk,
        deciding_fact="register",
        deciding_id="abcdefghijkl",
        at=at,
    )
    assert not credit_if_studied_alone(member_id=learner.pk, lecture_id=lecture.pk, at=at)


def test_an_entry_is_taken_back_once_and_with_a_reason(credit_live, secretary, at):
    entry = credit_live()
    with pytest.raises(ReasonMissing):
        reverse_entry(entry=entry, by=secretary, reason="  ", at=at)
    counter = reverse_entry(entry=entry, by=secretary, reason="登记有误", at=at)
    for taken in (entry, counter):
        with pytest.raises(AlreadyReversed):
            reverse_entry(entry=taken, by=secretary, reason="再来一次", at=at)


def test_the_next_year_may_count_it_again_unless_the_rules_say_never(credit_live, first_rules, at):
    credit_live()
    assert credit_live(earned_on=at.replace(year=2027)).credit_year == 2027
    type(first_rules).objects.update(body=first_rules.body | {"second_year": "never"})
    assert credit_live(earned_on=at.replace(year=2028)) is None


def test_a_lecture_that_counted_in_another_year_says_so(credit_live, first_rules, watching, lecture, at):
    type(first_rules).objects.update(body=first_rules.body | {"second_year": "never"})
    credit_live(item=f"lecture:{lecture.public_id}", earned_on=at.replace(year=2025))
    watching.watch(0, 120)
    assert LectureCompletion.objects.get().credit_outcome == CreditOutcome.OTHER_YEAR


def test_a_lecture_counts_again_once_it_was_published_anew_where_the_rules_say_so(
    credit_live, first_rules, lecture, instructor, second_branch, at
):
    type(first_rules).objects.update(body=first_rules.body | {"second_year": "when_revised"})
    item = f"lecture:{lecture.public_id}"
    credit_live(item=item, earned_on=at + timedelta(days=1))
    credit_live(item="session:held")
    next_year = at.replace(year=2027)
    assert credit_live(item=item, earned_on=next_year) is None
    assert credit_live(item="session:held", earned_on=next_year) is None
    course = lecture.chapter.course
    publish_course(course=course, member=instructor, audiences=[second_branch], at=at + timedelta(days=30))
    assert credit_live(item=item, earned_on=next_year).credit_year == 2027


def test_new_years_eve_belongs_to_the_year_of_the_school(credit_live, at):
    eve = at.replace(month=12, day=31, hour=23, minute=59)
    assert credit_live(item="session:one", earned_on=eve).credit_year == 2026
    assert credit_live(item="session:two", earned_on=eve + timedelta(minutes=1)).credit_year == 2027


def test_no_hours_make_no_line(credit_live):
    assert credit_live(hours=Decimal(0)) is None
    assert not LedgerEntry.objects.exists()


@pytest.mark.parametrize("hours", ["0.1", "0.3", "1.05"])
def test_only_whole_quarters_are_stored(credit_live, hours):
    with pytest.raises(IntegrityError), transaction.atomic():
        credit_live(hours=Decimal(hours))


def test_a_line_cannot_be_changed_or_deleted(credit_live):
    entry = credit_live()
    for attempt in (
        entry.save,
        entry.delete,
        LedgerEntry.objects.all().delete,
        lambda: LedgerEntry.objects.update(hours=9),
    ):
        with pytest.raises(LedgerIsAppendOnly):
            attempt()


@pytest.mark.parametrize(
    "change", ["hours = -1", "n = 2", "hours = 0", "hours = 1.1"], ids=["sign", "number", "nothing", "tenth"]
)
def test_the_database_itself_keeps_the_rule(credit_live, change):
    credit_live()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE progress_ledgerentry SET {change}")


@pytest.mark.django_db(transaction=True)
def test_live_and_alone_at_the_same_moment_count_once(credit_live, lecture, learner, at):
    watching = Watching.open(member=learner, lecture=lecture, at=at)
    start = Barrier(2)

    def at_once(act):
        start.wait()
        try:
            act()
        finally:
            connection.close()

    acts = (lambda: watching.watch(0, 120), lambda: credit_live(item=f"lecture:{lecture.public_id}"))
    threads = [Thread(target=at_once, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert LedgerEntry.objects.count() == 1
    assert LectureCompletion.objects.count() == 1
