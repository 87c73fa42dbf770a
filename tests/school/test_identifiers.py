"""Public ids go into addresses and onto command lines."""

import re

from school.identifiers import LENGTH, new_public_id


def test_ids_are_url_safe_and_never_look_like_an_option_of_a_command():
    made = [new_public_id() for _ in range(3000)]
    assert all(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]{11}", one) for one in made)
    assert {len(one) for one in made} == {LENGTH}
    assert len(set(made)) == len(made)
