"""What can go wrong with offices, as codes with sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.errors import Conflict, Forbidden, Invalid


class NotToOneself(Forbidden):
    """Nobody gives an office to herself, or makes her own last longer."""

    code = "not-to-oneself"
    sentence = _("Nobody appoints herself. Please ask somebody else who may give this office.")


class OfficeHeldAlready(Conflict):
    """The same person holds the same office at that time. Facts: ``name``, ``office`` (words)."""

    code = "office-held-already"
    sentence = _("%(name)s holds this office at that time already: %(office)s.")


class AdministratorsExclude(Conflict):
    """Two of the three administrator roles would meet in one person. Facts: ``name``, ``office`` (words)."""

    code = "administrators-exclude"
    sentence = _(
        "%(name)s is %(office)s at that time. The three administrators are three different people; "
        "please choose somebody else or another day."
    )


class AdministratorsAtTheRoot(Invalid):
    """An administrator's office anywhere but at the root."""

    code = "administrators-at-the-root"
    sentence = _("An administrator works for the whole school. Please choose the topmost organisation.")


class OfficeDatesOutOfOrder(Invalid):
    """An office would end before it began. Fact: ``starts_on`` (ISO date)."""

    code = "office-dates-out-of-order"
    sentence = _("This office began on %(starts_on)s. Please choose that day or a later one.")


class OfficeOver(Conflict):
    """What has ended can neither be ended nor handed over. Fact: ``ended_on`` (ISO date)."""

    code = "office-over"
    sentence = _("This office ended on %(ended_on)s, so there is nothing to end or hand over.")


class NotInService(Conflict):
    """Somebody who has left, or a record that stands for another one, takes no office. Fact: ``name``."""

    code = "not-in-service"
    sentence = _("%(name)s cannot take an office: the record is closed or stands for another one.")
