"""Label packs: another organisation's words everywhere in the interface, and nowhere else."""

from __future__ import annotations

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation.trans_real import translation as catalogue_of
from hypothesis import given
from hypothesis import strategies as st

from school import labels
from school.label_packs import PACKS, terms
from school.labels import in_words_of, look_up_pack
from school.organisation.models import Role
from school.policies.reading import forget
from school.policies.registry import policy_named
from school.policies.services.setting import reset_policy, set_policy

OTHERS = [pack for pack in PACKS if pack != "party"]
LANGUAGES = ("en", "zh-hans", "zh-hant")
REMAINS = {
    "en": re.compile(r"\b(branch(es)?|secretar(y|ies)|party (school|lecture|member)s?|dues)\b", re.IGNORECASE),
    "zh-hans": re.compile("党支部|支部|党课|党员|党委|书记|党校|党小组|民主评议"),
    "zh-hant": re.compile("黨支部|支部|黨課|黨員|黨委|書記|黨校|黨小組|民主評議"),
}


def switched(pack: str) -> None:
    labels._current["pack"] = pack


def messages(language: str) -> list[str]:
    """Everything the catalogue of the language can say."""
    with translation.override(language):
        catalogue = catalogue_of(language)._catalog
        # English has no entries of its own: its messages are the ids that the Chinese catalogue knows.
        ids = catalogue_of("zh-hans")._catalog if language == "en" else catalogue
        keys = {key for inner in ids._catalogs for key in inner}
        plain = [key for key in keys if isinstance(key, str) and key and "\x04" not in key]
        return [gettext(key) for key in plain] + [ngettext(key[0], key[0], 2) for key in keys if isinstance(key, tuple)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pack", OTHERS)
def test_no_message_of_the_catalogue_keeps_a_word_that_was_replaced(pack, language):
    assert any(REMAINS[language].search(message) for message in messages(language)), "or this proves nothing"
    switched(pack)
    kept = re.compile(labels._KEPT)
    left = [message for message in messages(language) if REMAINS[language].search(kept.sub(" ", message))]
    assert left == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_switching_back_restores_every_message(language):
    before = messages(language)
    switched("union")
    assert messages(language) != before
    switched("party")
    assert messages(language) == before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pack", OTHERS)
def test_facts_to_fill_in_numbers_and_tags_stay(pack, language):
    pattern = re.compile(labels._KEPT + r"|\d+")
    before = messages(language)
    switched(pack)
    after = messages(language)
    assert [pattern.findall(text) for text in after] == [pattern.findall(text) for text in before]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Your branch", "Your chapter"),
        ("Branch", "Chapter"),
        ("two branches", "two chapters"),
        ("branch secretary", "chapter chair"),
        ("general branch", "division"),
        ("Online Party School", "Online School"),
        ("%(branch)s of the branch", "%(branch)s of the chapter"),
        ('<a href="/branch/">branch</a>', '<a href="/branch/">chapter</a>'),
        ("branching", "branching"),
        ("11/23/2026, 19:30", "11/23/2026, 19:30"),
    ],
)
def test_english_keeps_capitals_plurals_and_bounds_of_words(text, expected):
    assert in_words_of("union", "en", text) == expected


def test_longer_words_win_in_chinese():
    assert in_words_of("union", "zh-hans", "党支部、支部书记、微党课") == "分会、分会主席、微课程"
    assert in_words_of("association", "zh-hant", "黨支部、支部書記") == "分會、分會會長"


@given(st.text(alphabet="abc 党%(){}<>&;1", max_size=40))
def test_the_pack_that_changes_nothing_changes_nothing(text):
    assert in_words_of("party", "zh-hans", text) == text


def test_every_choice_of_the_policy_is_a_pack():
    assert {code for code, _label in policy_named("labels.pack").choices} == set(PACKS)
    assert all(set(terms(pack, language)) for pack in OTHERS for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_of_the_packs_stay_so_that_one_finds_back(language):
    with translation.override(language):
        names = [str(label) for _code, label in policy_named("labels.pack").choices]
        switched("union")
        assert [str(label) for _code, label in policy_named("labels.pack").choices] == names


@pytest.mark.django_db
def test_pages_follow_the_policy_and_come_back_and_what_people_wrote_stays(client_of, learner, second_branch, at):
    client = client_of(learner)
    facts = {"member": None, "office_id": None, "reason": "we are a union", "at": at}

    def visible() -> str:
        return client.get("/accounts/logout/").content.decode() + client.get("/preferences/").content.decode()

    before = visible()
    assert "党校" in before
    set_policy(key="labels.pack", value="union", **facts)
    assert "党校" not in visible()
    assert "网上学校" in visible()
    assert second_branch.name == "经管第二党支部"
    reset_policy(key="labels.pack", **facts)
    assert strip_tokens(visible()) == strip_tokens(before)


def strip_tokens(page: str) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value|name="csrf-token" content)="[^"]+"', "", page)


@pytest.mark.django_db
def test_kinds_and_roles_follow_too(at):
    set_policy(key="labels.pack", value="union", member=None, office_id=None, reason="we are a union", at=at)
    forget()
    look_up_pack()
    with translation.override("en"):
        assert str(Role.BRANCH_SECRETARY.label) == "chapter chair"
