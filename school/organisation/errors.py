"""What can go wrong with the tree, its people and their offices, as codes with sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.errors import Conflict, Invalid


class NotWhileFuture(Invalid):
    """An act on the tree was dated later than today. Fact: ``today`` (ISO date)."""

    code = "not-in-the-future"
    sentence = _("The day lies in the future. Please choose today (%(today)s) or an earlier day.")


class BeforeTheLastChange(Invalid):
    """An act on the tree was dated before something that it builds on. Facts: ``name``, ``earliest`` (ISO date)."""

    code = "before-the-last-change"
    sentence = _("%(name)s was last changed on %(earliest)s. Please choose that day or a later one.")


class KindDoesNotFit(Invalid):
    """This kind may not lie there. Facts: ``kind``, ``parent``."""

    code = "kind-does-not-fit"
    sentence = _("A node of the kind “%(kind)s” cannot lie under “%(parent)s”. Please choose another kind or place.")


class OrganisationClosed(Conflict):
    """The node was closed before. Fact: ``name``."""

    code = "organisation-closed"
    sentence = _("%(name)s is closed. Please choose one that is open.")
