"""What stands equals what the facts say, and every planted corruption is found."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from courses.models import CourseRevision
from progress.models import (
    CourseCompletion,
    Coverage,
    LectureCompletion,
    ProgressDifference,
    SectionReached,
    SpentTime,
)
from progress.rebuilt.persons import Persons
from progress.services.reading_on import reach_sections
from progress.services.rebuilding import differences, rebuild
from progress.tasks import compare_with_facts
from school.audit.models import AuditEntry
from school.operations.unfinished import unfinished_work
from tests.progress.recordings import Watching

pytestmark = pytest.mark.pg

TEXT = "## 一\n\n" + "学" * 100 + "\n\n## 二\n\n" + "习" * 100


@pytest.fixture
def studied(publish, learner, peer, authority, at):
    """Two members, two recordings and a text; late, fast, repeated and refused beats among the rest."""
    one, two, text = publish(durations_ms=[60_000, 90_500], texts=[TEXT])
    alone = Watching.open(member=learner, lecture=one, at=at)
    alone.watch(0, 60, rate=2)
    alone.send(alone.beat((30_000, 31_000), (0, 9_000)))
    other = Watching.open(member=learner, lecture=two, at=at + timedelta(minutes=1))
    other.send(other.beat((0, 10_000), (4_600, 24_700)))
    other.send(other.beat((12_000, 50_000), (24_700, 62_700)), after_ms=300_000)
    Watching.open(member=peer, lecture=one, at=at).watch(0, 20)
    for when, sections in ((0, []), (30, [1]), (60, [2])):
        reach_sections(
            member=learner,
            authority=authority(learner),
            lecture_id=text.public_id,
            sections=sections,
            at=at + timedelta(minutes=10, seconds=when),
        )
    return one, two, text


def test_an_honest_history_has_no_differences(studied, at):
    assert LectureCompletion.objects.count() == 2
    assert [str(found) for found in differences(at=at)] == []


PLANTED = {
    "a second that no beat played": "UPDATE progress_coverage SET bits = X'FFFFFFFFFFFFFFFFFFFF0F'"
    " WHERE resume_ms = 62700",
    "spent time that no beat spent": "UPDATE progress_spenttime SET spent = '[[0, 5]]' WHERE spent <> '[]'",
    "a completion without a fact": "UPDATE progress_lecturecompletion SET lecture_id = (SELECT lecture_id FROM"
    " progress_viewingsession ORDER BY opened_at DESC LIMIT 1) WHERE deciding_fact = 'coverage'",
    "a credit of another value": "UPDATE progress_ledgerentry SET hours = 5 WHERE number = 1",
    "a credit without a completion": "UPDATE progress_ledgerentry SET evidence_id = 'nobody' WHERE number = 1",
    "a completion by a fact that is not there": "UPDATE progress_lecturecompletion SET deciding_id = 'nobody'",
    "a completion of another edition": "UPDATE progress_lecturecompletion SET lecture_revision_id = (SELECT"
    " MAX(lecture_revision_id) FROM progress_viewingsession) WHERE deciding_fact = 'coverage'",
    "a completion by another kind of fact": "UPDATE progress_lecturecompletion SET deciding_fact = 'attempt'",
    "a completion before its fact began": "UPDATE progress_lecturecompletion SET completed_at ="
    " '2026-01-02 00:00:00+00:00' WHERE deciding_fact = 'coverage'",
    "a completion by rules of later years": "UPDATE progress_ruleversion SET effective_from = '2030-01-01'",
    "a credit of another lecture": "UPDATE progress_ledgerentry SET item = 'lecture:another' WHERE number = 1",
    "a credit in another year": "UPDATE progress_ledgerentry SET credit_year = 2025 WHERE number = 1",
    "a credit of another day": "UPDATE progress_ledgerentry SET earned_on = '2026-11-22 12:00:00+00:00'",
    "a key whose first line is gone": "UPDATE progress_ledgerentry SET n = 3 WHERE number = 1",
    "a beat that was removed": "DELETE FROM progress_acceptedbeat WHERE seq = 1",
}


@pytest.mark.parametrize("statement", PLANTED.values(), ids=PLANTED.keys())
def test_planted_corruption_is_found_and_not_lowered_by_a_machine(studied, at, statement):
    if connection.vendor == "postgresql":
        statement = statement.replace("X'", "'\\x")
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(differences(at=at))
    said = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("rebuild_progress", "--check", stdout=said)
    assert ended.value.code == 1
    assert "differences" in said.getvalue()


def test_what_a_night_finds_is_kept_until_it_no_longer_differs(studied, at):
    read = LectureCompletion.objects.filter(deciding_fact="reading")
    named = read.get().deciding_id
    read.update(deciding_id="0")
    assert compare_with_facts() == 1
    assert compare_with_facts() == 1
    assert "does not exist" in ProgressDifference.objects.get().problem
    assert {piece.kind: piece.count for piece in unfinished_work()}["differences of progress"] == 1
    assert AuditEntry.objects.get(action="progress.rebuild").details == {"mended": 0, "found": 1}
    read.update(deciding_id=named)
    assert compare_with_facts() == 0
    assert not ProgressDifference.objects.standing().exists()


def test_a_course_completed_by_the_edition_of_another_course_is_found(publish, learner, at):
    (lecture,) = publish(durations_ms=[60_000])
    publish(durations_ms=[60_000])
    Watching.open(member=learner, lecture=lecture, at=at).watch(0, 60)
    CourseCompletion.objects.update(course_revision=CourseRevision.objects.latest("pk"))
    assert "it names a revision of another course" in {found.problem for found in differences(at=at)}


def test_records_joined_in_a_ring_are_one_person():
    persons = Persons([(2, 1), (1, 2), (3, 2), (7, 8)])
    assert len({persons.of(member) for member in (1, 2, 3)}) == 1
    assert persons.of(7) == persons.of(8) != persons.of(1)
    assert persons.of(9) == 9


def test_what_fell_short_is_raised_again(studied, learner, at):
    kept = Coverage.objects.get(resume_ms=62_700)
    bits = kept.bits
    Coverage.objects.filter(pk=kept.pk).update(bits=b"")
    SpentTime.objects.filter(member=learner).update(spent=[], offline_ms=0)
    LectureCompletion.objects.filter(deciding_fact="coverage").delete()
    assert rebuild(at=at + timedelta(days=1))  # the line that credited the lost completion now names nobody
    kept.refresh_from_db()
    assert bytes(kept.bits) == bytes(bits)
    assert LectureCompletion.objects.count() == 2
    assert {found.what for found in differences(at=at)} == {"ledger"}


def test_a_course_that_was_not_completed_is(publish, learner, at):
    (lecture,) = publish(durations_ms=[60_000])
    Watching.open(member=learner, lecture=lecture, at=at).watch(0, 60)
    CourseCompletion.objects.all().delete()
    assert [found.what for found in differences(at=at)] == ["course completion"]
    assert rebuild(at=at) == []
    assert CourseCompletion.objects.get().completed_at == LectureCompletion.objects.get().completed_at


def test_a_section_that_was_never_reached_leaves_the_completion_without_its_fact(studied, at):
    SectionReached.objects.filter(section=2).delete()
    assert "completion" in {found.what for found in differences(at=at)}


def test_the_command_says_when_all_is_well(studied):
    said = StringIO()
    call_command("rebuild_progress", stdout=said)
    assert "what the facts say" in said.getvalue()
