"""Random lives of a course: authors edit and publish, members watch and read; the promises are checked every time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from courses.models import Chapter, Course, Lecture, LectureRevision
from courses.services import (
    add_chapter,
    add_lecture,
    attach_asset,
    create_course,
    edit_course,
    edit_lecture,
    move_lecture,
    publish_course,
    remove_lecture,
)
from courses.services.replacing import replaced_recordings, state_replacement
from courses.services.restoring import restore_revision
from progress.models import CourseCompletion, LectureCompletion
from progress.reading import course_standing, seconds_of
from progress.services.reading_on import reach_sections
from progress.services.rebuilding import differences
from school.organisation.authority import authority_of
from school.organisation.models import Member, Organisation
from tests.progress.recordings import Watching, ready_asset

SECONDS = (20, 30, 45)
HEADINGS = ("缘起", "办法", "期限", "例外", "附则")


@dataclass
class Life:
    """One course under a seed."""

    seed: int
    owner: Organisation
    author: Member
    audiences: list[Organisation]
    members: list[Member]
    at: datetime
    shown: dict[tuple[int, str, int], int] = field(default_factory=dict)
    completions: set[tuple[str, int]] = field(default_factory=set)
    reached: dict[tuple[int, int], set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.dice = Random(self.seed)
        self.course = create_course(organisation=self.owner, member=self.author, title="课", summary="", at=self.at)
        self.chapter = add_chapter(course=self.course, title="章", at=self.at)
        for _number in range(2):
            self.add()
        self.write()
        self.publish()

    def live(self, acts: int) -> None:
        for _number in range(acts):
            self.at += timedelta(hours=1)
            choices = (self.watch, self.watch, self.read, self.edit, self.publish)
            self.dice.choice(choices)()
            self.check()
        assert [str(one) for one in differences(at=self.at)] == [], f"seed {self.seed}"

    def edit(self) -> None:
        acts = (self.add, self.remove, self.move, self.reword, self.replace, self.state, self.restore, self.require)
        self.dice.choice((*acts, self.write, self.rewrite, self.rewrite))()

    def draft(self) -> list[Lecture]:
        lectures = Lecture.objects.in_draft().filter(chapter__course=self.course)
        return list(lectures.select_related("chapter__course", "asset"))

    def films(self) -> list[Lecture]:
        return [lecture for lecture in self.draft() if lecture.kind == "video"]

    def text(self) -> str:
        """Some of the headings in some order, with words that differ from time to time."""
        chosen = self.dice.sample(HEADINGS, self.dice.randint(1, len(HEADINGS)))
        return "\n\n".join(f"## {heading}\n\n{self.dice.choice(('甲', '乙'))}" for heading in chosen)

    def film(self):
        duration_ms = self.dice.choice(SECONDS) * 1000
        return ready_asset(owner=self.owner, author=self.author, duration_ms=duration_ms, at=self.at)

    def add(self) -> None:
        add_lecture(chapter=self.open_chapter(), kind="video", title="讲", asset=self.film(), at=self.at)

    def write(self) -> None:
        add_lecture(chapter=self.open_chapter(), kind="article", title="读", body=self.text(), at=self.at)

    def rewrite(self) -> None:
        texts = [lecture for lecture in self.draft() if lecture.kind == "article"]
        if texts:
            lecture = self.dice.choice(texts)
            edit_lecture(
                lecture=lecture,
                title=lecture.title,
                summary="",
                body=self.text(),
                minutes=lecture.minutes,
                intro_ends_ms=None,
                credits_start_ms=None,
                gate={},
                at=self.at,
            )

    def open_chapter(self) -> Chapter:
        chapter = self.chapter
        if chapter.removed_at or not chapter.course.chapters.in_draft().filter(pk=chapter.pk).exists():
            chapter = self.course.chapters.in_draft().first()
        return chapter

    def remove(self) -> None:
        lectures = self.draft()
        chosen = self.dice.choice(lectures)
        # Somebody always has something to watch.
        if chosen.kind == "article" or len(self.films()) > 1:
            remove_lecture(lecture=chosen, at=self.at)

    def move(self) -> None:
        move_lecture(lecture=self.dice.choice(self.draft()), direction=self.dice.choice(("up", "down")), at=self.at)

    def reword(self) -> None:
        lecture, dice = self.dice.choice(self.films()), self.dice
        length = lecture.asset.duration_ms
        edit_lecture(
            lecture=lecture,
            title=f"讲{dice.randrange(9)}",
            summary="",
            body="",
            minutes=lecture.minutes,
            intro_ends_ms=dice.choice((None, 3_000, 6_500)),
            credits_start_ms=dice.choice((None, length - 4_000)),
            gate=dice.choice(({}, {"until": "2099-01-01T00:00:00+08:00"})),
            at=self.at,
        )

    def replace(self) -> None:
        lecture = self.dice.choice(self.films())
        edit_lecture(
            lecture=lecture,
            title=lecture.title,
            summary="",
            body="",
            minutes=lecture.minutes,
            intro_ends_ms=None,
            credits_start_ms=None,
            gate={},
            at=self.at,
        )
        attach_asset(lecture=lecture, asset=self.film(), at=self.at)
        self.state(lecture)

    def state(self, lecture: Lecture | None = None) -> None:
        lecture = lecture or self.dice.choice(self.films())
        before = replaced_recordings(lecture=lecture)
        if before:
            offset = self.dice.choice((None, 0, 5, -5, 8))
            state_replacement(
                lecture=lecture,
                before=self.dice.choice(before),
                offset_seconds=offset,
                member=self.author,
                at=self.at,
            )

    def restore(self) -> None:
        revision = self.dice.choice(list(self.course.revisions.all()))
        restore_revision(course=self.course, revision=revision, member=self.author, at=self.at)

    def require(self) -> None:
        self.course.refresh_from_db()
        edit_course(course=self.course, title="课", summary="", required=self.dice.random() < 0.5, at=self.at)

    def publish(self) -> None:
        audiences = self.dice.sample(self.audiences, self.dice.randint(1, len(self.audiences)))
        course = Course.objects.get(pk=self.course.pk)
        publish_course(course=course, member=self.author, audiences=[self.audiences[0], *audiences[1:]], at=self.at)

    def watch(self) -> None:
        row = self.dice.choice([row for row in self.current() if row.kind == "video"])
        watching = Watching.open(member=self.dice.choice(self.members), lecture=row.lecture, at=self.at)
        length = row.asset.duration_ms // 1000
        start = self.dice.choice((0, 0, self.dice.randrange(length)))
        watching.watch(start, self.dice.randint(start + 1, length))

    def read(self) -> None:
        """What was reached under a heading stays reached as long as the heading is there, and nothing else is."""
        texts = [row for row in self.current() if row.kind == "article"]
        if not texts:
            return
        row, member = self.dice.choice(texts), self.dice.choice(self.members)
        headings = [section["title"] for section in row.content["sections"]]
        known = self.reached.setdefault((member.pk, row.lecture_id), set())
        missing = self._reach(member, row, [])
        assert missing == {heading for heading in headings if heading not in known}, f"seed {self.seed}"
        chosen = self.dice.sample(range(len(headings)), self.dice.randint(1, len(headings)))
        missing -= {headings[place] for place in chosen}
        assert self._reach(member, row, [place + 1 for place in chosen]) == missing, f"seed {self.seed}"
        known |= set(headings) - missing

    def _reach(self, member: Member, row: LectureRevision, sections: list[int]) -> set[str]:
        """The headings that are missing afterwards."""
        standing = reach_sections(
            member=member,
            authority=authority_of(member, at=self.at),
            lecture_id=row.lecture.public_id,
            sections=sections,
            at=self.at,
        )
        return {row.content["sections"][number - 1]["title"] for number in standing.missing}

    def current(self) -> list[LectureRevision]:
        shown = LectureRevision.objects.current().filter(revision__course=self.course)
        return list(shown.select_related("asset", "lecture"))

    def check(self) -> None:
        """Nothing earned is gone, and nothing shown is less than before or more than all."""
        now = {("lecture", pk) for pk in LectureCompletion.objects.values_list("pk", flat=True)}
        now |= {("course", pk) for pk in CourseCompletion.objects.values_list("pk", flat=True)}
        assert self.completions <= now, f"seed {self.seed}: a completion is lost"
        self.completions = now
        rows = [row for row in self.current() if row.asset_id]
        for member in self.members:
            self._see(
                member, "course", self.course.pk, course_standing(member.pk, [self.course.pk])[self.course.pk].percent
            )
            for row in rows:
                self._see(member, "lecture", row.lecture_id, seconds_of(member.pk, row).percent)

    def _see(self, member: Member, what: str, pk: int, percent: int) -> None:
        key = (member.pk, what, pk)
        assert self.shown.get(key, 0) <= percent <= 100, f"seed {self.seed}: {what} {self.shown.get(key)} → {percent}"
        self.shown[key] = percent
