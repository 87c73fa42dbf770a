"""The pages of the tree: reading within reach, acts with a preview, kinds."""

from __future__ import annotations

import pytest
from django.utils import timezone

from school.organisation.models import (
    Affiliation,
    BuiltInKind,
    Organisation,
    OrganisationChange,
    OrganisationKind,
    Role,
)
from school.organisation.services.editing import edit_organisation
from school.organisation.services.founding import found_organisation

from .conftest import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    """Pages live by the clock of the server."""
    return timezone.now()


@pytest.fixture
def page(client_of, officer):
    return client_of(officer)


def words(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_the_tree_opens_level_by_level(page, economics, second_branch, third_branch, learner):
    top = words(page.get("/organisation/"))
    assert "经济管理学院党总支" in top
    assert "经管第二支部" not in top
    level = words(page.get(f"/organisation/{economics.public_id}/children/"))
    assert "经管第二支部" in level
    assert "<html" not in level


def test_search_folds_and_shows_the_way(page, second_branch):
    found = words(page.get("/organisation/", {"query": "经管 二"}))
    assert "经管第二支部" in found
    assert "经济管理学院党总支" in found
    assert "经管第二支部" not in words(page.get("/organisation/", {"query": "没有这样的"}))


def test_a_secretary_reads_her_branch_and_changes_nothing(client_of, secretary, second_branch, third_branch):
    client = client_of(secretary)
    assert "经管第二支部" in words(client.get("/organisation/"))
    assert "经管第三支部" not in words(client.get("/organisation/", {"query": "支部"}))
    assert client.get(f"/organisation/{second_branch.public_id}/").status_code == 200
    assert client.get(f"/organisation/{second_branch.public_id}/edit/").status_code == 403
    assert client.get(f"/organisation/{third_branch.public_id}/").status_code == 404


def test_a_member_without_office_finds_no_tree(client_of, learner, second_branch):
    client = client_of(learner)
    assert client.get("/organisation/").status_code == 403
    assert client.get(f"/organisation/{second_branch.public_id}/").status_code == 404


def test_an_act_shows_its_effect_before_it_happens(page, second_branch, engineering, learner, secretary, act):
    address = f"/organisation/{second_branch.public_id}/move/"
    said = {"target": engineering.public_id, "on": day(3).isoformat(), "reason": "学院调整"}
    assert engineering.public_id in words(page.get(address, {"query": "信息"}))
    preview = words(page.post(address, said))
    assert "信息工程学院党总支" in preview
    second_branch.refresh_from_db()
    assert not second_branch.is_within(engineering)
    answer = page.post(address, said | {"confirmed": "1"})
    assert answer.url == f"/organisation/{second_branch.public_id}/"
    second_branch.refresh_from_db()
    assert second_branch.is_within(engineering)
    assert OrganisationChange.objects.get().reason == "学院调整"
    assert "学院调整" in words(page.get(answer.url))


def test_what_is_refused_is_said_on_the_form(page, third_branch, officer):
    address = f"/organisation/{third_branch.public_id}/close/"
    answer = page.post(address, {"on": day(3).isoformat(), "reason": "撤销"})
    assert answer.context["form"].non_field_errors()
    assert not OrganisationChange.objects.exists()


def test_each_act_can_be_done_by_its_page(page, economics, second_branch, third_branch, learner, secretary):
    def do(address: str, **said) -> Organisation:
        common = {"on": day(9).isoformat(), "reason": "调整"}
        answer = page.post(address, common | said | {"confirmed": "1"})
        assert answer.status_code == 302, answer.context["form"].errors
        return Organisation.objects.get(public_id=answer.url.split("/")[-2])

    new = do(f"/organisation/{economics.public_id}/new/", kind="branch", name="经管 第八党支部", short_name="八支部")
    assert (new.parent, new.name) == (economics, "经管 第八党支部")
    assert do(f"/organisation/{new.public_id}/edit/", kind="joint_branch", name="联合", short_name="").name == "联合"
    do(f"/organisation/{new.public_id}/close/")
    half = do(f"/organisation/{second_branch.public_id}/split/", name="新支部", members=[learner.public_id])
    assert Affiliation.objects.get(member=learner, ends_on=None).organisation == half
    assert do(f"/organisation/{half.public_id}/merge/", target=third_branch.public_id) == third_branch
    merger = OrganisationChange.objects.get(act="merged")
    undone = page.post(f"/organisation/changes/{merger.public_id}/undo/", {"reason": "弄错了"})
    assert undone.url == f"/organisation/{half.public_id}/"
    assert Affiliation.objects.get(member=learner, ends_on=None).organisation == half


def test_an_office_decides_only_about_what_lies_below_it(client_of, make_member, economics, engineering, second_branch):
    client = client_of(make_member("总支书记", second_branch, Role.COMMITTEE_OFFICER, at_organisation=economics))
    assert client.get(f"/organisation/{economics.public_id}/edit/").status_code == 200
    assert client.get(f"/organisation/{economics.public_id}/move/").status_code == 403
    said = {"target": engineering.public_id, "on": day(3).isoformat(), "reason": "试试", "confirmed": "1"}
    answer = client.post(f"/organisation/{second_branch.public_id}/move/", said)
    assert answer.context["form"].errors["target"]


def test_an_undo_needs_the_right_at_both_places(client_of, make_member, page, economics, engineering, second_branch):
    said = {"target": engineering.public_id, "on": day(3).isoformat(), "reason": "调整", "confirmed": "1"}
    page.post(f"/organisation/{second_branch.public_id}/move/", said)
    change = OrganisationChange.objects.get()
    client = client_of(make_member("书记", second_branch, Role.COMMITTEE_OFFICER, at_organisation=engineering))
    assert client.get(f"/organisation/changes/{change.public_id}/undo/").status_code == 403
    other = client_of(make_member("书记二", second_branch, Role.COMMITTEE_OFFICER, at_organisation=economics))
    assert other.get(f"/organisation/changes/{change.public_id}/undo/").status_code == 404


def test_another_day_shows_the_names_and_members_of_that_day(page, second_branch, learner, act, kind_of):
    edit_organisation(
        organisation=second_branch, name="新名字", short_name="", kind=kind_of("branch"), on=day(9), act=act
    )
    before = words(page.get("/organisation/", {"on": "2026-08-31", "node": second_branch.public_id}))
    assert "经管第二支部" in before
    assert "新名字" not in before
    after = words(page.get("/organisation/", {"on": "2026-09-01", "node": second_branch.public_id}))
    assert "新名字" in after
    assert page.get("/organisation/", {"on": "1900-01-01"}).status_code == 200
    assert page.get("/organisation/", {"on": "2026-13-45"}).status_code == 200


def test_another_day_shows_nothing_out_of_reach(client_of, secretary, third_branch):
    client = client_of(secretary)
    assert "第三" not in words(client.get("/organisation/", {"on": "2026-01-01"}))
    assert client.get("/organisation/", {"on": "2026-01-01", "node": third_branch.public_id}).status_code == 404
    assert client.get(f"/organisation/{third_branch.public_id}/children/?on=2026-01-01").status_code == 404


def test_closed_nodes_show_on_demand(page, economics, third_branch):
    empty = found_organisation(parent=economics, kind=BuiltInKind.BRANCH, name="空支部")
    page.post(f"/organisation/{empty.public_id}/close/", {"on": day(9).isoformat(), "reason": "撤销", "confirmed": "1"})
    address = f"/organisation/{economics.public_id}/"
    assert "空支部" not in words(page.get(address)).split("<section>")[1]
    assert "空支部" in words(page.get(address, {"closed": "1"})).split("<section>")[1]


def test_a_closed_node_can_be_reopened_from_its_page(page, economics):
    empty = found_organisation(parent=economics, kind=BuiltInKind.BRANCH, name="空支部")
    address = f"/organisation/{empty.public_id}/"
    page.post(f"{address}close/", {"on": day(9).isoformat(), "reason": "撤销", "confirmed": "1"})
    change = OrganisationChange.objects.get(act="closed")
    undo = f"/organisation/changes/{change.public_id}/undo/"
    assert undo in words(page.get(address))
    page.post(undo, {"reason": "恢复"})
    empty.refresh_from_db()
    assert empty.closed_on is None
    assert undo not in words(page.get(address))


@pytest.fixture
def administrator(make_member, third_branch, college, client_of):
    return client_of(make_member("系统员", third_branch, Role.SYSTEM_ADMINISTRATOR, at_organisation=college))


def test_kinds_are_added_reworded_and_deleted(administrator, page, economics):
    said = {"wording": "功能型支部", "under": ["general_branch"], "holds_members": "on", "reason": "社区"}
    assert administrator.post("/organisation/kinds/new/", said).status_code == 302
    kind = OrganisationKind.objects.get(wording="功能型支部")
    assert "功能型支部" in words(page.get(f"/organisation/{economics.public_id}/new/"))
    address = f"/organisation/kinds/{kind.code}/"
    assert administrator.post(address, said | {"wording": "功能性支部"}).status_code == 302
    assert "功能性支部" in words(administrator.get("/organisation/kinds/"))
    assert administrator.post(f"{address}delete/", {"reason": "不用了"}).status_code == 302
    assert not OrganisationKind.objects.filter(pk=kind.code).exists()


def test_a_kind_in_use_stays_and_its_rule_is_kept(administrator, second_branch, learner):
    for said in ({"under": ["committee"], "holds_members": "on"}, {"under": ["general_branch"]}):
        answer = administrator.post("/organisation/kinds/branch/", said | {"wording": "", "reason": "试试"})
        assert answer.context["form"].non_field_errors()
    answer = administrator.post("/organisation/kinds/branch/delete/", {"reason": "试试"})
    assert answer.context["form"].non_field_errors()
    assert "general_branch" in OrganisationKind.objects.get(pk="branch").under


def test_kinds_are_for_the_system_administrator(page):
    for address in ("/organisation/kinds/", "/organisation/kinds/new/", "/organisation/kinds/branch/"):
        assert page.get(address).status_code == 403
