"""Importing a course: looked at first, then unpacked in the background, and taken back if need be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import CourseImport, ImportState
from courses.models.course_import import LEASE
from courses.roundtrip.archive import Parcel, ParcelDamaged, open_parcel
from courses.roundtrip.checking import Problem, problems_of
from courses.roundtrip.errors import ImportNotUndone, in_words
from courses.roundtrip.manifest import Manifest
from courses.roundtrip.unpacking import Home, take_files, write_course
from courses.services.deleting import delete_course
from media import storage
from media.models import Asset
from media.services import release_asset, use_asset
from school.audit.recording import record
from school.errors import Conflict, SchoolError
from school.organisation.acting import Act
from school.organisation.models import Member, Organisation

Clock = Callable[[], datetime]
FILE_USE: Final = "course_import"


def check_import(*, organisation: Organisation, file: Asset, member: Member, at: datetime) -> CourseImport:
    """Look at an uploaded course file without changing anything, and keep what was found."""
    manifest: Manifest | None = None
    try:
        with storage.original(file.store_key) as path, open_parcel(path, most_bytes=most_bytes()) as parcel:
            manifest = parcel.manifest
            problems = problems_of(manifest)
    except ParcelDamaged as damaged:
        problems = [Problem(file.title, in_words(damaged))]
    return _keep_check(organisation=organisation, file=file, manifest=manifest, problems=problems, member=member, at=at)


@transaction.atomic
def _keep_check(
    *,
    organisation: Organisation,
    file: Asset,
    manifest: Manifest | None,
    problems: list[Problem],
    member: Member,
    at: datetime,
) -> CourseImport:
    found = CourseImport.objects.create(
        organisation=organisation,
        by=member,
        file=file,
        title=manifest.title if manifest else file.title,
        state=ImportState.REFUSED if problems else ImportState.CHECKED,
        problems=[problem.as_dict() for problem in problems],
        counts=counts_of(manifest=manifest) if manifest else {},
        created_at=at,
    )
    use_asset(asset=file, user_kind=FILE_USE, user_id=found.public_id)
    return found


@transaction.atomic
def order_import(*, course_import: CourseImport, at: datetime) -> CourseImport:
    """Have it unpacked; ordering it twice changes nothing. Raises Conflict for one that cannot be imported."""
    ready = CourseImport.objects.filter(pk=course_import.pk, state__in=(ImportState.CHECKED, ImportState.FAILED))
    changed = ready.update(state=ImportState.UNPACKING, problems=[], attempts=0, lease_until=None)
    course_import.refresh_from_db()
    if not changed and course_import.state not in {ImportState.UNPACKING, ImportState.DONE}:
        raise Conflict
    return course_import


def unpack_import(*, import_id: int, clock: Clock = timezone.now) -> None:
    """Do the work, if nobody else has it; a worker that was killed before is followed where it stopped."""
    at = clock()
    mine = CourseImport.objects.waiting(at=at).filter(pk=import_id)
    if not mine.update(lease_until=at + LEASE, attempts=F("attempts") + 1):
        return
    work = CourseImport.objects.select_related("organisation", "by", "file").get(pk=import_id)
    try:
        if work.file is None:
            raise Conflict
        with storage.original(work.file.store_key) as path, open_parcel(path, most_bytes=most_bytes()) as parcel:
            _unpack(work, parcel, clock)
    except ParcelDamaged as damaged:
        _stop(work, in_words(damaged), at=clock())
    except SchoolError as error:
        _stop(work, error.detail, at=clock())
    except FileNotFoundError:
        _stop(work, _("The course file is not there any more. Please send it again."), at=clock())


def _unpack(work: CourseImport, parcel: Parcel, clock: Clock) -> None:
    home = Home(organisation=work.organisation, member=work.by, at=clock())
    known = {asset.public_id: asset for asset in Asset.objects.filter(public_id__in=work.taken.values())}
    taken = {name: known[asset_id] for name, asset_id in work.taken.items() if asset_id in known}
    assets = take_files(parcel, home, taken=taken, tell=partial(_note, work, clock))
    with transaction.atomic():
        at = clock()
        course = write_course(parcel.manifest, assets, home)
        # Whoever thought this worker dead has begun again: then nothing of this one may stay.
        held = CourseImport.objects.filter(pk=work.pk, state=ImportState.UNPACKING, attempts=work.attempts)
        if not held.update(state=ImportState.DONE, course=course, finished_at=at, lease_until=None):
            raise Conflict
        record(
            actor=work.by,
            action="course.imported",
            subject_kind="course",
            subject_id=course.public_id,
            organisation_path=work.organisation.path,
            details=work.facts(),
            at=at,
        )
    if work.file is not None:
        release_asset(asset=work.file, user_kind=FILE_USE, user_id=work.public_id, at=at)


@transaction.atomic
def undo_import(*, course_import: CourseImport, act: Act) -> CourseImport:
    """Take the draft out again; its files go when nothing else uses them. Undoing twice changes nothing.

    Raises:
        ImportNotUndone: members have seen the course meanwhile.
    """
    found = CourseImport.objects.select_for_update().select_related("course", "organisation").get(pk=course_import.pk)
    course = found.course
    if found.state != ImportState.DONE or course is None:
        return found
    if course.published_revision_id is not None or act.member is None:
        raise ImportNotUndone
    delete_course(course=course, member=act.member, at=act.at, office_id=act.office_id)
    found.state, found.finished_at = ImportState.UNDONE, act.at
    found.save(update_fields=["state", "finished_at"])
    act.record(
        "course.import_undone",
        subject_kind="course",
        subject_id=course.public_id,
        organisation_path=found.organisation.path,
        details=found.facts(),
    )
    return found


def stop_given_up(*, at: datetime) -> int:
    """End imports that no attempt could finish; how many."""
    lost = list(CourseImport.objects.given_up(at=at).select_related("file"))
    for work in lost:
        _stop(work, _("It was tried several times and stopped each time. Please import it again."), at=at)
    return len(lost)


def counts_of(*, manifest: Manifest) -> dict[str, int]:
    """How much the file holds."""
    return {
        "chapters": len(manifest.chapters),
        "lectures": sum(1 for _lecture in manifest.lectures()),
        "files": len(manifest.files),
        "bytes": sum(file.size for file in manifest.files),
    }


def most_bytes() -> int:
    """What a course may hold unpacked: as much as ten of the largest uploads."""
    return 10 * int(settings.UPLOAD_MAX_BYTES)


def _note(work: CourseImport, clock: Clock, name: str, asset: Asset) -> None:
    work.taken[name] = asset.public_id
    held = CourseImport.objects.filter(pk=work.pk, state=ImportState.UNPACKING, attempts=work.attempts)
    if not held.update(taken=work.taken, lease_until=clock() + LEASE):
        raise Conflict


def _stop(work: CourseImport, sentence: str, *, at: datetime) -> None:
    problems = [Problem(work.title, sentence).as_dict()]
    CourseImport.objects.filter(pk=work.pk, state=ImportState.UNPACKING, attempts=work.attempts).update(
        state=ImportState.FAILED, problems=problems, finished_at=at, lease_until=None
    )
