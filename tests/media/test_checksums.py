"""One checksum for all files of a rendition."""

from __future__ import annotations

import hashlib
import random

from hypothesis import given
from hypothesis import strategies as st

from media.checksums import Measured, measured, together

files = st.dictionaries(st.from_regex(r"[a-z0-9_]{1,12}\.(m4s|mp4|m3u8)", fullmatch=True), st.binary(max_size=64))


@given(st.lists(st.binary(max_size=20), max_size=6))
def test_a_file_is_the_same_in_whatever_pieces_it_comes(pieces):
    whole = b"".join(pieces)
    assert measured("part.m4s", pieces) == Measured("part.m4s", len(whole), hashlib.sha256(whole).hexdigest())


@given(files, st.integers())
def test_the_order_of_files_does_not_matter(content, seed):
    entries = [measured(name, [data]) for name, data in content.items()]
    shuffled = random.Random(seed).sample(entries, len(entries))
    assert together(shuffled) == together(entries)


@given(files.filter(bool), st.data())
def test_any_change_changes_it(content, data):
    name = data.draw(st.sampled_from(sorted(content)))
    other = content | {name: content[name] + b"\0"}
    renamed = {f"x{key}" if key == name else key: value for key, value in content.items()}
    missing = {key: value for key, value in content.items() if key != name}
    sums = {together(measured(key, [value]) for key, value in each.items()) for each in (content, other, missing)}
    assert len(sums) == 3
    if len(renamed) == len(content):
        assert together(measured(key, [value]) for key, value in renamed.items()) not in sums
