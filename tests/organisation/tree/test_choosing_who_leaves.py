"""Who goes to the new node of a split is chosen over many pages, and nothing is lost between them."""

from __future__ import annotations

import pytest
from django.utils import timezone

from school.organisation.models import Affiliation, Organisation
from school.organisation.views.tree import splitting
from tests.organisation.tree.test_query_budgets import PAGE, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(make_member, second_branch, monkeypatch):
    monkeypatch.setattr(splitting, "PEOPLE_SHOWN", 5)
    return [make_member(f"{surname}同志{number}", second_branch) for surname in "张李" for number in range(6)]


@pytest.fixture
def page(client_of, officer, second_branch):
    """page(again="next", …) → what the form shows then, with everything that it held before."""
    client, held = client_of(officer), {}

    def press(*, check=(), uncheck=(), **said):
        shown = press.context
        here = [person.public_id for person in shown["page"]] if shown else []
        checked = [one for one in here if one in shown["chosen"] and one not in uncheck] if shown else []
        kept = shown["kept"] if shown else ""
        number = shown["page"].number if shown else ""
        held.update(said)
        data = held | {"members": [kept, *checked, *check], "page": number}
        answer = client.post(f"/organisation/{second_branch.public_id}/split/", data)
        held.pop("again", None)
        press.context = answer.context
        return answer

    press.context = None
    return press


def test_what_is_chosen_on_one_page_and_found_on_another_goes_together(page, crowd, second_branch):
    held = {"name": "经管第四党支部", "reason": "人数过多", "on": timezone.localdate().isoformat()}
    first = page(again="search", query="", **held)
    assert first.context["page"].paginator.num_pages > 2
    someone = first.context["page"][0].public_id
    second = page(again="next", check=[someone])
    assert second.context["page"].number == 2
    assert second.context["chosen"] == {someone}
    found = page(again="search", query="张")
    assert found.context["page"].paginator.count == 6
    assert held["reason"] in found.content.decode()
    everyone = page(again="all")
    assert everyone.context["chosen"] >= {person.public_id for person in crowd[:6]} | {someone}
    page(again="search", query="")
    preview = page()
    assert preview.templates[0].name == "organisation/tree/preview.html"
    chosen = preview.context["form"]["members"].value()
    done = page.context and preview.client.post(
        f"/organisation/{second_branch.public_id}/split/", held | {"members": " ".join(chosen), "confirmed": "1"}
    )
    new = Organisation.objects.get(public_id=done.url.split("/")[-2])
    went = Affiliation.objects.filter(organisation=new).values_list("member__public_id", flat=True)
    assert set(went) == set(chosen)


def test_one_who_is_unchecked_and_all_who_are_dropped_are_not_chosen(page, crowd):
    shown = page(again="all", query="李").context
    one = shown["page"][0].public_id
    assert one not in page(again="next", uncheck=[one]).context["chosen"]
    assert not page(again="none").context["chosen"]


def test_turning_pages_says_nothing_of_what_is_still_missing(page, crowd):
    assert not page(again="next", query="").context["form"].errors


def test_somebody_who_left_meanwhile_is_not_split_off_in_silence(page, crowd, second_branch):
    held = {"name": "新支部", "reason": "调整", "on": timezone.localdate().isoformat()}
    page(again="all", query="张", **held)
    gone = crowd[0]
    Affiliation.objects.filter(member=gone).update(ends_on=timezone.localdate())
    assert page().context["form"].errors["members"]


def test_the_preview_of_hundreds_is_one_input_and_a_page_costs_the_same(client_of, officer, make_member, second_branch):
    client, address = client_of(officer), f"/organisation/{second_branch.public_id}/split/"
    make_member("王同志", second_branch)
    client.get("/offline/")
    before = queries(client, address)
    for number in range(60):
        make_member(f"王同志{number}", second_branch)
    client.get("/offline/")
    assert queries(client, address) == before <= PAGE
    data = {"again": "all", "name": "新支部", "reason": "调整", "on": timezone.localdate().isoformat(), "page": "1"}
    shown = client.post(address, data)
    data = data | {"members": [shown.context["kept"], *(one.public_id for one in shown.context["page"])]}
    del data["again"]
    preview = client.post(address, data).content.decode()
    assert preview.count('name="members"') == 1
