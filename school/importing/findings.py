"""What is wrong with a cell: a code for programs, a sentence for people that says what to do. No I/O here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Finding:
    """`column` is the code of a field; `facts` fill the sentence."""

    column: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As it is stored with its row."""
        return {"column": self.column, "code": self.code, "facts": dict(self.facts)}


SENTENCES: dict[str, _StrPromise | str] = {
    # the cell itself
    "formula": _("Here stands a formula. Please replace it by its value."),
    "spreadsheet-error": _("Here stands an error of the spreadsheet, such as #N/A. Please enter the value."),
    "undecodable": _("The characters here are damaged, as by a wrong encoding. Please type them again."),
    "control-character": _("Here stand invisible control characters. Please type the text again."),
    "too-long": _("This text is too long. Please shorten it."),
    "digits-lost": _(
        "The spreadsheet has rounded this number. Please format the column as text and enter all digits again."
    ),
    "missing": _("This must be filled in."),
    # spellings
    "date": _("This is not understood as a date. Please write it as 2024-09-01."),
    "date-without-day": _("Year and month alone are not enough. Please add the day, as in 2024-09-01."),
    "date-does-not-exist": _("There is no such day. Please check the date."),
    "date-implausible": _("%(date)s cannot be right. Please check the year."),
    "date-in-future": _("%(date)s has not come yet. Please check the date."),
    "phone": _("This is no phone number. A mobile number has eleven digits; numbers abroad begin with +."),
    "email": _("This is no e-mail address. Please check it."),
    "number-signs": _("A member number holds letters, digits, hyphens and dots only."),
    "name-signs": _("A name holds letters, spaces, dots and hyphens only. Please check it."),
    "category-unknown": _("The category “%(word)s” is not known. The template lists the words that may stand here."),
    "stage-unknown": _("The stage “%(word)s” is not known. The template lists the words that may stand here."),
    "status-unknown": _("The status “%(word)s” is not known. The template lists the words that may stand here."),
    "role-unknown": _("The office “%(word)s” is not known. The template lists the words that may stand here."),
    "kind-unknown": _("The kind “%(word)s” is not known. The template lists the words that may stand here."),
    # ID numbers
    "identity-shape": _("An ID number has eighteen signs. Please check it."),
    "identity-birth-date": _("The birth date within this ID number does not exist. Please check it."),
    "identity-check-digit": _("The last sign of this ID number does not fit the others. Please check it."),
    "birth-not-identity": _("The date of birth is not that of the ID number. Please check both."),
    # dates of one person
    "date-order": _("%(date)s lies before %(other)s (%(earlier)s). Please check both."),
    "too-young": _("On %(date)s this person was %(age)s. Nobody applies before eighteen; please check the dates."),
    "stage-behind-dates": _("The stage is behind the dates: %(step)s is filled in. Please check both."),
    # within the file
    "twice-in-file": _("This stands in row %(row)s already. Please keep one of the two rows."),
    # against the register
    "organisation-unknown": _("Nothing by this name is within your reach. Please check the name, or write its path."),
    "organisation-ambiguous": _("Several have this name. Please write the path, such as “%(path)s”."),
    "organisation-closed": _("This was closed on %(date)s. Please name the one that took its place."),
    "organisation-without-members": _("Nobody belongs directly to this kind of organisation. Please name a branch."),
    "number-unavailable": _(
        "This number cannot be used here. If the person is to come to you, please ask the organisation department."
    ),
    "number-merged": _(
        "This number was joined with another of the same person. Please use that person's present number."
    ),
    "phone-unavailable": _("This phone number is already used by another account. Please check it."),
    "email-unavailable": _("This e-mail address is already used by another account. Please check it."),
    "identity-unavailable": _("This ID number belongs to another account already. Please check it."),
    "since-recorded": _("The day recorded is %(date)s. Please correct it in the member's file, not by import."),
    "since-before-current": _("She has been in her present branch since %(date)s; a move can only be later."),
    "departure-by-hand": _("Who leaves is recorded in the member's file, because offices and sign-in end with it."),
    "member-departed": _("This person has left. Please record her return in the member's file first."),
    "change-ahead": _("A later change is already recorded. Please correct it in the member's file, not by import."),
    "member-unknown": _("Nobody with this number is within your reach. Please check it, or import the person first."),
    "name-differs": _("The name does not belong to this number. Please check both."),
    # organisations
    "parent-unknown": _("Nothing by this name, path or number is in the file or within your reach. Please check it."),
    "parent-ambiguous": _("Several have this name. Please write the path or the number."),
    "parent-has-errors": _("The row of the organisation above has errors. Please correct that one first."),
    "parent-circle": _("These rows lie under each other in a circle. Please check who is above whom."),
    "parent-lost": _("These rows lie under each other deeper than any tree. Please check who is above whom."),
    "parent-closed": _("The organisation above was closed. Please name another."),
    "parent-differs": _(
        "It lies elsewhere in the tree. Please move it on the page of the organisation, not by import."
    ),
    "kind-not-there": _("This kind may not lie under the one above. Please check both kinds."),
    "kind-holds-others": _("What lies below it does not fit this kind. Please check the kind."),
    "too-deep": _("The tree would become deeper than %(most)s levels. Please place it higher."),
    "founded-differs": _("The day recorded is %(date)s. Please correct it on the page of the organisation."),
    "founded-before-parent": _("The organisation above exists only since %(date)s. Please check both days."),
    # offices
    "role-not-yours": _("Your office does not include giving this one there. Please ask another officer."),
    "role-administrator": _("Administrators cannot be appointed by import."),
    "date-of-office": _("An office ends after it began. Please check both dates."),
    "office-recorded": _("This office is recorded from %(date)s. Please write that day, or end it first."),
    "account-reaches-further": _(
        "This person holds an office that reaches further than yours. Please leave phone and e-mail as they are."
    ),
    "own-office": _("Nobody appoints herself. Please ask another officer."),
    # while applying
    "changed-meanwhile": _("This was changed in the register after the check. Please import the row again."),
}

# Facts that are codes of fields, shown by their labels.
COLUMN_FACTS = ("other", "step")


def sentence(code: str, facts: Mapping[str, str]) -> str:
    """The sentence in the active language."""
    words = str(SENTENCES[code])
    return words % facts if facts and "%(" in words else words
