"""A library laid in bulk: courses of articles in Chinese, published to the whole college, and ten thousand members."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from django.db import connection
from django.utils import timezone

from courses.models import Chapter, Course, CourseAudience, CourseRevision, Lecture, LectureRevision
from courses.rendering import render_article
from courses.services.indexing import index_course
from progress.models import LectureCompletion, RuleVersion
from school.organisation.models import Affiliation, Member, Organisation, Stage
from tests.benchmarks.people import of_role

BATCH, SINCE = 1000, date(2020, 9, 1)
SENTENCES, COMPLETED = 12, 5
WORDS = [
    "党员",
    "组织",
    "关系",
    "接转",
    "介绍信",
    "支部",
    "委员会",
    "民主",
    "评议",
    "学习",
    "教育",
    "制度",
    "三会一课",
    "主题党日",
    "发展",
    "对象",
    "积极分子",
    "预备期",
    "转正",
    "讨论",
    "党费",
    "收缴",
    "流动",
    "管理",
    "纪律",
    "处分",
    "申诉",
    "监督",
    "廉洁",
    "自律",
    "中心组",
    "理论",
    "宣讲",
    "基层",
    "治理",
    "服务",
    "群众",
    "志愿",
    "档案",
    "政治",
    "审查",
    "培训",
    "考核",
    "表决",
    "选举",
    "换届",
    "报告",
    "请示",
    "批复",
    "公示",
    "谈心谈话",
    "整改",
    "台账",
    "学时",
    "证书",
    "乡村",
    "振兴",
    "科技",
    "创新",
    "生态",
    "文明",
    "历史",
    "经验",
    "精神",
    "传承",
]


def lay_members(count: int, *, seed: int = 5) -> None:
    """Members of the college's branches, without a password; each has completed a few lectures of the library."""
    rng, now = Random(seed), timezone.now()
    branches = list(Organisation.objects.filter(kind="branch"))
    members = Member.objects.bulk_create(
        [
            Member(number=f"B{number:07}", name=f"成员{number}", stage=Stage.FULL, password="!", registered_at=now)
            for number in range(count)
        ],
        batch_size=BATCH,
    )
    Affiliation.objects.bulk_create(
        [Affiliation(member=one, organisation=rng.choice(branches), starts_on=SINCE) for one in members],
        batch_size=BATCH,
    )
    rules = RuleVersion.objects.order_by("-pk")[0]
    shown = list(LectureRevision.objects.filter(revision__title__startswith="第").values_list("lecture_id", "pk"))
    LectureCompletion.objects.bulk_create(
        [
            LectureCompletion(
                member=one,
                lecture_id=lecture,
                lecture_revision_id=revision,
                rule_version=rules,
                completed_at=now,
                deciding_fact="reading",
                deciding_id="1",
                credit_outcome="no_hours",
            )
            for one in members
            for lecture, revision in rng.sample(shown, COMPLETED)
        ],
        batch_size=BATCH,
    )


def lay_courses(count: int, *, lectures: int, seed: int = 3) -> None:
    """Published courses with so many lectures each, indexed."""
    rng, now = Random(seed), timezone.now()
    college, author = Organisation.objects.get(parent=None), of_role("instructor")
    for number in range(count):
        at = now - timedelta(hours=number)
        title = f"第{number + 1}门 {_said(rng, 2)}"
        made = {"organisation": college, "title": title, "created_by": author, "created_at": at, "changed_at": at}
        course = Course.objects.create(**made)
        revision = CourseRevision.objects.create(
            course=course,
            number=1,
            title=title,
            summary=_said(rng, 8),
            rules="bench",
            published_at=at,
            published_by=author,
        )
        chapter = Chapter.objects.create(course=course, position=1, title="第一章")
        _lay_lectures(revision, chapter, lectures, rng)
        CourseAudience.objects.create(course=course, organisation=college)
        Course.objects.filter(pk=course.pk).update(state="published", published_revision=revision)
        index_course(course_id=course.pk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _lay_lectures(revision: CourseRevision, chapter: Chapter, count: int, rng: Random) -> None:
    rows = Lecture.objects.bulk_create(
        Lecture(chapter=chapter, position=place, kind="article", title=_said(rng, 3), body=_article(rng), minutes=5)
        for place in range(1, count + 1)
    )
    LectureRevision.objects.bulk_create(
        LectureRevision(
            revision=revision,
            lecture=row,
            chapter_title=chapter.title,
            chapter_position=1,
            position=row.position,
            kind=row.kind,
            title=row.title,
            body=row.body,
            minutes=row.minutes,
            content={"sections": [vars(section) for section in render_article(row.body)]},
        )
        for row in rows
    )


def _article(rng: Random) -> str:
    parts = ("".join(f"{_said(rng, 7)}。" for _ in range(SENTENCES)) for _ in range(3))
    return "\n\n".join(f"## {_said(rng, 2)}\n\n{part}" for part in parts)


def _said(rng: Random, words: int) -> str:
    return "".join(rng.choices(WORDS, k=words))
