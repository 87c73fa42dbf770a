"""What nobody needs any more goes, and nothing else."""

from __future__ import annotations

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from courses import services
from media import storage, workspace
from media.models import Asset, AssetState
from media.services import release_asset, use_asset
from media.services.collecting import collect_asset, collect_garbage, unused_assets
from media.stores import the_store
from progress.models import Coverage
from school.audit.models import AuditEntry
from tests.courses.conftest import course, lectures, make_asset, published  # noqa: F401 - a course that uses files
from tests.media.places import files_of, publish_files

LATER = timedelta(days=31)


@pytest.fixture
def unused(make_asset) -> Asset:  # noqa: F811
    """A ready recording that no lecture has."""
    asset = make_asset(title="没人用的")
    publish_files(asset, {"poster.jpg": "x"})
    return asset


def collected(at, **options) -> set[str]:
    return set(collect_garbage(at=at, **options).assets)


def exists(asset: Asset) -> bool:
    return Asset.objects.filter(pk=asset.pk).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("either_store")
def test_an_unused_file_goes_with_all_its_bytes_after_the_grace(unused, at):
    assert collected(at + timedelta(days=29)) == set()
    assert collected(at + LATER, dry_run=True) == {unused.public_id}
    assert exists(unused)
    assert files_of(unused) != []
    assert collected(at + LATER) == {unused.public_id}
    assert not exists(unused)
    assert files_of(unused) == []


def test_what_went_stands_in_the_audit(unused, at):
    collect_garbage(at=at + LATER)
    entry = AuditEntry.objects.get(action="media.collected")
    assert (entry.actor_id, entry.subject_id, entry.details["title"]) == ("", unused.public_id, "没人用的")


def test_the_grace_is_a_policy(unused, at, monkeypatch):
    monkeypatch.setattr("media.services.collecting.policy", {"media.grace_days": 60}.__getitem__)
    assert collected(at + LATER) == set()
    assert collected(at + timedelta(days=61)) == {unused.public_id}


def test_the_grace_runs_from_the_last_use_on(unused, at):
    use_asset(asset=unused, user_kind="lecture", user_id="aB3")
    release_asset(asset=unused, user_kind="lecture", user_id="aB3", at=at + timedelta(days=20))
    assert collected(at + LATER) == set()
    use_asset(asset=unused, user_kind="lecture", user_id="aB3")
    assert collected(at + timedelta(days=400)) == set()
    release_asset(asset=unused, user_kind="lecture", user_id="aB3", at=at + timedelta(days=400))
    assert collected(at + timedelta(days=431)) == {unused.public_id}


@pytest.mark.parametrize("state", ["uploading", "stored", "probing", "transcoding"])
def test_what_is_not_finished_is_not_collected(make_asset, at, state):  # noqa: F811
    changed = {"published_level": 0, "edition": "", "state": state}
    make_asset(**changed, **({"expires_at": at} if state == "uploading" else {}))
    assert collected(at + LATER) == set()


def test_a_draft_holds_its_recording_until_the_lecture_is_removed(course, lectures, make_asset, at):  # noqa: F811
    asset = make_asset()
    lecture = services.add_lecture(chapter=lectures[0].chapter, kind="video", title="录像", asset=asset, at=at)
    assert collected(at + LATER) == set()
    services.remove_lecture(lecture=lecture, at=at + LATER)
    assert collected(at + LATER + timedelta(days=1)) == set()
    assert collected(at + 2 * LATER) == {asset.public_id}


def test_an_old_revision_holds_what_it_showed_for_good(published, instructor, second_branch, make_asset, at):  # noqa: F811
    first, second = make_asset(title="第一版"), make_asset(title="第二版")
    chapter = published.chapters.first()
    lecture = services.add_lecture(chapter=chapter, kind="video", title="录像", asset=first, at=at)
    services.publish_course(course=published, member=instructor, audiences=[second_branch], at=at)
    services.attach_asset(lecture=lecture, asset=second, at=at)
    services.publish_course(course=published, member=instructor, audiences=[second_branch], at=at + timedelta(days=1))
    services.remove_lecture(lecture=lecture, at=at + timedelta(days=2))
    services.publish_course(course=published, member=instructor, audiences=[second_branch], at=at + timedelta(days=3))
    assert collected(at + timedelta(days=1000)) == set()
    assert storage.has_published(first.store_key, first.edition, "master.m3u8")


def test_every_draft_and_every_revision_row_holds_what_it_shows(published, instructor, second_branch, make_asset, at):  # noqa: F811
    asset = make_asset()
    lecture = services.add_lecture(chapter=published.chapters.first(), kind="video", title="录像", asset=asset, at=at)
    for days in (1, 2):
        services.add_lecture(chapter=lecture.chapter, kind="article", title=f"附文 {days}", body="正文。", at=at)
        services.publish_course(
            course=published, member=instructor, audiences=[second_branch], at=at + timedelta(days=days)
        )
    rows = set(lecture.revisions.values_list("pk", flat=True))
    uses = set(asset.uses.values_list("user_kind", "user_id"))
    assert len(rows) == 2
    assert len(uses) == 3
    assert {str(pk) for pk in rows} < {user_id for _kind, user_id in uses}


def test_what_somebody_was_credited_for_watching_is_kept(unused, learner, at):
    Coverage.objects.create(member=learner, asset=unused)
    assert collected(at + LATER) == set()
    assert exists(unused)


def test_who_is_faster_than_the_collector_keeps_the_file(unused, at):
    """Chosen for a lecture after the list was made and before the row was locked."""
    (listed,) = unused_assets(at=at + LATER)
    use_asset(asset=unused, user_kind="lecture", user_id="aB3")
    assert not collect_asset(asset=listed, at=at + LATER)
    assert exists(unused)


@pytest.mark.django_db(transaction=True)
def test_bytes_that_another_asset_shares_stay_until_it_goes_too(unused, make_asset, at):  # noqa: F811
    sharer = make_asset(title="同样的", store_key=unused.store_key)
    use_asset(asset=sharer, user_kind="lecture", user_id="aB3")
    assert collected(at + LATER) == {unused.public_id}
    assert storage.has_published(sharer.store_key, sharer.edition, "poster.jpg")
    release_asset(asset=sharer, user_kind="lecture", user_id="aB3", at=at + LATER)
    assert collected(at + 2 * LATER) == {sharer.public_id}
    assert files_of(sharer) == []


@pytest.fixture
def plant(tmp_path):
    """plant(name, days=…) → a file of the store that is so old."""

    def put(name: str, *, days: float = 2) -> str:
        (tmp_path / "planted").write_bytes(b"xx")
        the_store().put_file(name, tmp_path / "planted")
        path = the_store().local_path(name)
        past = timezone.now().timestamp() - days * 86400
        os.utime(path, (past, past))
        return name

    return put


def test_files_that_no_row_knows_go_after_a_day(unused, plant):
    key = unused.store_key
    known = plant(f"originals/{key}")
    orphans = {
        plant("originals/nobody000000"),
        plant("published/nobody000000/level2-x/v360/part_00000.m4s"),
        plant(f"published/{key}/level1-dead/master.m3u8"),
        plant(f"published/{key}/captions-zh-hans.vtt"),
    }
    fresh = plant("originals/nobody000001", days=0.5)
    Asset.objects.filter(pk=unused.pk).update(finished_at=timezone.now() - timedelta(days=9))
    use_asset(asset=unused, user_kind="lecture", user_id="aB3")
    gone = collect_garbage(at=timezone.now())
    assert set(gone.orphans) == orphans
    assert gone.orphaned_bytes == 8
    left = {file.name for file in the_store().files("")}
    assert {known, fresh} <= left
    assert left.isdisjoint(orphans)


@pytest.mark.parametrize(
    "busy",
    [
        {"state": AssetState.TRANSCODING, "published_level": 1, "lease_token": "x", "lease_until": timezone.now()},
        {"finished_at": timezone.now()},
    ],
)
def test_editions_of_what_is_at_work_or_just_superseded_are_left(unused, plant, busy):
    Asset.objects.filter(pk=unused.pk).update(**busy)
    plant(f"published/{unused.store_key}/level1-before/master.m3u8")
    assert collect_garbage(at=timezone.now()).orphans == ()


def test_bytes_of_uploads_that_no_row_knows_go(make_asset, at):  # noqa: F811
    known = make_asset(state="uploading", published_level=0, edition="", expires_at=at)
    kept, forgotten = (workspace.upload_path(name) for name in (known.public_id, "nobody000000"))
    for path in (kept, forgotten):
        path.write_bytes(b"0")
        os.utime(path, (0, 0))
    collect_garbage(at=timezone.now())
    assert kept.exists()
    assert not forgotten.exists()


def test_the_command_says_what_would_go_and_what_went(unused, plant, monkeypatch):
    Asset.objects.filter(pk=unused.pk).update(created_at=timezone.now() - LATER)
    orphan = plant("originals/nobody000000")
    said = StringIO()
    call_command("collect_garbage", dry_run=True, stdout=said)
    assert f"asset {unused.public_id}\norphan {orphan}\n" in said.getvalue()
    assert "would go" in said.getvalue()
    assert exists(unused)
    call_command("collect_garbage", stdout=said)
    assert "1 assets and 1 orphaned files (2 bytes) gone." in said.getvalue()
    assert not exists(unused)
    assert not Path(the_store().local_path(orphan)).exists()
