"""Whom a course is open to: organisations out of the tree, narrowed to stages and offices, several side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.invitations import Invitation, invitations
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation, Role, Stage
from school.organisation.models.office import ADMINISTRATORS

OFFICES = [(role.value, role.label) for role in Role if role not in ADMINISTRATORS]


@dataclass
class Node:
    """An organisation in the tree of boxes to tick. `open`: something below it is chosen."""

    organisation: Organisation
    chosen: bool
    children: list[Node] = field(default_factory=list)

    @property
    def open(self) -> bool:
        return any(child.chosen or child.open for child in self.children)


def code_of(invitation: Invitation) -> str:
    """How a form names an invitation: public id, stage and role."""
    return f"{invitation.organisation.public_id}:{invitation.stage}:{invitation.role}"


class AudienceForm(forms.Form):
    """`invited` are those already on the list; `organisations` are added to it, each for every stage and office ticked.

    Organisations are within reach of the author's office and stand for everything under them. What a wider office
    invited (`before`) an author closer to the leaves can neither see in the form nor take away.
    """

    invited = forms.MultipleChoiceField(
        label=_("Open to"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    organisations = forms.MultipleChoiceField(
        label=_("Who should see it?"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    stages = forms.MultipleChoiceField(
        label=_("Only at these stages"), required=False, choices=Stage.choices, widget=forms.CheckboxSelectMultiple
    )
    roles = forms.MultipleChoiceField(
        label=_("Only holders of these offices"), required=False, choices=OFFICES, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, authority: Authority, before: Sequence[Invitation] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.beyond = [one for one in before if not authority.covers(Right.AUTHOR_COURSES, one.organisation.path)]
        self._offered = {
            place.public_id: place
            for place in Organisation.objects.overseen_by(authority, Right.AUTHOR_COURSES).select_related("parent")
        }
        offered = self.fields["organisations"]
        assert isinstance(offered, forms.MultipleChoiceField)  # declared above
        offered.choices = [(public_id, str(place)) for public_id, place in self._offered.items()]
        self._known = {code_of(one): one for one in before if one not in self.beyond}
        self._known |= self._named_in_data()
        invited = self.fields["invited"]
        assert isinstance(invited, forms.MultipleChoiceField)  # declared above
        invited.choices = [(code, str(one)) for code, one in self._known.items()]
        self.initial.setdefault("invited", list(self._known))

    def clean_organisations(self) -> list[Organisation]:
        """Those that were chosen, out of what is known already."""
        return [self._offered[public_id] for public_id in self.cleaned_data["organisations"]]

    def clean(self) -> dict[str, Any]:
        """Somebody has to be invited."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.invitations():
            self.add_error("organisations", _("Choose at least one organisation."))
        return cleaned

    def invitations(self) -> tuple[Invitation, ...]:
        """Everything the cleaned form says, those beyond the author's reach first."""
        kept = [self._known[code] for code in self.cleaned_data.get("invited", ())]
        added = product(
            self.cleaned_data.get("organisations", ()),
            self.cleaned_data.get("stages") or [""],
            self.cleaned_data.get("roles") or [""],
        )
        return invitations([*self.beyond, *kept, *(Invitation(*one) for one in added)])

    def codes(self) -> list[str]:
        """The same as values of `invited`, for the form that sends it."""
        return [code_of(one) for one in self.invitations() if one not in self.beyond]

    def tree(self) -> list[Node]:
        """The organisations to choose from, nested as they are."""
        chosen = set(self["organisations"].value() or [])
        roots: list[Node] = []
        above: list[Node] = []
        for organisation in self._offered.values():
            node = Node(organisation, chosen=organisation.public_id in chosen)
            while above and not organisation.is_within(above[-1].organisation):
                above.pop()
            (above[-1].children if above else roots).append(node)
            above.append(node)
        return roots

    def _named_in_data(self) -> dict[str, Invitation]:
        """Invitations that were added on an earlier page and came back with this one."""
        sent = self.data.getlist("invited") if hasattr(self.data, "getlist") else self.data.get("invited", [])
        named: dict[str, Invitation] = {}
        for code in sent:
            place, stage, role = [*code.split(":"), "", ""][:3]
            if place in self._offered and stage in {"", *Stage.values} and role in {"", *dict(OFFICES)}:
                named[code] = Invitation(self._offered[place], stage=stage, role=role)
        return named
