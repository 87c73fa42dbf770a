"""Every registered policy explains itself, has a default that fits, and belongs to one administrator."""

from __future__ import annotations

import pytest
from django.utils import translation

from school.administration.rooms import GROUPS
from school.organisation.models import Role
from school.policies.registry import policies, register_policy
from school.policies.values import checked, effect_of, in_words, kept, restored
from tests.policies.conftest import a_policy


def test_defaults_fit_and_survive_being_kept():
    for policy in policies():
        assert checked(policy, policy.default) == policy.default, policy.key
        assert restored(policy, kept(policy.default)) == policy.default, policy.key


def test_every_policy_says_what_it_does_and_belongs_to_a_group_and_one_administrator():
    with translation.override("en"):
        for policy in policies():
            assert str(policy.label), policy.key
            assert effect_of(policy, policy.default).rstrip()[-1:] not in {"", " "}, policy.key
            assert "%(" not in effect_of(policy, policy.default), policy.key
            assert in_words(policy, policy.default), policy.key
            assert policy.group in GROUPS, policy.key
            assert policy.administrator in {Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR}, policy.key


def test_two_policies_never_share_a_key():
    with pytest.raises(ValueError, match=r"tested\.minutes"):
        register_policy(a_policy("tested.minutes", "number", 99))
    with pytest.raises(ValueError, match="longer"):
        register_policy(a_policy("x" * 41, "number", 99))
