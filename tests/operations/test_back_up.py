"""A back-up holds everything, and a restore is proven before it counts."""

import io
import json
import tarfile
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from media.stores import Store, the_store
from progress.services.crediting import credit
from progress.services.ruling import install_first_rules
from school.audit.models import AuditEntry
from school.audit.recording import record
from school.audit.sealing import breaks, seal_entries
from school.operations import archive
from school.organisation.models import Member
from tests.media.stores import s3_endpoint, use_store  # noqa: F401 - a fixture
from tests.services.s3_server import make_bucket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pg]


@pytest.fixture
def assets(settings, tmp_path) -> Path:
    folder = tmp_path / "assets"
    use_store(settings, folder.as_uri())
    settings.WORK_ROOT = tmp_path / "work"
    film = folder / "AAAAAAAAAAAA" / "edition" / "master.m3u8"
    film.parent.mkdir(parents=True)
    film.write_bytes(b"#EXTM3U\n")
    (settings.WORK_ROOT / "uploads").mkdir(parents=True)
    (settings.WORK_ROOT / "uploads" / "BBBBBBBBBBBB").write_bytes(b"half of a")
    return folder


@pytest.fixture
def school(assets, learner, secretary, second_branch, at) -> Path:
    """People, sealed audit entries, an hour in the ledger, one asset."""
    record(actor=secretary, action="member.view", subject_kind="member", subject_id=learner.public_id, at=at)
    seal_entries()
    install_first_rules()
    credit(
        member_id=learner.pk,
        item="lecture:AAAAAAAAAAAA",
        category="self_paced",
        hours=Decimal("0.25"),
        earned_on=at,
        evidence_kind="lecture",
        evidence_id="AAAAAAAAAAAA",
        title="第一课",
        organisation_id=second_branch.pk,
        at=at,
    )
    return assets


def _back_up(target: Path) -> dict[str, str]:
    call_command("backup", str(target), stdout=io.StringIO())
    with tarfile.open(target) as tar:
        manifest = json.load(tar.extractfile(archive.MANIFEST))
    return dict(manifest["files"])


def _rewritten(source: Path, target: Path, name: str, change) -> Path:
    """A copy of a back-up in which one file is another and its checksum in the manifest is forged to match."""
    folder = target.with_suffix("")
    manifest = archive.unpack(source, folder)
    (folder / name).write_bytes(change((folder / name).read_bytes()))
    facts = {key: value for key, value in manifest.items() if key not in {"files", "format"}}
    with archive.writing(target) as writer:
        for file in manifest["files"]:
            writer.add(file, folder / file)
        writer.close(facts)
    return target


def test_what_is_restored_is_what_was_backed_up(school, tmp_path, learner, settings):
    saved = _back_up(tmp_path / "one.tar.gz")
    Member.objects.filter(pk=learner.pk).update(name="another")
    (school / "AAAAAAAAAAAA" / "edition" / "master.m3u8").unlink()
    (settings.WORK_ROOT / "uploads" / "BBBBBBBBBBBB").unlink()
    call_command("restore", str(tmp_path / "one.tar.gz"), replace=True, stdout=io.StringIO())
    assert (settings.WORK_ROOT / "uploads" / "BBBBBBBBBBBB").read_bytes() == b"half of a"
    assert _back_up(tmp_path / "two.tar.gz") == saved
    assert Member.objects.get(pk=learner.pk).name == "周文静"
    assert list(breaks()) == []


@pytest.fixture
def in_bucket(school, settings, tmp_path, s3_endpoint) -> Store:  # noqa: F811
    """The same school, its files in a bucket."""
    use_store(settings, make_bucket(s3_endpoint).url)
    put(tmp_path, "published/AAAAAAAAAAAA/e1/master.m3u8", b"#EXTM3U\n")
    return the_store()


def put(folder: Path, name: str, data: bytes) -> None:
    (folder / "put").write_bytes(data)
    the_store().put_file(name, folder / "put")


def test_a_bucket_is_backed_up_and_restored_to_what_it_held(in_bucket, tmp_path):
    saved = _back_up(tmp_path / "one.tar.gz")
    assert "assets/published/AAAAAAAAAAAA/e1/master.m3u8" in saved
    in_bucket.remove(["published/AAAAAAAAAAAA"])
    put(tmp_path, "originals/later0000000", b"later")
    call_command("restore", str(tmp_path / "one.tar.gz"), replace=True, stdout=io.StringIO())
    assert [file.name for file in in_bucket.files("")] == ["published/AAAAAAAAAAAA/e1/master.m3u8"]
    assert _back_up(tmp_path / "two.tar.gz") == saved


def test_a_forged_back_up_leaves_the_bucket_as_it_was(in_bucket, tmp_path):
    _back_up(tmp_path / "one.tar.gz")
    forged = _rewritten(
        tmp_path / "one.tar.gz", tmp_path / "forged.tar", "tables/audit.auditentry.jsonl", lambda data: b""
    )
    in_bucket.remove(["published/AAAAAAAAAAAA"])
    put(tmp_path, "originals/later0000000", b"later")
    with pytest.raises(CommandError):
        call_command("restore", str(forged), replace=True)
    assert [file.name for file in in_bucket.files("")] == ["originals/later0000000"]


def test_new_rows_follow_the_restored_ones(school, tmp_path, secretary, at):
    _back_up(tmp_path / "one.tar.gz")
    newest = AuditEntry.objects.order_by("pk").last().pk
    call_command("restore", str(tmp_path / "one.tar.gz"), replace=True, stdout=io.StringIO())
    entry = record(actor=secretary, action="test", subject_kind="member", subject_id="x", at=at)
    assert entry.pk > newest


def test_a_restore_over_data_needs_a_word(school, tmp_path):
    _back_up(tmp_path / "one.tar.gz")
    with pytest.raises(CommandError, match="There is data here already: add --replace"):
        call_command("restore", str(tmp_path / "one.tar.gz"))


def test_a_back_up_never_overwrites_a_file(school, tmp_path):
    _back_up(tmp_path / "one.tar.gz")
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(tmp_path / "one.tar.gz"))


def test_a_file_cut_short_is_refused(school, tmp_path, learner):
    _back_up(tmp_path / "one.tar.gz")
    whole = (tmp_path / "one.tar.gz").read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CommandError, match="is not a whole back-up"):
        call_command("restore", str(tmp_path / "cut.tar.gz"), replace=True)
    assert Member.objects.filter(pk=learner.pk).exists()


def test_something_else_than_a_back_up_is_refused(school, tmp_path):
    (tmp_path / "photo.tar.gz").write_bytes(b"\xff\xd8\xff\xe0 not a tar at all")
    with pytest.raises(CommandError, match="is not a whole back-up"):
        call_command("restore", str(tmp_path / "photo.tar.gz"), replace=True)


@pytest.mark.parametrize(
    ("table", "change", "sentence"),
    [
        ("audit.auditentry", lambda data: data.replace(b"member.view", b"member.edit"), "does not hold"),
        ("progress.ledgerentry", lambda data: data.replace(b"0.25", b"8.25"), "ledger"),
        ("organisation.member", lambda data: data[: data.index(b"\n") + 1], "rows where the back-up counted"),
        ("audit.auditentry", lambda data: b"", "rows where the back-up counted"),
    ],
)
def test_a_forged_back_up_changes_nothing(school, tmp_path, learner, table, change, sentence):
    _back_up(tmp_path / "one.tar.gz")
    forged = _rewritten(tmp_path / "one.tar.gz", tmp_path / "forged.tar", f"tables/{table}.jsonl", change)
    with pytest.raises(CommandError, match=sentence):
        call_command("restore", str(forged), replace=True)
    assert Member.objects.get(pk=learner.pk).name == "周文静"
    assert AuditEntry.objects.filter(action="member.view").exists()
    assert (school / "AAAAAAAAAAAA" / "edition" / "master.m3u8").read_bytes() == b"#EXTM3U\n"
    assert [path.name for path in school.parent.iterdir() if "restore" in path.name] == []
