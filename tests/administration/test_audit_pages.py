"""The audit page: found by who, what, whom, where, when and how it ended; read by the audit administrator alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from school.audit.models import AuditEntry
from school.audit.recording import record
from school.audit.sealing import seal_entries
from school.audit.services.archives import make_waiting_archives

pytestmark = [pytest.mark.django_db, pytest.mark.pg]

AUDIT = "/administration/audit/"


@pytest.fixture
def desk(english_of, auditor):
    return english_of(auditor)


@pytest.fixture
def noted(secretary, learner, second_branch, at):
    """noted("policy.set", …): one entry, by the secretary on the learner unless said otherwise."""

    def note(action, **fields):
        facts = {
            "actor": secretary,
            "subject_kind": "member",
            "subject_id": learner.public_id,
            "organisation_path": second_branch.path,
            "at": at,
        }
        return record(action=action, **(facts | fields))

    return note


def shown(response) -> list[int]:
    return [row.entry.pk for row in response.context["rows"]]


def test_entries_are_sentences_with_names_office_place_and_reason(desk, noted, secretary, second_branch):
    noted("office.appointed", office_id=secretary.offices.get().pk, reason="elected on Monday")
    page = desk.get(AUDIT, {"actor": secretary.number}).content.decode()
    assert f"刘建国 ({secretary.number}) gave 周文静" in page
    assert "branch secretary · 经管第二支部" in page
    assert "elected on Monday" in page


def test_an_unknown_action_is_shown_as_it_was_recorded(desk, noted):
    noted("something.new")
    assert "something.new" in desk.get(AUDIT).content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"actor": "刘建国"}, {"a", "b", "c"}),
        ({"actor": "系统"}, set()),
        ({"subject": "周文静"}, {"a", "b"}),
        ({"subject": "经管第二"}, {"c"}),
        ({"place": "经济管理"}, {"a", "b", "c"}),
        ({"place": "信息工程"}, {"d"}),
        ({"group": "policy"}, {"b"}),
        ({"outcome": "refused"}, {"d"}),
        ({"office": "branch_secretary"}, {"a"}),
        ({"actor": "刘建国", "group": "policy", "place": "经管第二"}, {"b"}),
        ({"since": "2026-11-25"}, {"c"}),
        ({"since": "2026-11-23", "until": "2026-11-23"}, {"a", "b", "d"}),
        ({"actor": "nobody at all"}, set()),
    ],
)
def test_every_field_narrows(desk, noted, secretary, outsider, second_branch, foreign_branch, at, query, expected):
    entries = {
        "a": noted("tested.one", office_id=secretary.offices.get().pk),
        "b": noted("policy.set"),
        "c": noted("tested.two", at=at + timedelta(days=2), subject_id=second_branch.public_id),
        "d": noted(
            "tested.one",
            actor=outsider,
            outcome="refused",
            subject_id=outsider.public_id,
            organisation_path=foreign_branch.path,
        ),
    }
    found = shown(desk.get(AUDIT, query))
    assert {name for name, entry in entries.items() if entry.pk in found} == expected


def test_pages_walk_from_the_newest_to_the_oldest_without_gap_or_repeat(desk, noted, secretary, at):
    # Several at one moment, and one whose clock was set back.
    made = [noted("tested.one", at=at + timedelta(minutes=number // 7)).pk for number in range(120)]
    made.append(noted("tested.one", at=at - timedelta(days=1)).pk)
    walked, query = [], {"actor": secretary.number}
    response = desk.get(AUDIT, query)
    for _page in range(3):
        walked += shown(response)
        if older := response.context["older"]:
            response = desk.get(f"{AUDIT}?{older}")
    assert sorted(walked) == sorted(made)
    assert walked[-1] == made[-1]
    assert response.context["older"] == ""


@pytest.mark.parametrize(
    "place", ["nonsense", "2026-11-23_1", "2026-11-23T00:00:00_x", "_", "2026-99-23T00:00:00+00:00_1"]
)
def test_a_place_that_nobody_was_sent_to_shows_the_newest(desk, noted, place):
    noted("tested.one")
    assert desk.get(AUDIT, {"before": place}).status_code == 200


def test_a_period_that_ends_before_it_begins_is_said_to(desk):
    page = desk.get(AUDIT, {"since": "2026-11-25", "until": "2026-11-23"}).content.decode()
    assert "The last day lies before the first." in page


def test_searching_and_reading_are_audited_with_what_was_asked(desk, noted, auditor):
    entry = noted("tested.one")
    desk.get(AUDIT, {"actor": "刘建国"})
    asked = AuditEntry.objects.get(action="audit.searched")
    assert (asked.actor_id, asked.details, asked.office_id) == (
        auditor.public_id,
        {"actor": "刘建国"},
        auditor.offices.get().pk,
    )
    desk.get(f"{AUDIT}entries/{entry.pk}/")
    assert AuditEntry.objects.get(action="audit.entry_read").subject_id == str(entry.pk)


def test_an_entry_shows_its_details_its_neighbours_and_whether_the_seal_holds(desk, noted):
    entries = [noted("tested.one", details={"before": 1, "after": {"x": 2}}) for _number in range(3)]
    page = f"{AUDIT}entries/{entries[1].pk}/"
    assert "not sealed yet" in desk.get(page).content.decode()
    seal_entries()
    text = desk.get(page).content.decode()
    assert "the seal fits this entry and its neighbours" in text
    assert f"{AUDIT}entries/{entries[0].pk}/" in text
    assert f"{AUDIT}entries/{entries[2].pk}/" in text
    assert "x: 2" in text
    AuditEntry.objects.filter(pk=entries[1].pk).update(reason="nothing to see")
    assert "The seal does not hold here" in desk.get(page).content.decode()


def test_an_entry_that_is_not_there_is_not_found(desk):
    assert desk.get(f"{AUDIT}entries/999999/").status_code == 404


def test_nobody_else_reads_the_audit(english_of, system, security, secretary, officer, noted):
    entry = noted("tested.one")
    for member in (system, security, secretary, officer):
        client = english_of(member)
        for path in (AUDIT, f"{AUDIT}entries/{entry.pk}/", f"{AUDIT}archives/"):
            assert client.get(path).status_code == 403, (member, path)


def test_a_page_of_entries_costs_few_queries(desk, noted, django_assert_max_num_queries):
    desk.get(AUDIT)
    for _number in range(60):
        noted("tested.one")
    with django_assert_max_num_queries(12):
        assert len(shown(desk.get(AUDIT))) == 50


def test_an_archive_is_asked_for_made_and_downloaded(desk, noted, django_capture_on_commit_callbacks, tmp_path):
    noted("tested.one", at=timezone.now())
    seal_entries()
    today = timezone.localdate().isoformat()
    asked = {"since": today, "until": today, "reason": "inspection"}
    with django_capture_on_commit_callbacks():
        assert desk.post(f"{AUDIT}archives/", asked).status_code == 302
    assert "being made" in desk.get(f"{AUDIT}archives/").content.decode()
    assert make_waiting_archives(at=timezone.now()) == 1
    archive = desk.get(f"{AUDIT}archives/").context["archives"][0]
    file = desk.get(f"{AUDIT}archives/{archive.public_id}/file/")
    content = b"".join(file.streaming_content)
    assert len(content) == int(file["Content-Length"])
    assert content.startswith(b"PK")
    assert AuditEntry.objects.filter(action="audit.archive_fetched", subject_id=archive.public_id).exists()


def test_an_archive_needs_a_reason_and_a_period(desk):
    response = desk.post(f"{AUDIT}archives/", {"since": "2026-02-02", "until": "2026-02-01", "reason": ""})
    assert response.status_code == 200
    assert {"reason", "__all__"} <= set(response.context["form"].errors)
