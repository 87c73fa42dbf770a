"""The history of a draft: every change leaves a step, and steps can be undone and done again.

A service that changes a draft wraps its work in `recorded`. Acts of no member – an import, the demo – leave no step.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta

from django.db import transaction

from courses.composed_state import composed_state
from courses.draft_state import DraftState, changes_between, draft_state, joined, lecture_state
from courses.errors import NothingToUndo, StepOutdated, StepWentElsewhere
from courses.models import Chapter, Course, DraftStep, Lecture, StepKind, StepState
from courses.models.draft_step import COMPOSING
from courses.services.drafting import lock_draft, lock_outline
from courses.services.step_files import hold_files
from courses.services.turning_back import Side, stands, turn
from school.audit.recording import record
from school.organisation.models import Member

FOLDED_WITHIN = timedelta(minutes=30)
"""Edits of one author on one lecture, each so soon after the one before, are one step."""


@contextmanager
def recorded(
    *, course_id: int, by: Member | None, what: StepKind, at: datetime, subject: str = "", **facts: str
) -> Iterator[None]:
    """Note what the block changes in the draft as one step of `by`; no step when it changes nothing."""
    if by is None:
        yield
        return
    with transaction.atomic():
        draft = lock_draft(course_id=course_id, at=at)
        looked_at = (draft_state, composed_state) if what in COMPOSING else (draft_state,)
        before = {row: columns for look in looked_at for row, columns in look(course_id).items()}
        yield
        after = {row: columns for look in looked_at for row, columns in look(course_id).items()}
        _note(draft, by, what, before, after, at=at, subject=subject, facts=facts)


@contextmanager
def recorded_lecture(*, lecture: Lecture, by: Member | None, what: StepKind, at: datetime) -> Iterator[None]:
    """The same for a block that touches nothing but this lecture, which is cheaper to look at."""
    if by is None:
        yield
        return
    with transaction.atomic():
        draft = lock_draft(course_id=lecture.chapter.course_id, at=at)
        before = lecture_state(lecture.pk)
        yield
        after = lecture_state(lecture.pk)
        _note(draft, by, what, before, after, at=at, subject=lecture.public_id, facts={"title": lecture.title})


def recorded_chapter(
    *, chapter: Chapter, by: Member | None, what: StepKind, at: datetime, **facts: str
) -> AbstractContextManager[None]:
    """`recorded`, about a chapter."""
    course_id, told = chapter.course_id, {"title": chapter.title, **facts}
    return recorded(course_id=course_id, by=by, what=what, at=at, subject=chapter.public_id, **told)


@transaction.atomic
def undo_step(*, course: Course, number: int, by: Member, at: datetime) -> DraftStep:
    """Take back the last step, which the author saw as `number`. Audited where it was somebody else's.

    Raises:
        NothingToUndo: another step is the last now, or there is none.
        StepWentElsewhere: it moved something to another course.
        StepOutdated: the draft does not stand as the step left it.
    """
    draft = lock_outline(course_id=course.pk, at=at)
    step = _expected(draft.steps.last_done(), number)
    _turn(step, "before", at=at)
    step.state, step.undone_by, step.undone_at = StepState.UNDONE, by, at
    step.save(update_fields=["state", "undone_by", "undone_at"])
    if step.by_id != by.pk:
        record(
            actor=by,
            action="course.step_undone",
            subject_kind="course",
            subject_id=draft.public_id,
            organisation_path=draft.organisation.path,
            details={"step": step.number, "of": step.by.public_id},
            at=at,
        )
    return step


@transaction.atomic
def redo_step(*, course: Course, number: int, by: Member, at: datetime) -> DraftStep:
    """Do again what was undone last, which the author saw as `number`. Raises as `undo_step`."""
    draft = lock_outline(course_id=course.pk, at=at)
    step = _expected(draft.steps.next_undone(), number)
    _turn(step, "after", at=at)
    step.state, step.undone_by, step.undone_at = StepState.DONE, None, None
    step.save(update_fields=["state", "undone_by", "undone_at"])
    return step


@transaction.atomic
def note_hand(*, lecture: Lecture, by: Member | None, at: datetime) -> None:
    """Note that `by` changed what another app keeps of this lecture, such as its questions: whoever has written in a
    draft does not decide about it. The step holds no change, so undoing passes it over."""
    if by is None:
        return
    draft = lock_draft(course_id=lecture.chapter.course_id, at=at)
    last = draft.steps.latest_first().select_related("by").first()
    if last is not None and not last.changes and _same_edit(last, by, lecture.public_id, at):
        last.at = at
        last.save(update_fields=["at"])
        return
    DraftStep.objects.create(
        course=draft,
        number=last.number + 1 if last else 1,
        by=by,
        begun_at=at,
        at=at,
        what=StepKind.LECTURE_EDITED,
        subject=lecture.public_id,
        facts={"title": lecture.title},
    )


def _expected(step: DraftStep | None, number: int) -> DraftStep:
    if step is None or step.number != number:
        raise NothingToUndo
    if not step.reversible:
        raise StepWentElsewhere
    return step


def _turn(step: DraftStep, side: Side, *, at: datetime) -> None:
    if not stands(changes=step.changes, side="after" if side == "before" else "before"):
        raise StepOutdated
    turn(changes=step.changes, side=side, at=at)


def _note(
    draft: Course,
    by: Member,
    what: StepKind,
    before: DraftState,
    after: DraftState,
    *,
    at: datetime,
    subject: str,
    facts: dict[str, str],
) -> None:
    changes = changes_between(before, after)
    if not changes:
        return
    draft.steps.filter(state=StepState.UNDONE).update(state=StepState.PASSED)
    last = draft.steps.latest_first().select_related("by").first()
    if what == StepKind.LECTURE_EDITED and last is not None and _continues(last, by, subject, at):
        _fold(last, changes, facts, at)
        return
    step = DraftStep.objects.create(
        course=draft,
        number=last.number + 1 if last else 1,
        by=by,
        begun_at=at,
        at=at,
        what=what,
        subject=subject,
        facts=facts,
        changes=changes,
    )
    hold_files(step=step)


def _continues(last: DraftStep, by: Member, subject: str, at: datetime) -> bool:
    """Whether this edit is one step with the last; a noted hand stays a step of its own."""
    return bool(last.changes) and _same_edit(last, by, subject, at)


def _same_edit(last: DraftStep, by: Member, subject: str, at: datetime) -> bool:
    same = (last.what, last.subject, last.by_id, last.state)
    return same == (StepKind.LECTURE_EDITED, subject, by.pk, StepState.DONE) and at - last.at <= FOLDED_WITHIN


def _fold(step: DraftStep, changes: list[dict[str, object]], facts: dict[str, str], at: datetime) -> None:
    step.changes, step.facts, step.at = joined(step.changes, changes), facts, at
    if step.changes:
        step.save(update_fields=["changes", "facts", "at"])
        hold_files(step=step)
    else:
        step.delete()
