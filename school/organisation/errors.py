"""What can go wrong with the tree, its people and their offices, as codes with sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.errors import Conflict, Invalid


class NotInTheFuture(Invalid):
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


class TooDeep(Invalid):
    """The subtree would reach below the deepest level. Fact: ``levels``."""

    code = "too-deep"
    sentence = _("The tree takes %(levels)s levels at most. Please choose a place higher up.")


class NotUnderItself(Invalid):
    """A node was to lie under itself or under something below it. Fact: ``name``."""

    code = "not-under-itself"
    sentence = _("%(name)s cannot lie under itself or under one of its own. Please choose another place.")


class RootStays(Invalid):
    """The node above all others can be renamed, and nothing else. Fact: ``name``."""

    code = "root-stays"
    sentence = _("%(name)s stands above all others and can only be renamed.")


class NobodyChosen(Invalid):
    """A split needs at least one member, who belongs to the node now. Fact: ``name``."""

    code = "nobody-chosen"
    sentence = _("Please choose at least one person who belongs to %(name)s today.")


class PlannedMoves(Conflict):
    """Some are to join or leave the node on a later day. Facts: ``name``, ``count``."""

    code = "planned-moves"
    sentence = _(
        "People who are to join or leave %(name)s on a later day: %(count)s. "
        "Please bring that about or take it back first."
    )


class StillInUse(Conflict):
    """A node cannot be closed while it has children or members. Facts: ``name``, ``children``, ``members``."""

    code = "still-in-use"
    sentence = _(
        "%(name)s still has %(children)s groups or branches and %(members)s members. "
        "Please move or close these and move the members first, or merge it into another one."
    )


class AlreadyUndone(Conflict):
    """The change was undone before."""

    code = "already-undone"
    sentence = _("This change was undone before.")


class UndoLaterFirst(Conflict):
    """A later change builds on this one. Facts: ``act``, ``name``, ``day`` (ISO date)."""

    code = "undo-later-first"
    sentence = _("A later change builds on this one: %(name)s, %(act)s on %(day)s. Please undo that one first.")


class MovedSince(Conflict):
    """Members whom the change moved have gone elsewhere since. Fact: ``count``."""

    code = "moved-since"
    sentence = _(
        "Members whom this change moved have gone elsewhere since: %(count)s. "
        "It can no longer be undone; please move those who are left by hand."
    )


class UsedSince(Conflict):
    """What the change founded is in use by now. Facts: ``name``, ``uses`` (words)."""

    code = "used-since"
    sentence = _("%(name)s is in use by now: %(uses)s. Please remove these first, or close it instead.")


class KindInUse(Conflict):
    """A kind that nodes have, or have had, cannot be deleted. Fact: ``kind``."""

    code = "kind-in-use"
    sentence = _("Some nodes are of the kind “%(kind)s”, or have been. It can be reworded, and not deleted.")


class KindBuiltIn(Conflict):
    """A kind that every installation starts with cannot be deleted. Fact: ``kind``."""

    code = "kind-built-in"
    sentence = _("The kind “%(kind)s” belongs to the product. It can be reworded, and not deleted.")


class KindTaken(Conflict):
    """Another kind has this wording. Fact: ``kind``."""

    code = "kind-taken"
    sentence = _("There is a kind “%(kind)s” already. Please choose another word.")


class KindRuleBroken(Conflict):
    """Nodes of the kind stand otherwise than the new rule says. Facts: ``kind``, ``count``."""

    code = "kind-rule-broken"
    sentence = _(
        "Nodes of the kind “%(kind)s” that would no longer fit where they are, or whom they hold: %(count)s. "
        "Please move these or their members first."
    )


class SchoolBegun(Conflict):
    """There is a topmost organisation already."""

    code = "school-begun"
    sentence = _("This school has begun: its topmost organisation is there, and everything else is added below it.")
