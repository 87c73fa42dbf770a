"""Splitting a node: whom the new one takes is chosen page by page, and nothing is lost between the pages."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from school.accounts.requests import MemberRequest
from school.errors import Forbidden
from school.organisation.authority import Right
from school.organisation.effects import splitting_in_words
from school.organisation.forms.splitting import SplitForm, typed
from school.organisation.models import Member
from school.organisation.models.member import MemberQuerySet
from school.organisation.services.splitting import split_organisation
from school.organisation.views.tree.in_scope import changeable_node, deciding_path
from school.organisation.views.tree.proposing import Proposal, answer

PEOPLE_SHOWN = 50
# What the buttons of the choice say; any other button than the main one shows the form again.
ALL, NONE, STEPS = "all", "none", {"next": 1, "previous": -1, "stay": 0}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: MemberRequest, node_id: str) -> HttpResponse:
    """A new node beside this one, for some of its members."""
    node = changeable_node(request, node_id, from_above=True)
    if not request.authority.covers(Right.OVERSEE_MEMBERS, node.path):
        raise Forbidden
    belonging = (
        Member.objects.get_queryset()
        .filter(
            affiliations__organisation=node,
            affiliations__ends_on__isnull=True,
            affiliations__starts_on__lte=request.authority.on,
        )
        .order_by("sort_text", "pk")
    )
    form = _form(request, belonging)
    proposal = Proposal(
        title=_("Split %(name)s") % {"name": node},
        label=_("Split it"),
        done=_("It was split. This is the new one."),
        node=node,
        form=form,
        at=deciding_path(node, from_above=True),
        effect=lambda said: splitting_in_words(node=node, said=said, stay=belonging.count() - len(said["members"])),
        do=lambda said, act: split_organisation(
            organisation=node,
            name=said["name"],
            short_name=said["short_name"],
            members=list(said["members"]),
            on=said["on"],
            act=act,
        ),
    )
    return answer(request, proposal, template="split", **_choice(request, belonging, form))


def _form(request: MemberRequest, belonging: MemberQuerySet) -> SplitForm:
    options: dict[str, Any] = {"today": request.authority.on, "belonging": belonging}
    asks = request.POST.get("again", "")
    if not asks:
        return SplitForm(request.POST or None, **options)
    said = typed(request.POST)
    if asks == ALL:
        matching = belonging.found_by(_query(request)).values_list("public_id", flat=True)
        said["members"] = list(dict.fromkeys([*said["members"], *matching]))
    elif asks == NONE:
        said["members"] = []
    return SplitForm(initial=said, **options)


def _query(request: MemberRequest) -> str:
    return request.POST.get("query", "").strip()[:60]


def _choice(request: MemberRequest, belonging: MemberQuerySet, form: SplitForm) -> dict[str, object]:
    """The page of people that is shown, who of them is chosen, and who is chosen on other pages."""
    matching = belonging.found_by(_query(request))
    asks, number = request.POST.get("again", ""), request.POST.get("page", "")
    step = STEPS.get(asks, 0)
    page = Paginator(matching, PEOPLE_SHOWN).get_page(int(number) + step if number.isdecimal() else 1)
    chosen = list(form["members"].value() or [])
    shown = {person.public_id for person in page.object_list}
    return {
        "query": _query(request),
        "page": page,
        "chosen": set(chosen),
        "kept": " ".join(public_id for public_id in chosen if public_id not in shown),
        "belonging": belonging.count() if _query(request) else page.paginator.count,
    }
