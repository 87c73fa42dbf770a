"""Home, my year, evidence, the desk and the packet – each to whom it belongs."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.invitations import Invitation
from courses.models import CourseAssignment
from courses.services import add_chapter, add_lecture, create_course, publish_course
from courses.services.assigning import Terms, assign_course, end_assignment
from progress.categories import Category
from progress.models import Exemption, StudyRequirement
from progress.services.completing import complete_lecture
from progress.services.crediting import credit
from progress.services.reversing import reverse_entry
from progress.services.ruling import rules_in_force
from school.audit.models import AuditEntry
from school.organisation.acting import Act
from school.organisation.models import Role
from school.organisation.services.joining import affiliate
from school.privacy.models import ExportRecord, Look
from tests.accounts.confirming import confirm

pytestmark = [pytest.mark.django_db, pytest.mark.pg]
ARTICLE = "## 一\n\n第一节的正文。\n\n## 二\n\n第二节的正文。"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def requirement(college, now):
    return StudyRequirement.objects.create(
        organisation=college,
        rule_version=rules_in_force(on=timezone.localdate(now)),
        year=timezone.localdate(now).year,
        title="党员年度学习",
        hours=Decimal(32),
        stages=["full", "probationary"],
    )


@pytest.fixture
def course(economics, second_branch, instructor, now):
    made = create_course(organisation=economics, member=instructor, title="会议记录写作", at=now, required=True)
    chapter = add_chapter(course=made, title="一", at=now)
    for title in ("为什么要记", "怎样记"):
        add_lecture(chapter=chapter, kind="article", title=title, body=ARTICLE, minutes=Decimal(20), at=now)
    publish_course(course=made, member=instructor, audiences=[second_branch], at=now)
    made.refresh_from_db()
    return made


def complete(course, member, now, *, count=2):
    for shown in course.published_revision.lectures.order_by("position")[:count]:
        complete_lecture(
            member_id=member.pk,
            lecture_id=shown.lecture_id,
            lecture_revision_id=shown.pk,
            deciding_fact="reading",
            deciding_id="1",
            at=now,
        )


def give(member, hours, now, category=Category.COLLECTIVE):
    return credit(
        member_id=member.pk,
        item=f"session:{hours}{category}",
        category=category,
        hours=Decimal(hours),
        earned_on=now,
        evidence_kind="register",
        evidence_id="s",
        title="主题党日",
        organisation_id=None,
        at=now,
    )


def test_home_offers_the_first_lecture_and_then_the_next(client_of, learner, course, now, requirement):
    first, second = course.published_revision.lectures.order_by("position")
    page = client_of(learner).get("/").content.decode()
    assert reverse("courses:lecture", args=[first.lecture.public_id]) in page
    complete(course, learner, now, count=1)
    page = client_of(learner).get("/").content.decode()
    assert reverse("courses:lecture", args=[second.lecture.public_id]) in page


def test_home_prefers_what_is_due_and_says_by_when(
    client_of, learner, secretary, course, economics, instructor, second_branch, now, requirement
):
    asked = create_course(organisation=economics, member=instructor, title="接转关系", at=now)
    chapter = add_chapter(course=asked, title="一", at=now)
    add_lecture(chapter=chapter, kind="article", title="先读这一讲", body=ARTICLE, minutes=Decimal(20), at=now)
    publish_course(course=asked, member=instructor, audiences=[second_branch], at=now)
    browser = client_of(learner)
    assert browser.get("/").context["next"].course_title == course.title
    terms = Terms(due_on=timezone.localdate(now) + timedelta(days=7))
    act = Act(member=secretary, at=now)
    assign_course(act=act, course=asked, to=Invitation(second_branch), terms=terms)
    response = browser.get("/", headers={"accept-language": "en"})
    assert response.context["next"].course_title == asked.title
    assert response.context["next"].required
    assert [row.title for row in response.context["courses"]] == [asked.title, course.title]
    assert response.content.decode().count('class="due"') == 2
    late = CourseAssignment.objects.get(course=asked)
    earlier = Terms(due_on=timezone.localdate(now) - timedelta(days=2))
    assign_course(act=act, course=course, to=Invitation(second_branch), terms=earlier)
    assert browser.get("/").context["next"].course_title == course.title
    end_assignment(act=act, assignment=late)
    assert [row.due for row in browser.get("/").context["courses"]][1] == ""


def test_home_says_so_when_nothing_is_waiting(client_of, learner, course, now, requirement):
    complete(course, learner, now)
    response = client_of(learner).get("/")
    assert response.context["next"] is None
    assert response.context["courses"] == []


def test_my_year_says_how_much_is_missing_and_when_it_is_met(client_of, learner, requirement, now):
    give(learner, "26.5", now)
    standing = client_of(learner).get("/year/").context["report"].standing
    assert (standing.status, standing.missing) == ("not_yet", Decimal("5.5"))
    give(learner, "5.5", now, Category.THEME_DAY)
    assert client_of(learner).get("/year/").context["report"].standing.status == "met"


def test_my_year_tells_how_the_ledger_stood_on_any_day(client_of, learner, secretary, requirement, now):
    days = [now - timedelta(days=ago) for ago in (20, 10, 5)]
    first = give(learner, "1", days[0])
    give(learner, "2", days[1])
    reverse_entry(entry=first, by=secretary, reason="重复", at=days[2])
    year = timezone.localdate(days[0]).year

    def report(day):
        return client_of(learner).get("/year/", {"year": year, "on": str(timezone.localdate(day))}).context["report"]

    held = [(report(day).balance.total, report(day).balance.later) for day in (days[0] - timedelta(days=1), *days)]
    assert held == [(0, 2), (1, 1), (3, -1), (2, 0)]
    page = client_of(learner).get("/year/", {"year": year, "on": str(timezone.localdate(days[1]))})
    assert [entry.reverses_id for entry in page.context["report"].entries] == [None, None]


@pytest.mark.parametrize("day", ["2999-01-01", "2026-02-31", "yesterday"])
def test_my_year_asks_again_for_a_day_that_is_none(client_of, learner, requirement, day):
    page = client_of(learner).get("/year/", {"on": day})
    assert page.context["report"].as_of is None
    assert 'aria-invalid="true"' in page.content.decode()


def test_a_requirement_for_members_does_not_bind_an_activist(client_of, make_member, second_branch, requirement):
    activist = make_member("王一", second_branch, stage="activist")
    assert client_of(activist).get("/year/").context["report"].standing.status == "no_requirement"


def test_the_largest_requirement_governs(client_of, secretary, requirement, now, college):
    StudyRequirement.objects.create(
        organisation=college,
        rule_version=requirement.rule_version,
        year=requirement.year,
        title="书记培训",
        hours=Decimal(56),
        roles=[Role.BRANCH_SECRETARY],
    )
    assert client_of(secretary).get("/year/").context["report"].standing.required == 56


def test_the_member_sees_own_evidence_and_a_peer_does_not(client_of, learner, peer, course, now):
    complete(course, learner, now, count=1)
    entry = learner.ledger.get()
    url = reverse("progress:evidence", args=[entry.public_id])
    assert client_of(learner).get(url).status_code == 200
    assert client_of(peer).get(url).status_code == 404


def test_the_desk_shows_the_own_subtree_and_nobody_elses(
    client_of, secretary, learner, peer, outsider, requirement, now
):
    give(peer, "32", now)
    response = client_of(secretary).get("/desk/")
    rows = {row.name: row.standing.status for row in response.context["page"]}
    assert rows == {learner.name: "not_yet", secretary.name: "not_yet"}
    assert response.context["counts"]["met"] == 1
    assert outsider.name not in response.content.decode()


def test_who_moved_within_the_subtree_stands_there_once_with_the_present_branch(
    client_of, officer, learner, third_branch, requirement, now
):
    affiliate(member=learner, organisation=third_branch, on=timezone.localdate(now))
    response = client_of(officer).get(f"/desk/?q={learner.number}")
    assert [(row.name, row.branch) for row in response.context["page"]] == [(learner.name, third_branch.short_name)]


def test_an_exempt_member_counts_as_exempt(client_of, secretary, learner, requirement, now):
    Exemption.objects.create(member=learner, year=requirement.year, reason="年老体弱", granted_at=now)
    response = client_of(secretary).get("/desk/?standing=exempt")
    assert [row.name for row in response.context["page"]] == [learner.name]


def test_the_roster_says_who_has_completed_a_course_and_never_minutes(
    client_of, secretary, learner, peer, course, now, outsider
):
    complete(course, learner, now)
    url = reverse("progress:desk_course", args=[course.public_id])
    missing = client_of(secretary).get(url)
    done = client_of(secretary).get(url + "?standing=completed")
    assert {row.name for row in missing.context["page"]} == {peer.name, secretary.name}
    assert {row.name for row in done.context["page"]} == {learner.name}
    for response in (missing, done):
        assert outsider.name not in response.content.decode()


def test_a_roster_of_a_foreign_course_is_not_found(client_of, foreign_secretary, course):
    url = reverse("progress:desk_course", args=[course.public_id])
    assert client_of(foreign_secretary).get(url).status_code == 404


def test_an_export_asks_why_holds_the_subtree_defuses_formulas_and_ends_with_its_mark(
    client_of, secretary, make_member, second_branch, requirement
):
    named = make_member("=1+1", second_branch)
    client = confirm(client_of(secretary), secretary)
    assert client.get("/desk/export.csv").status_code == 200
    assert client.post("/desk/export.csv", {"purpose": ""}).status_code == 422
    response = client.post("/desk/export.csv", {"purpose": "other", "words": "支部大会"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert "'=1+1" in text
    made = ExportRecord.objects.get()
    last = text.strip().splitlines()[-1]
    assert last.startswith("# ")
    assert made.number in last
    assert "支部大会" in last
    entry = AuditEntry.objects.get(action="export.made")
    assert (entry.actor_id, entry.reason) == (secretary.public_id, "支部大会")
    assert Look.objects.filter(member=named, looker=secretary, occasion=made.number).exists()


def test_an_export_asks_for_the_password_again(client_of, secretary, requirement):
    answer = client_of(secretary).post("/desk/export.csv", {"purpose": "checking"})
    assert answer.status_code == 302
    assert not ExportRecord.objects.exists()


def test_the_packet_shows_facts_without_time_and_the_look_is_audited(
    client_of, secretary, learner, course, now, requirement
):
    complete(course, learner, now, count=1)
    give(learner, "2", now)
    url = reverse("progress:packet", args=[learner.public_id, requirement.year])
    response = client_of(secretary).get(url)
    entries = {entry.public_id for entry in learner.ledger.all()}
    assert len(entries) == 2
    for entry_id in entries:
        assert reverse("progress:desk_evidence", args=[entry_id]) in response.content.decode()
        other = client_of(secretary).get(reverse("progress:desk_evidence", args=[entry_id]))
        assert other.status_code == 200
        assert "viewing" not in other.context
        assert not any(re.search(r"\d:\d\d", fact.value) for fact in other.context["facts"]), "the day, not the hour"
    assert AuditEntry.objects.filter(action="packet.read", subject_id=learner.public_id).count() == 1
    assert AuditEntry.objects.filter(action="evidence.read").count() == 2
    looks = Look.objects.filter(member=learner, looker=secretary).values_list("what", flat=True)
    assert set(looks) == {"packet", "evidence"}, "one line a day and thing, however many entries"


def test_who_oversees_without_appraising_is_refused_the_packet(client_of, make_member, second_branch, learner, now):
    organiser = make_member("组织员", second_branch, Role.ORGANISER)
    assert client_of(organiser).get(reverse("progress:packet", args=[learner.public_id, now.year])).status_code == 403


@pytest.mark.parametrize("path", ["/", "/year/", "/desk/"])
def test_pages_cost_the_same_queries_with_many_rows(
    client_of,
    secretary,
    learner,
    make_member,
    second_branch,
    economics,
    instructor,
    now,
    requirement,
    django_assert_max_num_queries,
    path,
):
    def furnish(count):
        for number in range(count):
            member = make_member(f"成员{number}", second_branch)
            give(member, "1", now)
            made = create_course(organisation=economics, member=instructor, title=f"课{number}", at=now)
            chapter = add_chapter(course=made, title="一", at=now)
            add_lecture(chapter=chapter, kind="article", title="讲", body=ARTICLE, minutes=Decimal(20), at=now)
            publish_course(course=made, member=instructor, audiences=[second_branch], at=now)
            made.refresh_from_db()
            complete(made, secretary, now, count=number % 2)

    client = client_of(secretary)
    furnish(1)
    client.get(path)
    with django_assert_max_num_queries(12) as few:
        client.get(path)
    furnish(12)
    with django_assert_max_num_queries(12) as many:
        client.get(path)
    assert len(few) == len(many)
