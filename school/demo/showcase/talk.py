"""What is said beside lectures: a question with its answer, one that waits, a rumour that was reported, own notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from courses.models import Course, LectureRevision
from courses.services.notes import keep_note
from courses.talk import standing_in, subject_of
from school.demo.showcase.crew import Crew
from school.demo.showcase.texts import Note, Showcase
from school.demo.year import StudyYear
from school.discussion.models import Post, ReportReason, Thread
from school.discussion.places import SECTION, Place
from school.discussion.services.addressing import ask_instructors
from school.discussion.services.moderating import mark_answer, report_post
from school.discussion.services.posting import open_thread, reply
from school.discussion.services.word_list import take_list
from school.discussion.subjects import Standing
from school.organisation.authority import authority_of
from school.organisation.models import Member, Role

LISTED, ASKED, GUESSED, ANSWERED, RUMOURED, WAITING = 120, 12, 11, 10, 3, 8
NOTED = 12


def talk_about_lectures(*, text: Showcase, crew: Crew, by_title: Mapping[str, Course], year: StudyYear) -> None:
    """The learner asks, a classmate guesses, the author answers; what nobody answers becomes a task."""
    take_list(text=text.words.list, act=crew.act(crew.guard, Role.SECURITY_ADMINISTRATOR, year.ago(LISTED)))
    said = text.discussion
    shown = _shown(by_title[said.course], said.lecture)
    talk = _Talk(shown)
    thread = talk.open(crew.learner, said.question, said.body, year.ago(ASKED))
    talk.reply(thread, crew.classmates[0], said.guess, year.ago(GUESSED))
    answer = talk.reply(thread, crew.author, said.answer, year.ago(ANSWERED))
    mark_answer(post=answer, act=crew.act(crew.author, Role.INSTRUCTOR, year.ago(ANSWERED)), marked=True)
    talk.reply(thread, crew.learner, said.thanks, year.ago(ANSWERED))
    rumour = talk.reply(thread, crew.classmates[1], said.rumour, year.ago(RUMOURED))
    report_post(post=rumour, member=crew.learner, reason=ReportReason.RUMOUR, text=said.report, at=year.ago(RUMOURED))
    talk.open(crew.classmates[0], said.waiting, said.waiting_body, year.ago(WAITING))
    ask_instructors(at=year.at)
    for number, note in enumerate(text.note):
        _keep(note, _shown(by_title[note.course], note.lecture), crew.learner, f"demo-note-{number}", year.ago(NOTED))


class _Talk:
    """What is said beside one lecture; the keys of its posts count up."""

    def __init__(self, shown: LectureRevision) -> None:
        self._shown, self._subject, self._sent = shown, subject_of(shown), 0

    def open(self, member: Member, title: str, body: str, at: datetime) -> Thread:
        return open_thread(
            subject=self._subject,
            standing=self._standing(member, at),
            member=member,
            title=title,
            body=body,
            client_key=self._key(),
            at=at,
        )

    def reply(self, thread: Thread, member: Member, body: str, at: datetime) -> Post:
        standing = self._standing(member, at)
        return reply(thread=thread, standing=standing, member=member, body=body, client_key=self._key(), at=at)

    def _standing(self, member: Member, at: datetime) -> Standing:
        return standing_in(authority_of(member, at=at), self._shown.revision.course)

    def _key(self) -> str:
        self._sent += 1
        return f"demo-talk-{self._sent}"


def _shown(course: Course, title: str) -> LectureRevision:
    rows = LectureRevision.objects.select_related("revision__course__organisation", "lecture")
    return rows.get(revision=course.published_revision, title=title)


def _keep(note: Note, shown: LectureRevision, learner: Member, key: str, at: datetime) -> None:
    place = Place(SECTION, note.section, f"section-{note.section}") if note.section else Place()
    keep_note(member=learner, lecture=shown.lecture, key=key, text=note.text, place=place, at=at)
