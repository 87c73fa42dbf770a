"""Any hour opens to its evidence: in full for the member, in the other form for whom she reports to."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from progress.models import LectureCompletion, LedgerEntry
from progress.reports.evidence import Fact, completion_behind, facts_for_everybody, in_words, viewing_behind
from progress.views.reading_of_others import record_reading
from quizzes.models import Attempt
from realtime.models import StudySession
from school.accounts.requests import MemberRequest
from school.organisation.authority import Right
from school.organisation.models import Member

ENTRIES = LedgerEntry.objects.select_related("rule_version__rule_set", "member__stands_for", "actor", "reverses")


def _register_facts(entry: LedgerEntry) -> list[Fact]:
    if entry.evidence_kind != "register":
        return []
    session = StudySession.objects.for_pages().filter(public_id=entry.evidence_id).first()
    if session is None or session.confirmed_at is None or session.confirmed_by is None:
        return []
    return [
        Fact(_("Session"), f"{session.title} · {in_words(session.starts_at)} · {session.organisation}"),
        Fact(_("Register confirmed by"), f"{session.confirmed_by.name} · {in_words(session.confirmed_at)}"),
    ]


def _attempt_facts(completion: LectureCompletion | None) -> list[Fact]:
    if completion is None or completion.deciding_fact != "attempt":
        return []
    attempt = Attempt.objects.filter(public_id=completion.deciding_id).first()
    if attempt is None or attempt.submitted_at is None:
        return []
    mark = _("%(mark)s of %(max)s, submitted %(when)s") % {
        "mark": f"{attempt.mark:g}",
        "max": f"{attempt.max_mark:g}",
        "when": in_words(attempt.submitted_at),
    }
    return [Fact(_("Mark, seen only by you"), mark)]


@require_safe
@login_required
def evidence(request: MemberRequest, entry_id: str) -> HttpResponse:
    """The member's own entry, with sessions, seconds and marks."""
    entry = get_object_or_404(ENTRIES, public_id=entry_id, member__in=request.authority.records)
    completion = completion_behind(entry)
    viewing = viewing_behind(completion)
    facts = facts_for_everybody(entry, completion) + _register_facts(entry) + _attempt_facts(completion)
    if viewing:
        seconds = sum(row.seconds for row in viewing)
        counted = ngettext("%(count)d second accepted", "%(count)d seconds accepted", seconds) % {"count": seconds}
        facts.append(Fact(_("Played, seen only by you"), counted))
    return render(
        request,
        "progress/evidence.html",
        {
            "entry": entry,
            "facts": facts,
            "viewing": viewing,
            "back_url": reverse("progress:year"),
            "back_label": _("My year"),
        },
    )


@require_safe
@login_required
def evidence_for_desk(request: MemberRequest, entry_id: str) -> HttpResponse:
    """Somebody else's entry, without anything that tells how she spent her time; the look is audited."""
    overseen = Member.objects.overseen_by(request.authority, Right.OVERSEE_MEMBERS)
    of_overseen = Q(member__in=overseen) | Q(member__stands_for__in=overseen)
    entry = get_object_or_404(ENTRIES.filter(of_overseen), public_id=entry_id)
    person = entry.member.stands_for or entry.member
    read_as = record_reading(request, member=person, action="evidence.read", right=Right.OVERSEE_MEMBERS)
    completion = completion_behind(entry)
    return render(
        request,
        "progress/evidence.html",
        {
            "entry": entry,
            "member": person,
            "facts": facts_for_everybody(entry, completion) + _register_facts(entry),
            "back_url": reverse("progress:packet", args=[person.public_id, entry.credit_year])
            if request.authority.has(Right.APPRAISE)
            else reverse("progress:desk"),
            "back_label": person.name,
        }
        | read_as,
    )
