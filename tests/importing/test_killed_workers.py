"""A worker killed without warning while it reads, applies or undoes costs time and nothing else."""

from __future__ import annotations

import pytest

from tests.importing.killing import survive

pytestmark = [pytest.mark.pg, pytest.mark.django_db(transaction=True)]


def test_an_import_survives_killed_workers(college, second_branch, act):
    survive("once", rows=120, kills=1, root=college, branch=second_branch, act=act)
