"""What each class of change is called, and what it means for members who have begun or completed a course."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.changes import ChangeClass

LABELS: Mapping[ChangeClass, str | Promise] = {
    ChangeClass.REMOVED: _("taken out"),
    ChangeClass.MEDIA: _("recording replaced"),
    ChangeClass.REQUIRED_PART: _("required part changed"),
    ChangeClass.QUESTIONS: _("questions, keys or marks changed"),
    ChangeClass.CONTENT: _("content changed"),
    ChangeClass.GATE: _("opening condition changed"),
    ChangeClass.MINUTES: _("minutes for credit changed"),
    ChangeClass.ADDED: _("added"),
    ChangeClass.REORDERED: _("put in another place"),
    ChangeClass.DUTY: _("required or elective changed"),
    ChangeClass.AUDIENCE: _("audience changed"),
    ChangeClass.WORDING: _("wording"),
}

MEANINGS: Mapping[ChangeClass, str | Promise] = {
    ChangeClass.REMOVED: _("Who completed it keeps that. Who has begun can no longer go on, and need not."),
    ChangeClass.MEDIA: _(
        "Who completed it keeps that. Who has begun starts with the new recording, unless you say that it is the same "
        "film."
    ),
    ChangeClass.REQUIRED_PART: _("Who completed it keeps that. For others the new part counts."),
    ChangeClass.QUESTIONS: _("Attempts that are finished keep their marks. New attempts get the new questions."),
    ChangeClass.CONTENT: _("Who completed it keeps that, by the earlier text."),
    ChangeClass.GATE: _("What is completed stays completed. The new condition holds for those who have not begun."),
    ChangeClass.MINUTES: _("Hours that are credited stay. Who completes it from now on gets the new hours."),
    ChangeClass.ADDED: _("Who completed the course keeps that. For others there is one more lecture."),
    ChangeClass.REORDERED: _("Nothing is lost. The next lecture may be another one."),
    ChangeClass.DUTY: _("What is completed stays completed."),
    ChangeClass.AUDIENCE: _("Who no longer sees the course keeps what was earned in it."),
    ChangeClass.WORDING: _("Nothing changes in what is counted."),
}


def in_words(noted: Iterable[Mapping[str, Any]]) -> list[str]:
    """What a revision notes of its changes, one phrase for each class: "added: 第三讲 / 第四讲"."""
    titles: dict[ChangeClass, list[str]] = {}
    for change in noted:
        titles.setdefault(ChangeClass(change["kind"]), []).extend([change["title"]] if change["title"] else [])
    return [f"{LABELS[kind]}: {' / '.join(named)}" if named else str(LABELS[kind]) for kind, named in titles.items()]
