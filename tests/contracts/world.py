"""The little world that the permission matrix walks through: one object of each kind, placed at the second branch."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from courses.models import Chapter, Course, Lecture
from courses.services import add_chapter, add_lecture, create_course, publish_course
from media.models import Asset
from progress.categories import Category
from progress.models import LedgerEntry
from progress.services.crediting import credit
from progress.services.ruling import install_first_rules
from quizzes.models import Attempt, AttemptItem, QuizItem
from quizzes.services.starting import start_attempt
from quizzes.services.submitting import submit_attempt
from realtime.models import StudySession
from realtime.services.opening import open_session
from realtime.services.scheduling import Plan, schedule_session
from realtime.services.speaking import say
from school.accounts.services.tokens import issue_token
from school.organisation.authority import Authority, authority_of
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
    learner, instructor, secretary = people["learner"], people["instructor"], people["secretary"]

    quiz = draft_quiz(owner=economics, instructor=instructor, audience=second, at=at)
    course: Course = quiz.lecture.chapter.course
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

    standing: Authority = authority_of(learner, at=at)
    submitted = submit_attempt(
        attempt=start_attempt(member=learner, authority=standing, lecture=quiz.lecture, at=at), at=at
    )
    attempt = start_attempt(member=learner, authority=standing, lecture=quiz.lecture, at=at)
    item = AttemptItem.objects.filter(attempt=attempt).order_by("pk")[0]

    office = authority_of(secretary, at=at)
    plan = Plan(title="金丝雀课堂", starts_at=at, ends_at=at + timedelta(hours=1), planned_minutes=45, host=secretary)
    session = schedule_session(organisation=second, plan=plan, by=secretary, authority=office, at=at)
    session = open_session(session=session, by=secretary, authority=office, at=at)
    say(session=session, member=learner, text="金丝雀发言", client_id="b1a7c0de-0000-4000-8000-000000000001", at=at)
    coming = schedule_session(organisation=second, plan=plan, by=secretary, authority=office, at=at)

    key, _secret = issue_token(member=learner, title="金丝雀钥匙", at=at)
    entry = credit(
        member_id=learner.pk,
        item=f"session:{session.public_id}",
        category=Category.COLLECTIVE,
        hours=Decimal(1),
        earned_on=at,
        evidence_kind="register",
        evidence_id=session.public_id,
        title="金丝雀学时",
        organisation_id=second.pk,
        at=at,
    )
    assert isinstance(entry, LedgerEntry)
    world = World(
        people,
        _ids(
            at.year,
            course,
            draft,
            chapter,
            article,
            video,
            quiz.lecture,
            asset,
            attempt,
            submitted,
            item,
            session,
            coming,
            entry,
            learner,
        )
        | {"key_id": key.public_id},
    )
    for plant in planters():
        plant(world, at)
    return world


def _ids(
    year: int,
    course: Course,
    draft: Course,
    chapter: Chapter,
    article: Lecture,
    video: Lecture,
    quiz: Lecture,
    asset: Asset,
    attempt: Attempt,
    submitted: Attempt,
    item: AttemptItem,
    session: StudySession,
    coming: StudySession,
    entry: LedgerEntry,
    learner: Member,
) -> dict[str, str]:
    quiz_item = QuizItem.objects.filter(quiz__link__lecture=quiz).order_by("pk")[0]
    return {
        "course_id": course.public_id,
        "draft_id": draft.public_id,
        "chapter_id": chapter.public_id,
        "lecture_id": article.public_id,
        "video_id": video.public_id,
        "quiz_id": quiz.public_id,
        "asset_id": asset.public_id,
        "attempt_id": attempt.public_id,
        "submitted_id": submitted.public_id,
        "item_id": item.item_id,
        "quiz_item_id": quiz_item.public_id,
        "session_id": session.public_id,
        "room_id": session.public_id,
        "coming_id": coming.public_id,
        "entry_id": entry.public_id,
        "member_id": learner.public_id,
        "year": str(year),
        "kind": "article",
        "question_kind": "single",
    }
