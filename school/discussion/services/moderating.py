"""What moderators decide about posts and threads: every decision is a step that stays, with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from school.discussion.errors import AlreadyObjected, NothingToDecide, OwnPost
from school.discussion.models import (
    ModerationStep,
    Post,
    PostState,
    Report,
    ReportReason,
    ReportState,
    StepAction,
    Thread,
)
from school.discussion.services.addressing import ask_moderators, looked_at
from school.discussion.services.settling import settle
from school.discussion.services.telling import tell_of_decision, tell_of_reply
from school.organisation.acting import Act
from school.organisation.models import Member

AUDITED = {StepAction.HIDDEN, StepAction.RESTORED, StepAction.APPROVED, StepAction.KEPT, StepAction.OBJECTION_REFUSED}


@transaction.atomic
def report_post(*, post: Post, member: Member, reason: str, text: str, at: datetime) -> Report:
    """Point a moderator to a post. Reported again by the same member while open, it is the same report.

    Raises:
        OwnPost: it is her own. NothingToDecide: nobody can read it any more.
    """
    post = _locked(post)
    if post.author_id == member.pk:
        raise OwnPost
    if post.state != PostState.VISIBLE:
        raise NothingToDecide
    report, created = Report.objects.get_or_create(
        post=post,
        by=member,
        state=ReportState.OPEN,
        defaults={"reason": ReportReason(reason), "text": text.strip()[:400], "at": at},
    )
    if created:
        post.open_reports += 1
        post.save(update_fields=["open_reports"])
        _step(post, StepAction.REPORTED, Act(member=member, at=at))
        ask_moderators(post=post, reported=True, at=at)
    return report


@transaction.atomic
def hide_post(*, post: Post, act: Act) -> Post:
    """Take the post away from everybody but its author and moderators; open reports were right.

    Raises:
        NothingToDecide: hidden or withdrawn already. OwnPost: she wrote it herself.
    """
    post = _to_decide(post, act, {PostState.VISIBLE, PostState.HELD})
    post.state, post.reason, post.marked_at = PostState.HIDDEN, act.reason, None
    return _decided(post, StepAction.HIDDEN, act, reports=ReportState.UPHELD)


@transaction.atomic
def restore_post(*, post: Post, act: Act) -> Post:
    """Release what was held, or put back what was taken away. Raises as `hide_post`."""
    was_held = post.state == PostState.HELD
    post = _to_decide(post, act, {PostState.HELD, PostState.HIDDEN})
    post.state, post.reason, post.objected_at = PostState.VISIBLE, "", None
    step = StepAction.APPROVED if was_held else StepAction.RESTORED
    decided = _decided(post, step, act, reports=ReportState.DISMISSED)
    if was_held and not post.is_opening:
        tell_of_reply(post=post, at=act.at)
    return decided


@transaction.atomic
def keep_post(*, post: Post, act: Act) -> Post:
    """The reports were wrong, or the objection was: what stands stays. Raises as `hide_post`."""
    post = _to_decide(post, act, {PostState.VISIBLE, PostState.HIDDEN})
    if post.state == PostState.HIDDEN:
        if post.objected_at is None:
            raise NothingToDecide
        post.objected_at = None
        return _decided(post, StepAction.OBJECTION_REFUSED, act, reports=ReportState.UPHELD)
    if not post.open_reports:
        raise NothingToDecide
    return _decided(post, StepAction.KEPT, act, reports=ReportState.DISMISSED)


@transaction.atomic
def object_to_hiding(*, post: Post, member: Member, text: str, at: datetime) -> ModerationStep:
    """The author's one reply to the moderator. Raises NothingToDecide or AlreadyObjected."""
    post = _locked(post)
    if post.state != PostState.HIDDEN or post.author_id != member.pk:
        raise NothingToDecide
    try:
        with transaction.atomic():
            step = ModerationStep.objects.create(
                post=post, action=StepAction.OBJECTED, by=member, reason=text.strip()[:400], at=at
            )
    except IntegrityError:
        raise AlreadyObjected from None
    post.objected_at = at
    post.save(update_fields=["objected_at"])
    ask_moderators(post=post, objected=True, at=at)
    return step


@transaction.atomic
def decide_many(*, posts: Iterable[Post], decision: str, act_for: dict[str, Act]) -> tuple[int, int]:
    """The same decision ("hide", "restore", "keep") on several posts, each in the office that reaches it.

    Returns how many were decided, and how many could not be because somebody had decided, or wrote them herself.
    """
    services = {"hide": hide_post, "restore": restore_post, "keep": keep_post}
    done = left = 0
    for post in posts:
        try:
            services[decision](post=post, act=act_for[post.public_id])
        except (NothingToDecide, OwnPost):
            left += 1
        else:
            done += 1
    return done, left


@transaction.atomic
def mark_answer(*, post: Post, act: Act, marked: bool) -> Post:
    """Mark a reply as the answer, or take the mark away. Raises NothingToDecide for what cannot be one."""
    post = _locked(post)
    if post.is_opening or post.state != PostState.VISIBLE or marked == (post.marked_at is not None):
        raise NothingToDecide
    post.marked_at = act.at if marked else None
    post.save(update_fields=["marked_at"])
    _step(post, StepAction.MARKED if marked else StepAction.UNMARKED, act)
    settle(thread=post.thread)
    return post


@transaction.atomic
def lock_thread(*, thread: Thread, act: Act, locked: bool) -> Thread:
    """Close a thread to new replies, or open it again."""
    thread.locked_at = act.at if locked else None
    thread.save(update_fields=["locked_at"])
    _step(_opening(thread), StepAction.LOCKED if locked else StepAction.UNLOCKED, act)
    return thread


@transaction.atomic
def pin_thread(*, thread: Thread, act: Act, pinned: bool) -> Thread:
    """Put a thread before all others of its subject, or among them again."""
    thread.pinned_at = act.at if pinned else None
    thread.save(update_fields=["pinned_at"])
    _step(_opening(thread), StepAction.PINNED if pinned else StepAction.UNPINNED, act)
    return thread


def _opening(thread: Thread) -> Post:
    return Post.objects.select_related("thread__organisation").get(thread=thread, is_opening=True)


def _locked(post: Post) -> Post:
    """The post as it is now, held until the end of the transaction: two moderators decide one after the other."""
    rows = Post.objects.select_for_update(of=("self",)).select_related("thread__organisation", "reply_to")
    return rows.get(pk=post.pk)


def _to_decide(post: Post, act: Act, states: set[PostState]) -> Post:
    post = _locked(post)
    if act.member is not None and post.author_id == act.member.pk:
        raise OwnPost
    if post.state not in states:
        raise NothingToDecide
    return post


def _decided(post: Post, action: StepAction, act: Act, *, reports: ReportState) -> Post:
    post.open_reports = 0
    post.save(update_fields=["state", "reason", "marked_at", "objected_at", "open_reports"])
    Report.objects.filter(post=post, state=ReportState.OPEN).update(state=reports, decided_at=act.at)
    _step(post, action, act)
    settle(thread=post.thread)
    looked_at(post=post, act=act)
    return post


def _step(post: Post, action: StepAction, act: Act) -> None:
    ModerationStep.objects.create(
        post=post, action=action, by=act.member, office_id=act.office_id, reason=act.reason, at=act.at
    )
    if action not in AUDITED:
        return
    act.record(
        f"discussion.{action}",
        subject_kind="post",
        subject_id=post.public_id,
        organisation_path=post.thread.organisation.path,
    )
    if action != StepAction.KEPT:
        tell_of_decision(post=post, decision=action, reason=act.reason, at=act.at)
