"""What can go wrong with people: who they are, where they belong and what their timeline says."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.errors import Conflict, Forbidden, Invalid


class AlreadyAffiliated(Conflict):
    """Somebody else accepted the member first, or the member's place changed meanwhile. Fact: ``place``."""

    code = "already-affiliated"
    sentence = _("This person belongs to %(place)s by now. Please open the file again before you decide.")


class HoldsNoMembers(Invalid):
    """People do not belong directly to nodes of this kind. Fact: ``name``."""

    code = "holds-no-members"
    sentence = _("Nobody can belong to %(name)s directly. Please choose a branch or a committee.")


class IdentifierTaken(Conflict):
    """A member number, phone or e-mail that another record has; it never says whose."""

    code = "identifier-taken"
    sentence = _("This number cannot be used. Please ask the office that keeps the whole register.")


class ContactTaken(IdentifierTaken):
    """The phone number or e-mail address of another record; it never says whose."""

    code = "contact-taken"
    sentence = _(
        "This phone number or e-mail address cannot be used. Please ask the office that keeps the whole register."
    )


class AccountReachesFurther(Forbidden):
    """A narrower office changes neither how somebody signs in nor what ends her office. Fact: ``name``."""

    code = "account-reaches-further"
    sentence = _(
        "%(name)s holds an office that reaches further than yours, so this is not changed here. "
        "She can ask for a correction of her record herself, or a wider office can help."
    )


class NotAName(Invalid):
    """What was entered is no name. Fact: ``name``."""

    code = "not-a-name"
    sentence = _(
        "“%(name)s” cannot be a name. Please write letters or characters only, "
        "and join the parts of a name by “·”, a hyphen or a space."
    )


class ReasonNeeded(Invalid):
    """An act out of the ordinary (a stage skipped, two records joined) came without a reason."""

    code = "reason-needed"
    sentence = _("Please say why: this is out of the ordinary, and whoever reads the record later will ask.")


class NothingChanges(Invalid):
    """The record says this already."""

    code = "nothing-changes"
    sentence = _("The record says this already, so nothing was changed.")


class NotTakenBack(Conflict):
    """The newest entry of a timeline cannot be taken back: it begins the record, or another page governs it."""

    code = "not-taken-back"
    sentence = _(
        "The newest entry cannot be taken back here. Offices are ended on the page of offices, "
        "and joined records are separated again in the file."
    )


class StillHoldsOffices(Conflict):
    """A record with offices in force cannot be joined to another one. Fact: ``name``."""

    code = "still-holds-offices"
    sentence = _("%(name)s still holds offices under this record. Please hand these over or end them first.")


class RecordJoined(Conflict):
    """The record stands for another one of the same person, so nothing is written under it. Fact: ``name``."""

    code = "record-joined"
    sentence = _(
        "This record of %(name)s was joined with another one. Please open the other one, or separate the two first."
    )


class NotTwoRecords(Conflict):
    """Two records cannot be joined (again): one of them stands for another one already, or they are the same."""

    code = "not-two-records"
    sentence = _("These two records are joined already, or one of them stands for a third. Please open the file again.")
