"""Furniture: published recordings without a file, and watching them as a device would report it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from courses.models import Lecture
from courses.services import add_chapter, add_lecture, attach_asset, create_course, publish_course
from media.models import Asset
from progress.beat_group import Delivery, Receipt
from progress.beats import Beat
from progress.intervals import Interval
from progress.models import Coverage, ViewingSession
from progress.services.opening import open_viewing_session
from progress.services.tracking import accept_beats
from progress.tickets import Ticket, ticket_of
from school.organisation.authority import authority_of
from school.organisation.models import Member, Organisation


def ready_asset(*, owner: Organisation, author: Member, duration_ms: int, at: datetime) -> Asset:
    return Asset.objects.create(
        organisation=owner,
        uploaded_by=author,
        title="党章第一课",
        file_name="lesson.mp4",
        size=9,
        received=9,
        created_at=at,
        stored_at=at,
        state="ready",
        published_level=2,
        edition="e1",
        duration_ms=duration_ms,
        kind="video",
    )


def publish_course_of(
    *,
    owner: Organisation,
    author: Member,
    audience: Organisation,
    at: datetime,
    durations_ms: Iterable[int] = (),
    assets: Iterable[Asset] = (),
    texts: Iterable[str] = (),
    title: str = "党章十讲",
    **fields: object,
) -> list[Lecture]:
    """A course of recordings and articles, published; `fields` go to every lecture."""
    course = create_course(organisation=owner, member=author, title=title, summary="", at=at)
    chapter = add_chapter(course=course, title="第一章", at=at)
    lectures = []
    made = [ready_asset(owner=owner, author=author, duration_ms=duration_ms, at=at) for duration_ms in durations_ms]
    for asset in [*made, *assets]:
        lecture = add_lecture(chapter=chapter, kind="video", title=f"第{len(lectures) + 1}讲", at=at, **fields)
        lectures.append(attach_asset(lecture=lecture, asset=asset, at=at))
    for text in texts:
        lectures.append(add_lecture(chapter=chapter, kind="article", title="读一篇", body=text, at=at, **fields))
    publish_course(course=course, member=author, audiences=[audience], at=at)
    return [Lecture.objects.select_related("chapter__course").get(pk=lecture.pk) for lecture in lectures]


@dataclass
class Watching:
    """A device with an open viewing session; it numbers its beats."""

    session: ViewingSession
    ticket: Ticket
    seq: int = 0

    @classmethod
    def open(cls, *, member: Member, lecture: Lecture, at: datetime, sign_in: str = "a-sign-in") -> Watching:
        opened = open_viewing_session(
            member=member,
            authority=authority_of(member, at=at),
            lecture_id=lecture.public_id,
            sign_in=sign_in,
            at=at,
        )
        return cls(session=opened.session, ticket=ticket_of(opened.session))

    def beat(self, wall: Interval, *media: Interval, seq: int | None = None) -> Beat:
        """Milliseconds since the session was opened, and of the recording."""
        self.seq = seq if seq is not None else self.seq + 1
        return Beat(seq=self.seq, wall=wall, media=media, rate=1.0)

    def delivery(self, *beats: Beat, after_ms: int) -> Delivery:
        return Delivery(ticket=self.ticket, beats=beats, received_ms=self.ticket.t0_ms + after_ms)

    def send(self, *beats: Beat, after_ms: int | None = None) -> Receipt:
        """Deliver at once, or that long after the session was opened."""
        received = after_ms if after_ms is not None else max(beat.wall[1] for beat in beats)
        at = self.session.opened_at + timedelta(milliseconds=received)
        return accept_beats(deliveries=[self.delivery(*beats, after_ms=received)], at=at)[0]

    def watch(self, start_s: int, end_s: int, *, rate: int = 1) -> Receipt:
        """Play a part in real time, from where the session's clock stands, in one beat."""
        begins = getattr(self, "clock_ms", 0)
        self.clock_ms = begins + (end_s - start_s) * 1000 // rate
        return self.send(self.beat((begins, self.clock_ms), (start_s * 1000, end_s * 1000)))

    @property
    def seconds(self) -> int:
        """Seconds covered, as they stand in the database."""
        kept = Coverage.objects.get(member_id=self.ticket.member_id, asset_id=self.ticket.asset_id)
        return kept.played.bits.bit_count()
