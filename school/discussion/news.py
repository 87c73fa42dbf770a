"""What members are told about discussions, and what becomes work of an office."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from school.discussion.subjects import subject_kind
from school.notices.kinds import Facts, NoticeKind
from school.notices.timing import ByMail
from school.organisation.models import Task
from school.organisation.task_kinds import TaskKind

REPLIED, DECIDED, BLOCKED = "discussion_replied", "discussion_decided", "discussion_blocked"
LOOK_AT_POST, ANSWER_QUESTIONS = "look_at_post", "answer_questions"


def _replied(facts: Facts) -> str:
    if facts.get("by_instructor"):
        return _("An instructor answered your question: %(title)s") % facts
    return _("Somebody replied to you: %(title)s") % facts


def _decided(facts: Facts) -> str:
    sentences = {
        "hidden": _("A moderator took your post away: %(title)s"),
        "approved": _("A moderator released your post: %(title)s"),
        "restored": _("A moderator put your post back: %(title)s"),
        "refused": _("A moderator looked at your reply, and the post stays away: %(title)s"),
    }
    return sentences[facts["decision"]] % facts


def _reason(facts: Facts) -> str:
    return _("Reason: %(reason)s") % facts if facts.get("reason") else ""


def _blocked(facts: Facts) -> str:
    if facts.get("lifted"):
        return _("You can write in discussions again.")
    return ngettext(
        "You cannot write in discussions for %(days)s day. Studying goes on as before.",
        "You cannot write in discussions for %(days)s days. Studying goes on as before.",
        facts["days"],
    ) % {"days": facts["days"]}


KINDS = (
    NoticeKind(
        code=REPLIED,
        label=gettext_lazy("Replies to me"),
        title=_replied,
        body=lambda _facts: "",
        why=gettext_lazy("You get this because you wrote in this discussion."),
        by_mail=ByMail.DAILY,
    ),
    NoticeKind(
        code=DECIDED,
        label=gettext_lazy("Decisions of moderators"),
        title=_decided,
        body=_reason,
        why=gettext_lazy("You get this because you wrote the post. You can reply to the moderator once."),
        by_mail=ByMail.DAILY,
        essential=True,
    ),
    NoticeKind(
        code=BLOCKED,
        label=gettext_lazy("Writing in discussions"),
        title=_blocked,
        body=_reason,
        why=gettext_lazy("You get this because a moderator decided it. You can reply once."),
        by_mail=ByMail.DAILY,
        essential=True,
    ),
)


def _look(task: Task) -> str:
    title = {"title": str(task.facts.get("title", ""))}
    if task.facts.get("objected"):
        return _("The author of a post replied to the moderator: %(title)s") % title
    if task.facts.get("reported"):
        return _("A post was reported: %(title)s") % title
    return _("A post waits to be released: %(title)s") % title


def _look_url(task: Task) -> str:
    return reverse("discussion:post", args=[task.subject_id])


def _unanswered(task: Task) -> str:
    count = int(task.facts.get("count", 1))
    return ngettext(
        "%(count)s question without an answer: %(title)s", "%(count)s questions without an answer: %(title)s", count
    ) % {"count": count, "title": task.facts.get("title", "")}


def _unanswered_url(task: Task) -> str:
    return subject_kind(str(task.facts["object_kind"])).within_url(task.subject_id)


TASK_KINDS = (
    TaskKind(code=LOOK_AT_POST, label=gettext_lazy("Look at a post"), sentence=_look, url=_look_url),
    TaskKind(code=ANSWER_QUESTIONS, label=gettext_lazy("Answer questions"), sentence=_unanswered, url=_unanswered_url),
)
