"""What audit entries say in words: a sentence for every action, grouped as the search offers them.

A sentence may name `%(actor)s` and `%(subject)s`. An action without a sentence is shown as it was recorded; the tests
fail for one that the program can record and that is missing here.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.audit.models import AuditEntry

GROUPS: dict[str, Any] = {
    "access": gettext_lazy("Refused access"),
    "audit": gettext_lazy("Reading the audit"),
    "policy": gettext_lazy("Policies and mail"),
    "offices": gettext_lazy("Offices and tasks"),
    "members": gettext_lazy("Members"),
    "tree": gettext_lazy("Organisations"),
    "accounts": gettext_lazy("Accounts and signing in"),
    "data": gettext_lazy("Personal data, imports and exports"),
    "study": gettext_lazy("Courses, sessions and hours"),
    "discussion": gettext_lazy("Discussions and the word list"),
}

# Group → action → sentence.
SENTENCES: dict[str, dict[str, Any]] = {
    "access": {
        "access.refused": gettext_lazy("%(actor)s was refused entry to %(subject)s."),
        "export.refused": gettext_lazy("%(actor)s was refused an export."),
        "factor.refused": gettext_lazy("%(actor)s gave a wrong second factor."),
        "sign_in.failed": gettext_lazy("Somebody gave a wrong password for %(subject)s."),
        "sign_in.locked": gettext_lazy("After wrong passwords, %(subject)s has to wait at one place."),
        "sign_in.refused": gettext_lazy("A sign-in of %(subject)s was refused."),
    },
    "audit": {
        "audit.searched": gettext_lazy("%(actor)s searched the audit."),
        "audit.entry_read": gettext_lazy("%(actor)s read one audit entry."),
        "audit.archive_asked": gettext_lazy("%(actor)s asked for an archive of the audit."),
        "audit.archive_fetched": gettext_lazy("%(actor)s downloaded an archive of the audit."),
        "audit.archived": gettext_lazy("An archive of the audit was written on the command line."),
    },
    "policy": {
        "policy.set": gettext_lazy("%(actor)s set the policy “%(subject)s”."),
        "policy.reset": gettext_lazy("%(actor)s put the policy “%(subject)s” back to its default."),
        "mail.tested": gettext_lazy("%(actor)s sent a test mail."),
    },
    "offices": {
        "office.appointed": gettext_lazy("%(actor)s gave %(subject)s an office."),
        "office.ended": gettext_lazy("%(actor)s ended an office of %(subject)s."),
        "office.redated": gettext_lazy("%(actor)s changed the dates of an office of %(subject)s."),
        "office.import_undone": gettext_lazy("%(actor)s took back imported offices of %(subject)s."),
        "task.done": gettext_lazy("%(actor)s completed a task."),
        "task.withdrawn": gettext_lazy("A task was withdrawn by %(actor)s."),
    },
    "members": {
        "member.registered": gettext_lazy("%(actor)s registered %(subject)s."),
        "member.named": gettext_lazy("%(actor)s changed the name of %(subject)s."),
        "member.numbered": gettext_lazy("%(actor)s changed the number of %(subject)s."),
        "member.stage": gettext_lazy("%(actor)s changed the stage of %(subject)s."),
        "member.category": gettext_lazy("%(actor)s changed the category of %(subject)s."),
        "member.status": gettext_lazy("%(actor)s changed the status of %(subject)s."),
        "member.affiliated": gettext_lazy("%(actor)s moved %(subject)s to another organisation."),
        "member.left": gettext_lazy("%(actor)s ended the affiliation of %(subject)s."),
        "member.contact_changed": gettext_lazy("%(actor)s changed how to reach %(subject)s."),
        "member.joined": gettext_lazy("%(actor)s joined two records of %(subject)s."),
        "member.separated": gettext_lazy("%(actor)s separated two records of %(subject)s."),
        "member.taken_back": gettext_lazy("%(actor)s took back a change of %(subject)s."),
    },
    "tree": {
        "organisation.founded": gettext_lazy("%(actor)s founded %(subject)s."),
        "organisation.edited": gettext_lazy("%(actor)s renamed %(subject)s or changed its kind."),
        "organisation.moved": gettext_lazy("%(actor)s moved %(subject)s."),
        "organisation.merged": gettext_lazy("%(actor)s merged %(subject)s into another organisation."),
        "organisation.split": gettext_lazy("%(actor)s split %(subject)s."),
        "organisation.closed": gettext_lazy("%(actor)s closed %(subject)s."),
        "organisation.undone": gettext_lazy("%(actor)s took back a change of %(subject)s."),
        "organisation_kind.added": gettext_lazy("%(actor)s added the kind of organisation “%(subject)s”."),
        "organisation_kind.changed": gettext_lazy("%(actor)s changed the kind of organisation “%(subject)s”."),
        "organisation_kind.deleted": gettext_lazy("%(actor)s removed the kind of organisation “%(subject)s”."),
    },
    "accounts": {
        "account.closed": gettext_lazy("%(actor)s closed the account of %(subject)s."),
        "account.former_address_told": gettext_lazy("The former e-mail address of %(subject)s was told of the change."),
        "account.reopened": gettext_lazy("%(actor)s opened the account of %(subject)s again."),
        "factor.added": gettext_lazy("%(actor)s added a second factor."),
        "factor.removed": gettext_lazy("%(actor)s removed a second factor."),
        "factor.codes_renewed": gettext_lazy("%(actor)s made new recovery codes."),
        "factor.recovery_code_used": gettext_lazy("%(actor)s signed in with a recovery code."),
        "factor.taken_away": gettext_lazy("%(actor)s took the second factors of %(subject)s away."),
        "invitation.made": gettext_lazy("%(actor)s invited %(subject)s."),
        "invitation.mailed": gettext_lazy("%(actor)s sent %(subject)s an invitation by mail."),
        "invitation.revoked": gettext_lazy("%(actor)s took back the invitation of %(subject)s."),
        "invitation.accepted": gettext_lazy("%(subject)s took up an invitation."),
        "password.chosen": gettext_lazy("%(subject)s chose a new password."),
        "purpose.acknowledged": gettext_lazy("%(actor)s read the notice about personal data."),
        "recovery.help_asked": gettext_lazy("Help with signing in was asked for %(subject)s."),
        "recovery.mail_asked": gettext_lazy("A mail for a new password was asked for %(subject)s."),
        "recovery.slip_issued": gettext_lazy("%(actor)s issued a one-time slip for %(subject)s."),
        "recovery.slip_revoked": gettext_lazy("%(actor)s took back a one-time slip of %(subject)s."),
        "sign_in.done": gettext_lazy("%(subject)s signed in."),
        "sign_in.ended": gettext_lazy("%(actor)s ended sign-ins of %(subject)s."),
        "sign_in.lock_lifted": gettext_lazy("%(actor)s ended the wait of %(subject)s."),
    },
    "data": {
        "evidence.read": gettext_lazy("%(actor)s read the evidence of %(subject)s."),
        "packet.read": gettext_lazy("%(actor)s read the appraisal packet of %(subject)s."),
        "member.revealed": gettext_lazy("%(actor)s looked at hidden data of %(subject)s."),
        "member.erased": gettext_lazy("%(actor)s erased personal data of %(subject)s."),
        "own_data.asked": gettext_lazy("%(actor)s asked for a copy of the own data."),
        "own_data.fetched": gettext_lazy("%(actor)s downloaded a copy of the own data."),
        "retention.ran": gettext_lazy("Data past their time of keeping were erased."),
        "export.made": gettext_lazy("%(actor)s made an export."),
        "import.started": gettext_lazy("%(actor)s began to apply an import."),
        "import.applied": gettext_lazy("An import of %(actor)s was applied."),
        "import.undo_started": gettext_lazy("%(actor)s began to take back an import."),
        "import.undone": gettext_lazy("An import of %(actor)s was taken back."),
        "demo.seeded": gettext_lazy("The demo college was laid out."),
    },
    "study": {
        "course.audience_changed": gettext_lazy("%(actor)s changed who sees a course."),
        "course.enrolled": gettext_lazy("%(actor)s opened a course to %(subject)s by name."),
        "course.enrolment_ended": gettext_lazy("%(actor)s closed a course to %(subject)s that was open by name."),
        "course.assigned": gettext_lazy("%(actor)s assigned a course."),
        "course.assignment_changed": gettext_lazy("%(actor)s changed the assignment of a course."),
        "course.assignment_ended": gettext_lazy("%(actor)s ended the assignment of a course."),
        "course.assignment_resumed": gettext_lazy("%(actor)s resumed the assignment of a course."),
        "office.condition_set": gettext_lazy("%(actor)s made an office depend on a course."),
        "office.condition_ended": gettext_lazy("%(actor)s ended the dependence of an office on a course."),
        "course.published": gettext_lazy("%(actor)s published a course."),
        "course.deleted": gettext_lazy("%(actor)s deleted a draft that was never published."),
        "course.put_back": gettext_lazy("%(actor)s put a deleted draft back."),
        "course.duplicated": gettext_lazy("%(actor)s copied a course."),
        "course.step_undone": gettext_lazy("%(actor)s undid a colleague’s change of a draft."),
        "course.exported": gettext_lazy("%(actor)s exported a course as a file."),
        "course.imported": gettext_lazy("%(actor)s imported a course from a file."),
        "course.import_undone": gettext_lazy("%(actor)s took an imported course back."),
        "course.withdrawn": gettext_lazy("%(actor)s withdrew a course."),
        "course.care_set": gettext_lazy("%(actor)s said who keeps a course fresh, and until when."),
        "course.looked_at": gettext_lazy("%(actor)s looked at a course again."),
        "course.restored": gettext_lazy("%(actor)s put the draft of a course back to an earlier revision."),
        "course.submitted": gettext_lazy("%(actor)s submitted a course for review."),
        "course.submission_withdrawn": gettext_lazy("%(actor)s took a course back from review."),
        "course.review_approved": gettext_lazy("%(actor)s approved a course in review."),
        "course.review_returned": gettext_lazy("%(actor)s returned a course to its author."),
        "course.finding_kept": gettext_lazy("%(actor)s kept what the checks found in a course, and said why."),
        "course.planned": gettext_lazy("%(actor)s planned when a course is published or withdrawn."),
        "course.plan_cancelled": gettext_lazy("%(actor)s cancelled what was planned for a course."),
        "course.captions_reviewed": gettext_lazy(
            "%(actor)s read the captions that were changed after a course was published."
        ),
        "course.corrected": gettext_lazy("%(actor)s published a correction of a course."),
        "course.offered": gettext_lazy("%(actor)s offered a course to the organisations below."),
        "course.offer_ended": gettext_lazy("%(actor)s no longer offers a course to the organisations below."),
        "course.adopted": gettext_lazy("%(actor)s took over a course from above."),
        "course.introduced": gettext_lazy("%(actor)s changed the local introduction of a course."),
        "course.adoption_ended": gettext_lazy("%(actor)s stopped showing a course from above."),
        "review_rule.set": gettext_lazy("%(actor)s set how many reviews courses of %(subject)s need."),
        "media.collected": gettext_lazy("A file that no lecture used was deleted after its time: %(subject)s."),
        "session.schedule": gettext_lazy("%(actor)s scheduled a session."),
        "session.change": gettext_lazy("%(actor)s changed a session."),
        "session.cancel": gettext_lazy("%(actor)s cancelled a session."),
        "session.open": gettext_lazy("%(actor)s opened a session."),
        "session.close": gettext_lazy("%(actor)s closed a session."),
        "register.confirm": gettext_lazy("%(actor)s confirmed a register of attendance."),
        "register.correct": gettext_lazy("%(actor)s corrected a register of attendance."),
        "caption.published": gettext_lazy("%(actor)s published captions of a recording."),
        "caption.withdrawn": gettext_lazy("%(actor)s withdrew captions of a recording."),
        "caption.deleted": gettext_lazy("%(actor)s deleted captions of a recording."),
        "caption.transcription_asked": gettext_lazy("%(actor)s had captions of a recording drafted by machine."),
        "media.renamed": gettext_lazy("%(actor)s renamed a file of the media library."),
        "media.poster_chosen": gettext_lazy("%(actor)s chose the picture of a recording."),
        "media.retried": gettext_lazy("%(actor)s had a file of the media library prepared once more."),
        "media.deleted": gettext_lazy("%(actor)s deleted a file of the media library."),
        "progress.rebuild": gettext_lazy("Progress was compared with its facts; what fell short was raised."),
        "hours.reverse": gettext_lazy("%(actor)s took back credited hours of %(subject)s."),
    },
    "discussion": {
        "discussion.hidden": gettext_lazy("%(actor)s took a post away."),
        "discussion.restored": gettext_lazy("%(actor)s put a post back."),
        "discussion.approved": gettext_lazy("%(actor)s released a post."),
        "discussion.kept": gettext_lazy("%(actor)s dismissed reports about a post."),
        "discussion.refused": gettext_lazy("%(actor)s refused an author’s reply about a post."),
        "discussion.blocked": gettext_lazy("%(actor)s blocked %(subject)s from writing."),
        "discussion.unblocked": gettext_lazy("%(actor)s let %(subject)s write again."),
        "discussion.word_kept": gettext_lazy("%(actor)s put a word on the word list or changed it."),
        "discussion.word_dropped": gettext_lazy("%(actor)s took a word off the word list."),
        "discussion.words_taken": gettext_lazy("%(actor)s took in a word list."),
        "discussion.switched": gettext_lazy("%(actor)s switched the discussion of a course on or off."),
    },
}
_BY_ACTION = {action: sentence for sentences in SENTENCES.values() for action, sentence in sentences.items()}


def sentence_of(entry: AuditEntry, *, actor: str, subject: str) -> str:
    """The entry in words, in the language that is active now."""
    sentence = _BY_ACTION.get(entry.action) or _("%(actor)s: %(action)s, %(subject)s")
    return str(sentence) % {"actor": actor, "action": entry.action, "subject": subject}


def actions_of(group: str) -> list[str]:
    """The actions that the search means by this group."""
    return list(SENTENCES.get(group, ()))
