"""The little world that the permission matrix walks through: one object of each kind, placed at the second branch."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from courses.models import Course, Lecture
from courses.services import add_chapter, add_lecture, create_course, publish_course
from media.models import Asset
from progress.categories import Category
from progress.models import LedgerEntry
from progress.services.crediting import credit
from progress.services.ruling import install_first_rules
from quizzes.models import AttemptItem, QuizItem
from quizzes.services.starting import start_attempt
from quizzes.services.submitting import submit_attempt
from realtime.models import StudySession
from realtime.services.opening import open_session
from realtime.services.scheduling import Plan, schedule_session
from realtime.services.speaking import say
from school.accounts.services.tokens import issue_token
from school.organisation.authority import authority_of
from school.organisation.models import BuiltInKind, Member, Organisation, Role, Stage
from school.organisation.services.founding import found_organisation
from school.organisation.services.joining import affiliate, appoint
from school.organisation.services.kinds import install_kinds
from tests.contracts.planting import planters
from tests.quizzes.five_questions import SECRETS, draft_quiz

# Who stands how to the objects: the owner, her branch, offices over it, and three kinds of stranger.
RELATIONS = (
    "anonymous",
    "learner",
    "peer",
    "secretary",
    "instructor",
    "officer",
    "outsider",
    "foreign_secretary",
    "foreign_instructor",
    "system_administrator",
    "security_administrator",
    "audit_administrator",
)
STRANGERS = (
    "anonymous",
    "outsider",
    "foreign_secretary",
    "foreign_instructor",
    "system_administrator",
    "security_administrator",
    "audit_administrator",
)
CANARIES = (
    "金丝雀课程",
    "金丝雀讲稿",
    "金丝雀课堂",
    "金丝雀发言",
    "金丝雀学员",
    "金丝雀素材",
    "金丝雀学时",
    "金丝雀钥匙",
    *SECRETS.values(),
)
FOUNDED = date(2012, 9, 1)


@dataclass
class World:
    people: dict[str, Member]
    ids: dict[str, str]
    strangers: tuple[str, ...] = STRANGERS
    canaries: list[str] = field(default_factory=lambda: list(CANARIES))

    def name(self, **objects: Any) -> None:
        """Remember the public ids of these objects as `<name>_id`."""
        self.ids |= {f"{name}_id": thing.public_id for name, thing in objects.items()}

    def path(self, pattern: str, others: dict[str, str]) -> str:
        """Fill a route's pattern (`<slug:course_id>`, `{course_id}`) with the world's objects, or with `others`."""
        for name in self.ids:
            value = self.ids[others.get(name, name)]
            for form in (f"<slug:{name}>", f"<int:{name}>", f"<str:{name}>", f"{{{name}}}"):
                pattern = pattern.replace(form, value)
        return pattern

    def fill(self, body: Any) -> Any:
        """Replace `@name` in a body by the id of that object."""
        if isinstance(body, dict):
            return {key: self.fill(value) for key, value in body.items()}
        if isinstance(body, str) and body.startswith("@"):
            return self.ids[body[1:]]
        return body


def _person(number: int, name: str, organisation: Organisation, *offices: tuple[str, Organisation]) -> Member:
    member = Member.objects.create(
        number=f"YQ{number:07}", name=name, stage=Stage.FULL, password=make_password("a long enough pass phrase")
    )
    affiliate(member=member, organisation=organisation, on=FOUNDED)
    for role, place in offices:
        appoint(member=member, organisation=place, role=role, on=FOUNDED, by=None)
    return member


def _people() -> tuple[dict[str, Member], Organisation, Organisation]:
    college = found_organisation(parent=None, kind=BuiltInKind.COMMITTEE, name="党委")
    economics = found_organisation(parent=college, kind=BuiltInKind.GENERAL_BRANCH, name="经管总支")
    engineering = found_organisation(parent=college, kind=BuiltInKind.GENERAL_BRANCH, name="信息总支")
    second = found_organisation(parent=economics, kind=BuiltInKind.BRANCH, name="经管第二支部")
    third = found_organisation(parent=economics, kind=BuiltInKind.BRANCH, name="经管第三支部")
    foreign = found_organisation(parent=engineering, kind=BuiltInKind.BRANCH, name="信息第一支部")
    return (
        {
            "learner": _person(1, "金丝雀学员", second),
            "peer": _person(2, "同支部", second),
            "secretary": _person(3, "书记", second, (Role.BRANCH_SECRETARY, second)),
            "instructor": _person(4, "讲师", third, (Role.INSTRUCTOR, economics)),
            "officer": _person(5, "组织部", third, (Role.COMMITTEE_OFFICER, college)),
            "outsider": _person(6, "外支部", foreign),
            "foreign_secretary": _person(7, "外书记", foreign, (Role.BRANCH_SECRETARY, foreign)),
            "foreign_instructor": _person(8, "外讲师", foreign, (Role.INSTRUCTOR, engineering)),
            "system_administrator": _person(9, "系统员", foreign, (Role.SYSTEM_ADMINISTRATOR, college)),
            "security_administrator": _person(10, "安全员", foreign, (Role.SECURITY_ADMINISTRATOR, college)),
            "audit_administrator": _person(11, "审计员", foreign, (Role.AUDIT_ADMINISTRATOR, college)),
        },
        economics,
        second,
    )


def build_world() -> World:
    """Every object through the services that make it in the product."""
    at = timezone.now()
    install_kinds()
    install_first_rules()
    people, economics, second = _people()
    names = {"member_id": people["learner"].public_id, "kind": "article", "question_kind": "single"}
    world = World(people, names | {"year": str(at.year)})
    quiz = _teach(world, economics, second, at)
    _answer(world, quiz, at)
    session = _meet(world, second, at)
    _earn(world, session, at)
    for plant in planters():
        plant(world, at)
    return world


def _teach(world: World, economics: Organisation, second: Organisation, at: datetime) -> Lecture:
    """A course of the general branch, published to the second branch, and a draft; returns the quiz of the course."""
    instructor = world.people["instructor"]
    quiz = draft_quiz(owner=economics, instructor=instructor, audience=second, at=at).lecture
    course: Course = quiz.chapter.course
    asset = Asset.objects.create(
        organisation=economics,
        uploaded_by=instructor,
        title="金丝雀素材",
        file_name="a.mp4",
        size=9,
        received=9,
        created_at=at,
        stored_at=at,
        state="ready",
        published_level=2,
        edition="e1",
        duration_ms=60_000,
        kind="video",
    )
    chapter = add_chapter(course=course, title="微党课", at=at)
    article = add_lecture(chapter=chapter, kind="article", title="金丝雀讲稿", body="## 一\n\n金丝雀讲稿正文", at=at)
    video = add_lecture(chapter=chapter, kind="video", title="录像", asset=asset, at=at)
    Course.objects.filter(pk=course.pk).update(title="金丝雀课程")
    course.refresh_from_db()
    publish_course(course=course, member=instructor, audiences=[second], at=at)
    draft = create_course(organisation=economics, member=instructor, title="草稿", at=at)
    world.name(course=course, draft=draft, chapter=chapter, lecture=article, video=video, quiz=quiz, asset=asset)
    world.name(quiz_item=QuizItem.objects.filter(quiz__link__lecture=quiz).order_by("pk")[0])
    return quiz


def _answer(world: World, quiz: Lecture, at: datetime) -> None:
    """One attempt of the learner's that is submitted, and one that is open."""
    learner = world.people["learner"]
    standing = authority_of(learner, at=at)
    first = start_attempt(member=learner, authority=standing, lecture=quiz, at=at)
    submitted = submit_attempt(attempt=first, at=at)
    attempt = start_attempt(member=learner, authority=standing, lecture=quiz, at=at)
    world.name(submitted=submitted, attempt=attempt)
    world.ids["item_id"] = AttemptItem.objects.filter(attempt=attempt).order_by("pk")[0].item_id


def _meet(world: World, second: Organisation, at: datetime) -> StudySession:
    """An open room of the second branch in which the learner has spoken, and a session to come."""
    secretary = world.people["secretary"]
    office = authority_of(secretary, at=at)
    plan = Plan(title="金丝雀课堂", starts_at=at, ends_at=at + timedelta(hours=1), planned_minutes=45, host=secretary)
    session = schedule_session(organisation=second, plan=plan, by=secretary, authority=office, at=at)
    session = open_session(session=session, by=secretary, authority=office, at=at)
    said = "b1a7c0de-0000-4000-8000-000000000001"
    say(session=session, member=world.people["learner"], text="金丝雀发言", client_id=said, at=at)
    coming = schedule_session(organisation=second, plan=plan, by=secretary, authority=office, at=at)
    world.name(session=session, room=session, coming=coming)
    return session


def _earn(world: World, session: StudySession, at: datetime) -> None:
    """Hours of the learner's, and a key of hers."""
    learner = world.people["learner"]
    entry = credit(
        member_id=learner.pk,
        item=f"session:{session.public_id}",
        category=Category.COLLECTIVE,
        hours=Decimal(1),
        earned_on=at,
        evidence_kind="register",
        evidence_id=session.public_id,
        title="金丝雀学时",
        organisation_id=session.organisation_id,
        at=at,
    )
    assert isinstance(entry, LedgerEntry)
    key, _secret = issue_token(member=learner, title="金丝雀钥匙", at=at)
    world.name(entry=entry, key=key)
