"""What the study record keeps about people."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from progress.coverage import from_bytes, runs
from progress.models import AcceptedBeat, Coverage, SectionReached
from school.privacy.registry import Erasure, PersonalData, Retention, Row, acts_on
from school.privacy.rows import rows_of

_WHY_VIEWING = _("Hours are granted by what was really played: this is the proof, and where you go on.")
_PROOF = _("It proves a completion and its hours; by an opaque id only.")
_FACT = _("Completions and hours are facts of record.")


def _parts_played(member_id: int) -> Iterator[Row]:
    for coverage in Coverage.objects.filter(member_id=member_id).select_related("asset").order_by("pk"):
        yield {"recording": coverage.asset.title, "seconds": runs(from_bytes(bytes(coverage.bits)))}


def _beats(member_id: int) -> Iterator[Row]:
    beats = AcceptedBeat.objects.filter(session__member_id=member_id).order_by("pk")
    wanted = ("session__public_id", "accepted_at", "wall_start_ms", "wall_end_ms", "media", "rate", "new_seconds")
    for beat in beats.values(*wanted).iterator(chunk_size=500):
        yield {name.replace("session__public_id", "session"): value for name, value in beat.items()}


def _sections(member_id: int) -> Iterator[Row]:
    reached = SectionReached.objects.filter(reading__member_id=member_id).order_by("pk")
    for title, section, at in reached.values_list("reading__lecture_revision__title", "section", "reached_at"):
        yield {"text": title, "section": section, "at": at}


PERSONAL_DATA = (
    PersonalData(
        model="progress.AcceptedBeat",
        fields=(),
        whose=lambda member_id: Q(session__member=member_id),
        title=_("Parts played, one by one"),
        why_kept=_WHY_VIEWING,
        rows=_beats,
        headings={
            "session": _("Sitting"),
            "accepted_at": _("When"),
            "wall_start_ms": _("From (milliseconds since 1970)"),
            "wall_end_ms": _("Until (milliseconds since 1970)"),
            "media": _("Milliseconds of the recording"),
            "rate": _("Speed"),
            "new_seconds": _("New seconds"),
        },
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.keep(_PROOF),
    ),
    PersonalData(
        model="progress.ViewingSession",
        fields=("member",),
        title=_("My sittings in front of recordings"),
        why_kept=_WHY_VIEWING,
        rows=rows_of(
            "progress.ViewingSession",
            "member",
            ("public_id", _("Sitting")),
            ("lecture_revision__title", _("Lecture")),
            ("opened_at", _("Begun")),
            ("closed_at", _("Ended")),
            ("closing_reason", _("Reason")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.anonymise(sign_in=""),
    ),
    PersonalData(
        model="progress.Coverage",
        fields=("member",),
        title=_("Seconds of recordings I have played"),
        why_kept=_WHY_VIEWING,
        rows=_parts_played,
        headings={"recording": _("Recording"), "seconds": _("Seconds, from and until")},
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.keep(_PROOF),
    ),
    PersonalData(
        model="progress.SpentTime",
        fields=("member",),
        title=_("Time that has counted, day by day"),
        why_kept=_("No second counts twice, on however many devices. Nobody else is shown this."),
        rows=rows_of(
            "progress.SpentTime",
            "member",
            ("day", _("Day")),
            ("spent", _("Milliseconds since 1970, from and until")),
            ("offline_ms", _("Milliseconds reported later")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.keep(_PROOF),
    ),
    PersonalData(
        model="progress.SectionReached",
        fields=(),
        whose=lambda member_id: Q(reading__member=member_id),
        title=_("Sections of texts I have reached"),
        why_kept=_WHY_VIEWING,
        rows=_sections,
        headings={"text": _("Text"), "section": _("Section"), "at": _("When")},
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.keep(_PROOF),
    ),
    PersonalData(
        model="progress.Reading",
        fields=("member",),
        title=_("Texts I have opened"),
        why_kept=_WHY_VIEWING,
        rows=rows_of(
            "progress.Reading",
            "member",
            ("lecture_revision__title", _("Text")),
            ("counts_from", _("Counts from")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.keep(_PROOF),
    ),
    PersonalData(
        model="progress.LectureCompletion",
        fields=("member",),
        title=_("Lectures I have completed"),
        why_kept=_("What you have completed stays completed."),
        rows=rows_of(
            "progress.LectureCompletion",
            "member",
            ("lecture_revision__title", _("Lecture")),
            ("completed_at", _("Completed")),
            ("deciding_fact", _("By")),
            ("credit_outcome", _("Hours")),
        ),
        retention=Retention.for_ever(_FACT),
        erasure=Erasure.keep(_FACT),
    ),
    PersonalData(
        model="progress.CourseCompletion",
        fields=("member",),
        title=_("Courses I have completed"),
        why_kept=_("What you have completed stays completed."),
        rows=rows_of(
            "progress.CourseCompletion",
            "member",
            ("course_revision__title", _("Course")),
            ("completed_at", _("Completed")),
        ),
        retention=Retention.for_ever(_FACT),
        erasure=Erasure.keep(_FACT),
    ),
    PersonalData(
        model="progress.LedgerEntry",
        fields=("member",),
        title=_("My credit hours"),
        why_kept=_("The hours of each year, with their evidence; nothing earned is ever lost."),
        rows=rows_of(
            "progress.LedgerEntry",
            "member",
            ("number", _("Number")),
            ("credit_year", _("Year")),
            ("title", _("Title")),
            ("category", _("Category")),
            ("hours", _("Hours")),
            ("earned_on", _("Earned")),
            ("organisation__name", _("Organisation")),
            ("evidence_kind", _("Evidence")),
            ("reason", _("Reason")),
            ("hash", _("Seal")),
        ),
        retention=Retention.for_ever(_FACT),
        erasure=Erasure.keep(_("The ledger is sealed; its entries know people by an opaque id only.")),
    ),
    acts_on("progress.LedgerEntry", "actor", title=_("Hours of others that I entered or took back")),
    PersonalData(
        model="progress.Exemption",
        fields=("member",),
        title=_("Years I was exempt"),
        why_kept=_("The requirement of that year does not apply to you."),
        rows=rows_of(
            "progress.Exemption",
            "member",
            ("year", _("Year")),
            ("reason", _("Reason")),
            ("granted_at", _("When")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.anonymise(reason=""),
    ),
    acts_on("progress.Exemption", "granted_by", title=_("Exemptions that I granted")),
)
