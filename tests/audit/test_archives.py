"""A period of the audit as a file that proves itself, and tells what was done to it."""

from __future__ import annotations

from datetime import timedelta
from zipfile import ZIP_DEFLATED, ZipFile

import orjson
import pytest
from django.core.management import CommandError, call_command

from school.audit.archive_checking import archive_breaks
from school.audit.archiving import write_archive
from school.audit.models import Anchor, ArchiveState, AuditArchive, AuditEntry
from school.audit.recording import record
from school.audit.sealing import anchor_heads, seal_entries
from school.audit.seals import chain_hash
from school.audit.services.archives import ask_for_archive, forget_old_archives, make_waiting_archives

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


@pytest.fixture
def three_days(at):
    """Four entries on each of three days, sealed and anchored daily."""
    for day in range(3):
        for number in range(4):
            record(
                actor=None,
                action="tested",
                subject_kind="member",
                subject_id=f"m{number}",
                at=at + timedelta(days=day),
                details={"day": day, "name": "周文静", "part": 0.5},
            )
        seal_entries()
        anchor_heads(at=at + timedelta(days=day, hours=1))


@pytest.fixture
def archive(three_days, at, tmp_path):
    path = tmp_path / "audit.zip"
    with path.open("wb") as stream:
        assert write_archive(stream, since=at + timedelta(days=1), until=at + timedelta(days=2), at=at) == 4
    return path


def rewritten(path, name, change):
    """The archive with the lines of one file changed, and a manifest that knows nothing of it."""
    with ZipFile(path) as old:
        files = {info: old.read(info) for info in old.namelist()}
    lines = [orjson.loads(line) for line in files[name].splitlines()]
    files[name] = b"".join(orjson.dumps(line) + b"\n" for line in change(lines))
    with ZipFile(path, "w", ZIP_DEFLATED) as new:
        for info, content in files.items():
            new.writestr(info, content)
    return [(place.chain, place.reference) for place in archive_breaks(path)]


def test_an_archive_holds_and_says_how_to_check_it(archive, capsys):
    assert list(archive_breaks(archive)) == []
    call_command("verify_archive", str(archive))
    assert "the archive holds" in capsys.readouterr().out
    with ZipFile(archive) as opened:
        assert set(opened.namelist()) == {"entries.jsonl", "anchors.jsonl", "manifest.json", "README.txt"}
        manifest = orjson.loads(opened.read("manifest.json"))
        assert (manifest["first"], manifest["last"]) == (5, 8)
        assert b"verify_archive" in opened.read("README.txt")


def test_a_changed_line_is_named(archive):
    def change(lines):
        lines[1]["payload"]["reason"] = "nothing to see"
        return lines

    changed = AuditEntry.objects.get(seal_number=6).pk
    assert rewritten(archive, "entries.jsonl", change) == [("archive", "entries.jsonl"), ("audit", f"#{changed}")]


def test_a_removed_line_is_named_by_its_successor(archive):
    after = AuditEntry.objects.get(seal_number=7).pk
    found = rewritten(archive, "entries.jsonl", lambda lines: [lines[0], *lines[2:]])
    assert ("audit", f"#{after}") in found


def test_swapped_lines_are_named(archive):
    found = rewritten(archive, "entries.jsonl", lambda lines: [lines[1], lines[0], *lines[2:]])
    assert ("audit", f"#{AuditEntry.objects.get(seal_number=6).pk}") in found


def test_a_cut_tail_is_seen(archive):
    assert ("audit", "audit") in rewritten(archive, "entries.jsonl", lambda lines: lines[:-1])


def test_lines_written_anew_with_fitting_hashes_are_seen_by_the_anchors(archive):
    def anew(lines):
        with ZipFile(archive) as opened:
            previous = orjson.loads(opened.read("manifest.json"))["hash_before_first"]
        for line in lines:
            line["payload"]["reason"] = "nothing to see"
            previous = line["hash"] = chain_hash(previous=previous, payload=line["payload"])
        return lines

    assert rewritten(archive, "entries.jsonl", anew) == [("archive", "entries.jsonl"), ("audit", "audit")]


def test_a_changed_anchor_is_named(archive):
    def change(lines):
        lines[1]["payload"]["heads"] = {}
        return lines

    number = str(Anchor.objects.order_by("number")[1].number)
    assert ("anchors", number) in rewritten(archive, "anchors.jsonl", change)


def test_a_file_that_is_no_archive_is_said_to_be_none(tmp_path):
    path = tmp_path / "audit.zip"
    path.write_bytes(b"no zip")
    assert [place.reference for place in archive_breaks(path)] == ["audit.zip"]
    with pytest.raises(CommandError):
        call_command("verify_archive", str(path))


def test_an_empty_period_is_an_archive_too(three_days, at, tmp_path):
    path = tmp_path / "empty.zip"
    with path.open("wb") as stream:
        assert write_archive(stream, since=at + timedelta(days=9), until=at + timedelta(days=10), at=at) == 0
    assert list(archive_breaks(path)) == []


def test_the_command_writes_whole_days_and_never_over_a_file(three_days, at, tmp_path, capsys):
    path = tmp_path / "audit.zip"
    days = ["--from", "2026-11-23", "--to", "2026-11-24"]
    call_command("archive_audit", *days, str(path))
    assert "8 entries" in capsys.readouterr().out
    assert list(archive_breaks(path)) == []
    assert AuditEntry.objects.filter(action="audit.archived").exists()
    with pytest.raises(CommandError, match="there already"):
        call_command("archive_audit", *days, str(path))


def test_an_archive_asked_for_is_made_in_the_background_and_forgotten_after_a_week(three_days, learner, at, tmp_path):
    asked = ask_for_archive(
        since=at, until=at + timedelta(days=3), by=learner, office_id=None, reason="yearly inspection", at=at
    )
    assert AuditEntry.objects.get(action="audit.archive_asked").reason == "yearly inspection"
    assert make_waiting_archives(at=at) == 1
    assert make_waiting_archives(at=at) == 0
    made = AuditArchive.objects.get(pk=asked.pk)
    assert (made.state, made.entries) == (ArchiveState.READY, 12)
    path = tmp_path / "audit.zip"
    path.write_bytes(b"".join(bytes(part.content) for part in made.parts.all()))
    assert path.stat().st_size == made.size
    assert list(archive_breaks(path)) == []
    assert forget_old_archives(at=at + timedelta(days=6)) == 0
    assert forget_old_archives(at=at + timedelta(days=8)) == 1
    assert not AuditArchive.objects.exists()
