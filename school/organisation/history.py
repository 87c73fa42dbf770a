"""What was done to a node, as sentences."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from school.organisation.models import ChangeAct, Organisation, OrganisationChange


@dataclass(frozen=True)
class Told:
    """One change in words, and whether undoing it is offered."""

    change: OrganisationChange
    sentence: str
    may_undo: bool


def told(change: OrganisationChange, *, seen_from: Organisation, may_undo: bool) -> Told:
    """The change as the history of `seen_from` tells it: of the node itself, or of one that came to it."""
    return Told(change, sentence_of(change, seen_from=seen_from), may_undo)


def sentence_of(change: OrganisationChange, *, seen_from: Organisation) -> str:
    """What happened, in words; names are those of today but where the change itself gave another."""
    facts = {"name": str(change.organisation), "other": str(change.other) if change.other else ""}
    if change.organisation_id != seen_from.pk:
        return _OF_ANOTHER[ChangeAct(change.act)]() % facts
    if change.act == ChangeAct.EDITED:
        before = change.before["edge"]
        return _("Renamed or changed in kind; before: %(before)s") % {"before": before["name"]}
    return _OF_ITSELF[ChangeAct(change.act)]() % facts


_OF_ITSELF = {
    ChangeAct.FOUNDED: lambda: _("Founded under %(other)s"),
    ChangeAct.MOVED: lambda: _("Moved under %(other)s"),
    ChangeAct.MERGED: lambda: _("Merged into %(other)s"),
    ChangeAct.SPLIT: lambda: _("Split: %(other)s came to be"),
    ChangeAct.CLOSED: lambda: _("Closed"),
}
_OF_ANOTHER = {
    ChangeAct.FOUNDED: lambda: _("%(name)s was founded here"),
    ChangeAct.MOVED: lambda: _("%(name)s was moved here"),
    ChangeAct.MERGED: lambda: _("%(name)s was merged into this one"),
    ChangeAct.SPLIT: lambda: _("Came to be by splitting %(name)s"),
    ChangeAct.CLOSED: lambda: _("%(name)s was closed"),
}
