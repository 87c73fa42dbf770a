"""Whom a course is published to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation


@dataclass
class Node:
    """An organisation in the tree of boxes to tick. `open`: something below it is chosen."""

    organisation: Organisation
    chosen: bool
    children: list[Node] = field(default_factory=list)

    @property
    def open(self) -> bool:
        return any(child.chosen or child.open for child in self.children)


class AudienceForm(forms.Form):
    """Organisations within reach of the author's office; each stands for itself and everything under it."""

    organisations = forms.ModelMultipleChoiceField(
        label=_("Who should see it?"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one organisation.")},
    )

    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = self.fields["organisations"]
        assert isinstance(offered, forms.ModelMultipleChoiceField)  # declared above
        offered.queryset = Organisation.objects.overseen_by(authority, Right.AUTHOR_COURSES)

    def tree(self) -> list[Node]:
        """The organisations to choose from, nested as they are."""
        chosen = set(self["organisations"].value() or [])
        roots: list[Node] = []
        above: list[Node] = []
        for organisation in self.fields["organisations"].queryset:  # type: ignore[attr-defined]  # set in __init__
            node = Node(organisation, chosen=organisation.public_id in chosen)
            while above and not organisation.is_within(above[-1].organisation):
                above.pop()
            (above[-1].children if above else roots).append(node)
            above.append(node)
        return roots
