"""A period of the sealed audit as one zip file that anybody can check without the database.

It holds `entries.jsonl` (what each seal covers, and its hash), `anchors.jsonl`, `manifest.json` with the SHA-256 of
both, and a `README.txt` that says how to check them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

import orjson
from django.db.models import Max, Min
from django.utils import timezone

from school.audit.models import Anchor, AuditEntry
from school.audit.seals import GENESIS, plain

FORMAT = "online-party-school-audit-archive-1"
README = """An archive of the audit of an online party school.

entries.jsonl   one entry a line, in the order in which they were sealed: "payload" is what the seal covers,
                "hash" is the seal.
anchors.jsonl   the newest hashes of all chains as they were written down every hour, one anchor a line.
manifest.json   the period, the numbers of the first and the last entry, the hash before the first one, and the
                SHA-256 of both files.

How to check it, with any copy of the program and without its database:

    python manage.py verify_archive FILE.zip

How to check it by hand: the hash of an entry is the SHA-256, in hex, over the hash of the entry before it (as text), a
line feed, and the payload as JSON with sorted keys and without spaces, in UTF-8. The hash before the first entry stands
in the manifest. Anchors are chained in the same way; each names, under heads > audit, how many entries were sealed at
that hour and the hash of the last of them, which must be the hash of the entry with that number.

The archive also holds the entries between those of the period, if a clock was set back; so nothing is missing between
the first number and the last.
"""


def midnight(day: date) -> datetime:
    """The first moment of that day, here: where a period of days begins, or ends if it is the day after."""
    return timezone.make_aware(datetime.combine(day, time.min))


def write_archive(stream: IO[bytes], *, since: datetime, until: datetime, at: datetime) -> int:
    """Write the sealed entries of the period (until excluded) to the stream; return how many they are."""
    ends = AuditEntry.objects.filter(seal_number__isnull=False, at__gte=since, at__lt=until).aggregate(
        first=Min("seal_number"), last=Max("seal_number")
    )
    first, last = ends["first"] or 0, ends["last"] or 0
    entries = AuditEntry.objects.sealed().filter(seal_number__gte=first, seal_number__lte=last) if first else None
    before = AuditEntry.objects.filter(seal_number=first - 1).values_list("hash", flat=True).first() or GENESIS
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        sums = {
            "entries.jsonl": _write_lines(archive, "entries.jsonl", _entry_lines(entries)),
            "anchors.jsonl": _write_lines(archive, "anchors.jsonl", _anchor_lines(since)),
        }
        manifest = {
            "format": FORMAT,
            "made_at": plain(at),
            "since": plain(since),
            "until": plain(until),
            "first": first,
            "last": last,
            "hash_before_first": before,
            "sha256": sums,
        }
        archive.writestr("manifest.json", orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
        archive.writestr("README.txt", README)
    return last - first + 1 if first else 0


def _entry_lines(entries: Any) -> Iterator[dict[str, object]]:
    for entry in entries.iterator(chunk_size=2000) if entries is not None else ():
        yield {"payload": _plainly(entry.payload()), "hash": entry.hash}


def _anchor_lines(since: datetime) -> Iterator[dict[str, object]]:
    """From the last anchor before the period on, so that the first entries are anchored too."""
    start = Anchor.objects.filter(at__lt=since).aggregate(number=Max("number"))["number"] or 0
    for anchor in Anchor.objects.filter(number__gte=start).order_by("number").iterator():
        yield {"payload": _plainly(anchor.payload()), "hash": anchor.hash}


def _plainly(payload: Mapping[str, object]) -> dict[str, object]:
    return {key: plain(value) for key, value in payload.items()}


def _write_lines(archive: ZipFile, name: str, lines: Iterable[dict[str, object]]) -> str:
    """Write one JSON object a line; return the SHA-256 of what was written."""
    digest = hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as out:
        for line in lines:
            encoded = orjson.dumps(line, option=orjson.OPT_SORT_KEYS) + b"\n"
            digest.update(encoded)
            out.write(encoded)
    return digest.hexdigest()
