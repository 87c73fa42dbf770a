"""The member list and the member file, as people of different offices meet them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone, translation

from school.audit.models import AuditEntry
from school.organisation import authority
from school.organisation.models import Member, MemberEvent, Role, Task
from school.privacy.models import Look
from tests.accounts.confirming import confirm

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def desk(client_of, secretary):
    """The secretary's browser, in English."""
    browser = client_of(secretary)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return browser


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def file_of():
    return lambda member, *more: "/".join(["/people", member.public_id, *more, ""])


def test_the_list_finds_by_name_and_number_in_any_writing(desk, make_member, second_branch, learner):
    uyghur = make_member("阿依古丽·买买提", second_branch)
    assert uyghur.number in text(desk.get("/people/", {"q": "阿依古丽•买买提"}))
    found = text(desk.get("/people/", {"q": learner.number.lower()}))
    assert learner.name in found
    assert uyghur.name not in found


def test_nobody_is_found_by_phone_or_address(desk, learner):
    Member.objects.filter(pk=learner.pk).update(phone="13912345678", email="zwj@example.org")
    for wanted in ("13912345678", "zwj"):
        assert learner.name not in text(desk.get("/people/", {"q": wanted}))
        assert desk.get("/api/members", {"query": wanted}).json()["total"] == 0


def test_the_total_of_a_search_never_counts_foreign_people(desk, outsider, learner):
    assert desk.get("/people/", {"q": outsider.name}).context["total"] == 0
    assert desk.get("/people/").context["total"] == desk.get("/api/members").json()["total"]
    outside = outsider.affiliations.get().organisation
    unfiltered = desk.get("/people/").context["total"]
    assert desk.get("/people/", {"within": outside.public_id}).context["total"] == unfiltered
    assert desk.get("/api/members", {"organisation": outside.public_id}).status_code == 404


def test_filters_narrow_and_can_be_shown_all_again(desk, make_member, second_branch):
    make_member("王芳", second_branch, stage="activist", category="staff")
    page = desk.get("/people/", {"stage": "activist", "category": "staff"})
    assert page.context["total"] == 1
    assert "Show all" in text(page)
    assert "Nobody fits" in text(desk.get("/people/", {"q": "没有这个人"}))


def test_namesakes_are_told_apart_and_others_are_not(desk, make_member, second_branch, learner):
    first, second = make_member("王芳", second_branch), make_member("王芳", second_branch)
    shown = text(desk.get("/people/"))
    assert f"（{first.number[-4:]}）" in shown
    assert f"（{second.number[-4:]}）" in shown
    assert f"（{learner.number[-4:]}）" not in shown


def test_who_belongs_nowhere_is_for_the_whole_trees_office(client_of, officer, secretary, learner, act):
    learner.affiliations.update(ends_on=date(2026, 1, 1))
    assert client_of(officer).get("/people/", {"status": "nowhere"}).context["total"] == 1
    assert client_of(officer).get(f"/people/{learner.public_id}/").status_code == 200
    assert client_of(secretary).get(f"/people/{learner.public_id}/").status_code == 404


def test_a_new_person_is_taken_in(desk, second_branch):
    sent = {
        "name": "古丽娜尔 • 艾力",
        "number": "YQ-9",
        "category": "student",
        "place": second_branch.public_id,
        "on": "2026-09-01",
        "stage": "activist",
        "since_activist": "2026-03-01",
    }
    response = desk.post("/people/new/", sent)
    member = Member.objects.get(number="YQ-9")
    assert response["Location"] == f"/people/{member.public_id}/"
    assert member.name == "古丽娜尔·艾力"
    assert "2026-03-01" in text(desk.get(response["Location"]))


@pytest.mark.parametrize("taken", ["number", "phone", "email"])
def test_a_foreign_persons_number_is_refused_in_the_words_of_any_other(desk, second_branch, outsider, taken):
    Member.objects.filter(pk=outsider.pk).update(phone="13911112222", email="a@example.org")
    outsider.refresh_from_db()
    sent = {"name": "王芳", "number": "NEW-1", "category": "student", "place": second_branch.public_id}
    sent |= {"on": "2026-09-01", "stage": "activist", taken: getattr(outsider, taken)}
    response = desk.post("/people/new/", sent)
    assert response.status_code == 422
    assert "cannot be used. Please ask the office" in text(response)
    assert outsider.name not in text(response)
    assert not Member.objects.filter(name="王芳").exists()


def test_the_file_masks_contact_and_shows_it_once_with_a_reason(desk, secretary, learner, file_of):
    Member.objects.filter(pk=learner.pk).update(phone="13912345678")
    assert "13912345678" not in text(desk.get(file_of(learner)))
    confirm(desk, secretary)
    shown = desk.post(file_of(learner, "show", "phone"), {"purpose": "asked", "words": ""})
    assert "13912345678" in text(shown)
    assert "no-store" in shown["Cache-Control"]
    assert Look.objects.filter(member=learner, what="phone").count() == 1
    assert desk.post(file_of(learner, "show", "phone"), {"purpose": ""}).status_code == 422


def test_a_hidden_detail_asks_for_the_password_again_and_keeps_the_reason(desk, learner, file_of):
    Member.objects.filter(pk=learner.pk).update(phone="13912345678")
    assert desk.get(file_of(learner, "show", "phone")).status_code == 200
    asked = desk.post(file_of(learner, "show", "phone"), {"purpose": "other", "words": "the bus leaves at seven"})
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert "the bus leaves at seven" in text(desk.get("/preferences/held/"))
    assert not Look.objects.filter(what="phone").exists()


def test_each_reader_leaves_one_line_a_day(client_of, officer, desk, learner, file_of):
    desk.get(file_of(learner))
    desk.get(file_of(learner))
    client_of(officer).get(file_of(learner))
    assert Look.objects.filter(member=learner, what="member_file").count() == 2
    assert Look.objects.filter(member=learner, looker=officer).exists()


def test_the_file_shows_the_state_of_a_past_day(desk, register, file_of):
    learner = register("周文静", on=date(2026, 3, 1))
    sent = {"name": "周文婧", "on": timezone.localdate().isoformat(), "reason": "更名"}
    assert desk.post(file_of(learner, "change", "name"), sent).status_code == 302
    past = desk.get(file_of(learner), {"on": "2026-04-01"})
    assert ("name", "周文静") in past.context["state"]
    assert ("place", "经管第二支部") in past.context["state"]
    assert "not in the register yet" in text(desk.get(file_of(learner), {"on": "2001-01-01"}))
    assert desk.get(file_of(learner), {"on": "2026-99-99"}).status_code == 200


def test_a_stage_is_changed_and_taken_back(desk, make_member, second_branch, file_of):
    member = make_member("王芳", second_branch, stage="activist")
    today = timezone.localdate()
    refused = desk.post(file_of(member, "change", "stage"), {"stage": "full", "on": today})
    assert refused.status_code == 422
    assert "Please say why" in text(refused)
    desk.post(file_of(member, "change", "stage"), {"stage": "candidate", "on": today})
    member.refresh_from_db()
    assert member.stage == "candidate"
    assert "Stage" in text(desk.get(file_of(member, "take-back")))
    desk.post(file_of(member, "take-back"), {"reason": "输错了"})
    member.refresh_from_db()
    assert member.stage == "activist"
    assert "<del>" in text(desk.get(file_of(member)))


def test_a_move_within_reach_and_its_stale_decision(client_of, officer, learner, third_branch, file_of):
    browser = client_of(officer)
    seen = browser.get(file_of(learner, "move")).context["seen"]
    sent = {"place": third_branch.public_id, "on": "2026-09-01", "seen": seen}
    assert browser.post(file_of(learner, "move"), sent).status_code == 302
    stale = browser.post(file_of(learner, "move"), sent | {"place": second_of(learner), "on": "2026-09-02"})
    assert stale.status_code == 422
    assert learner.affiliation_on(date(2026, 9, 2)).organisation == third_branch


def second_of(member) -> str:
    return member.affiliations.order_by("starts_on").first().organisation.public_id


def test_a_secretary_moves_nobody_out_of_the_own_reach(desk, learner, foreign_branch, file_of):
    sent = {"place": foreign_branch.public_id, "on": "2026-09-01"}
    response = desk.post(file_of(learner, "move"), sent)
    assert response.status_code == 422
    assert foreign_branch.name not in text(response)


def test_who_leaves_disappears_from_the_branch_and_the_desk_says_so(desk, learner, file_of):
    sent = {"status": "left", "on": timezone.localdate(), "reason": "离校"}
    assert desk.post(file_of(learner, "change", "status"), sent)["Location"] == "/people/"
    assert learner.name not in [row.member.name for row in desk.get("/people/").context["rows"]]
    learner.refresh_from_db()
    assert not learner.is_active


def test_two_records_are_compared_joined_listed_once_and_separated(desk, make_member, second_branch, learner, file_of):
    double = make_member("周文静", second_branch)
    assert double.number in text(desk.get("/people/duplicates/"))
    compared = desk.get(file_of(learner, "join"), {"with": double.public_id})
    assert [holding.row.member for holding in compared.context["holdings"]] == [learner, double]
    desk.post(file_of(learner, "join"), {"with": double.public_id, "reason": "同一人"})
    listed = [row.member for row in desk.get("/people/", {"q": "周文静"}).context["rows"]]
    assert listed == [learner]
    assert desk.get(file_of(double))["Location"] == file_of(learner)
    assert double.number in text(desk.get(file_of(learner)))
    desk.post(file_of(learner, "separate", double.public_id), {"reason": "两个人"})
    listed = [row.member for row in desk.get("/people/", {"q": "周文静"}).context["rows"]]
    assert set(listed) == {learner, double}
    assert double.number not in text(desk.get("/people/duplicates/")), "people have decided that they are two"


def test_a_foreign_record_cannot_be_joined(desk, learner, outsider, file_of):
    assert desk.get(file_of(learner, "join"), {"with": outsider.public_id}).status_code == 404
    assert outsider.public_id not in text(desk.get(file_of(learner, "join"), {"q": outsider.name}))


def test_a_duplicate_leads_a_stranger_nowhere(
    client_of, foreign_secretary, desk, make_member, second_branch, learner, file_of
):
    double = make_member("周文静", second_branch)
    desk.post(file_of(learner, "join"), {"with": double.public_id, "reason": "同一人"})
    assert client_of(foreign_secretary).get(file_of(double)).status_code == 404


def test_a_member_reads_the_own_record_and_asks_for_a_correction(client_of, learner, desk):
    Member.objects.filter(pk=learner.pk).update(phone="13912345678")
    own = client_of(learner)
    assert "13912345678" in text(own.get("/people/me/"))
    own.post("/people/me/correction/", {"field": "name", "value": "周文婧", "words": "身份证"})
    task = Task.objects.get(kind="correct_record")
    assert (task.role, task.subject_id) == (Role.BRANCH_SECRETARY, learner.public_id)
    assert "周文婧" in text(own.get("/people/me/correction/"))
    desk.post(f"/people/corrections/{task.public_id}/", {"answer": "已改", "apply": "1"})
    learner.refresh_from_db()
    assert learner.name == "周文婧"
    assert "已改" in text(own.get("/people/me/"))
    entry = AuditEntry.objects.get(action="member.named")
    assert (entry.on_behalf_of, entry.office_id) == (learner.public_id, task.organisation.offices.get().pk)


def test_a_correction_is_declined_with_an_answer(client_of, learner, desk):
    own = client_of(learner)
    own.post("/people/me/correction/", {"field": "dates", "value": "2020-01-01"})
    task = Task.objects.get(kind="correct_record")
    assert desk.post(f"/people/corrections/{task.public_id}/", {"answer": ""}).status_code == 422
    desk.post(f"/people/corrections/{task.public_id}/", {"answer": "以档案为准"})
    assert "以档案为准" in text(own.get("/people/me/"))
    assert not MemberEvent.objects.filter(member=learner, kind="named").exists()


def test_who_oversees_without_managing_reads_and_does_not_change(
    client_of, make_member, second_branch, learner, file_of, monkeypatch
):
    rights = {**authority.RIGHTS_OF_ROLE, Role.REVIEWER: frozenset({authority.Right.OVERSEE_MEMBERS})}
    monkeypatch.setattr(authority, "RIGHTS_OF_ROLE", rights)
    reader = client_of(make_member("审阅", second_branch, Role.REVIEWER))
    shown = reader.get(file_of(learner))
    assert shown.status_code == 200
    assert "/change/" not in text(shown)
    assert reader.get(file_of(learner, "change", "stage")).status_code == 403
    assert reader.get("/people/new/").status_code == 403


def test_days_to_come_are_refused(desk, learner, file_of):
    tomorrow = timezone.localdate() + timedelta(days=1)
    response = desk.post(file_of(learner, "change", "category"), {"category": "staff", "on": tomorrow})
    assert response.status_code == 422


def test_the_sheet_for_printing_holds_the_timeline(desk, learner, file_of):
    assert "Timeline" in text(desk.get(file_of(learner, "print")))
