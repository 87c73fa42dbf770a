"""Checking an archive of the audit from its file alone: no database, no clock."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import orjson

from school.audit.seals import Break, chain_hash

KNOWN_FORMAT = "online-party-school-audit-archive-1"


def archive_breaks(path: Path) -> Iterator[Break]:
    """Everything that does not hold in this file, each named; nothing for an archive that is whole."""
    try:
        with ZipFile(path) as archive:
            manifest = orjson.loads(archive.read("manifest.json"))
            if manifest.get("format") != KNOWN_FORMAT:
                yield Break("archive", "manifest.json", "this is not an audit archive of a known format")
                return
            yield from _changed_files(archive, manifest)
            hashes: dict[int, str] = {}
            yield from _entry_breaks(archive, manifest, hashes)
            yield from _anchor_breaks(archive, hashes)
    except (BadZipFile, KeyError, ValueError, TypeError) as error:
        yield Break("archive", path.name, f"the file cannot be read: {error}")


def _changed_files(archive: ZipFile, manifest: dict[str, Any]) -> Iterator[Break]:
    for name, expected in manifest["sha256"].items():
        digest = hashlib.sha256()
        with archive.open(name) as lines:
            while piece := lines.read(1 << 20):
                digest.update(piece)
        if digest.hexdigest() != expected:
            yield Break("archive", name, "the file is not the one the manifest names")


def _lines(archive: ZipFile, name: str) -> Iterator[tuple[dict[str, Any], str]]:
    with archive.open(name) as lines:
        for line in lines:
            read = orjson.loads(line)
            yield read["payload"], read["hash"]


def _entry_breaks(archive: ZipFile, manifest: dict[str, Any], hashes: dict[int, str]) -> Iterator[Break]:
    """Fills `hashes` with the hash of each number on the way."""
    previous, expected = manifest["hash_before_first"], manifest["first"]
    for payload, kept in _lines(archive, "entries.jsonl"):
        number = payload["number"]
        if number != expected:
            yield Break("audit", f"#{payload['id']}", f"number {expected} is missing before number {number}")
        elif kept != chain_hash(previous=previous, payload=payload):
            yield Break("audit", f"#{payload['id']}", "the row is not what was sealed")
        previous, expected = kept, number + 1
        hashes[number] = kept
    if manifest["first"] and expected != manifest["last"] + 1:
        yield Break("audit", "audit", f"the tail was cut: number {manifest['last']} is missing")


def _anchor_breaks(archive: ZipFile, hashes: dict[int, str]) -> Iterator[Break]:
    previous = None
    for payload, kept in _lines(archive, "anchors.jsonl"):
        if previous is not None and kept != chain_hash(previous=previous, payload=payload):
            yield Break("anchors", str(payload["number"]), "the anchor is not what was sealed")
        for length, anchored in payload["heads"].get("audit", {}).values():
            if length in hashes and hashes[length] != anchored:
                yield Break("audit", "audit", f"number {length} is not what was anchored")
        previous = kept
