"""The model college as planned: the table of DOMAIN §6 at full size, and the same college for the same seed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.demo.college import Study, plan_college
from school.demo.college.apportioning import apportion
from school.demo.college.tables import cast, tree

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def college():
    return plan_college(people=2400, seed=1, today=TODAY)


def test_the_full_college_has_the_people_of_the_table(college):
    assert Counter((person.category, person.stage) for person in college.people) == {
        ("staff", "full"): 520,
        ("staff", "probationary"): 30,
        ("student", "full"): 420,
        ("student", "probationary"): 480,
        ("retired", "full"): 50,
        ("student", "candidate"): 200,
        ("student", "activist"): 682,
        ("staff", "activist"): 18,
    }


def test_every_general_branch_has_the_members_candidates_and_activists_of_its_row(college):
    found = Counter()
    for person in college.people:
        stage = "member" if person.is_member else person.stage
        found[college.branches[person.branch].general, stage] += 1
    for general, row in enumerate(tree().general_branch):
        assert found[general, "member"] == row.staff + row.retired + row.students, row.name
        assert found[general, "candidate"] == row.candidates, row.name
        assert found[general, "activist"] == row.activists, row.name


def test_there_are_eighty_branches_in_twelve_general_branches(college):
    assert len(college.generals) == 12
    assert Counter(branch.category for branch in college.branches) == {"staff": 33, "retired": 1, "student": 46}
    assert sum(branch.kind == "joint_branch" for branch in college.branches) == 3
    assert len({branch.name for branch in college.branches}) == 80


def test_no_branch_has_more_than_fifty_members_or_fewer_than_three_full_ones(college):
    members = Counter(person.branch for person in college.people if person.is_member)
    full = Counter(person.branch for person in college.people if person.stage == "full")
    assert max(members.values()) <= 50
    assert len(full) == 80
    assert min(full.values()) >= 3


def test_only_the_two_planned_pairs_share_a_name_and_both_are_in_one_branch(college):
    twice = [name for name, count in Counter(person.name for person in college.people).items() if count > 1]
    assert len(twice) == 2
    assert len({person.branch for person in college.people if person.name in twice}) == 1


def test_names_have_two_to_four_characters_or_a_middle_dot(college):
    lengths = Counter(len(person.name) for person in college.people if "·" not in person.name)
    assert set(lengths) == {2, 3, 4}
    assert any("·" in person.name for person in college.people)


def test_numbers_phones_and_addresses_belong_to_nobody_real(college):
    for person in college.people:
        assert re.fullmatch(r"YQ\d{8}", person.number)
        assert re.fullmatch(r"000\d{8}", person.phone)
        assert person.email.endswith(".example")
    for attribute in ("number", "phone", "email", "public_id"):
        assert len({getattr(person, attribute) for person in college.people}) == 2400
    assert not re.search(r"\d{17}[\dXx]", repr(college))


def test_the_year_is_shared_out_as_the_demo_promises(college):
    studies = Counter(person.study for person in college.people)
    assert studies == {
        Study.ON_TRACK: 825,
        Study.NOT_YET: 480,
        Study.NOTHING: 120,
        Study.EXEMPT: 75,
        Study.NOT_ASKED: 900,
    }


def test_offices_are_held_as_the_table_says(college):
    assert Counter(office.role for office in college.offices) == {
        "branch_secretary": 92,
        "organiser": 12,
        "committee_officer": 16,
        "instructor": 40,
        "host": 60,
        "reviewer": 6,
        "system_administrator": 1,
        "security_administrator": 1,
        "audit_administrator": 2,
        "moderator": 8,
    }
    assert len({office.branch for office in college.offices if office.branch >= 0}) == 80
    assert len(set(college.offices)) == len(college.offices)


@pytest.mark.parametrize("people", [120, 600, 2400])
def test_nobody_holds_an_administrators_office_beside_another(people):
    offices = plan_college(people=people, seed=3, today=TODAY).offices
    held = Counter(office.number for office in offices)
    administrators = [office.number for office in offices if office.role.endswith("_administrator")]
    assert len(administrators) >= 3
    assert all(held[number] == 1 for number in administrators)


@pytest.mark.parametrize("people", [100, 120, 777, 2400, 3000])
def test_a_college_of_any_size_has_its_people_its_leaders_and_the_cast(people):
    college = plan_college(people=people, seed=7, today=TODAY)
    assert len(college.people) == people
    names = {person.number: person.name for person in college.people}
    assert all(names[known.number] == known.name for known in cast())
    leading = {office.branch for office in college.offices if office.role == "branch_secretary"}
    assert leading >= set(range(len(college.branches)))


def test_the_same_seed_makes_the_same_college_and_another_one_another():
    first = plan_college(people=300, seed=5, today=TODAY)
    assert plan_college(people=300, seed=5, today=TODAY).digest() == first.digest()
    assert plan_college(people=300, seed=6, today=TODAY).digest() != first.digest()


def test_a_college_too_small_for_its_branches_is_refused():
    with pytest.raises(ValueError, match="at least"):
        plan_college(people=99, seed=1, today=TODAY)


@given(st.integers(0, 5000), st.dictionaries(st.integers(0, 50), st.integers(0, 500), min_size=1, max_size=30))
def test_shares_sum_to_the_whole_and_stay_within_one_of_their_quota(total, weights):
    whole = sum(weights.values())
    if whole == 0:
        weights[next(iter(weights))] = whole = 1
    shares = apportion(total, weights)
    assert sum(shares.values()) == total
    assert all(abs(shares[key] - total * weight / whole) < 1 for key, weight in weights.items())
