"""The words of every choice field: the built-in ones, the labels in all languages, and the operator's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.translation import override

from school.importing.fields import FIELDS
from school.importing.vocabulary import lookup
from school.organisation.models import Category, OrganisationKind, Role, Stage, Status

_ENUMS = {"category": Category, "stage": Stage, "status": Status, "role": Role}


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def vocabularies() -> dict[str, Mapping[str, str]]:
    """By the name of the choice; one query, for the kinds of organisation."""
    kinds = list(OrganisationKind.objects.all())
    found: dict[str, Mapping[str, str]] = {}
    for choices, enum in _ENUMS.items():
        found[choices] = lookup(choices, _in_all_languages((label, value) for value, label in enum.choices))
    found["kind"] = lookup("kind", _in_all_languages((kind.label, kind.code) for kind in kinds))
    return found


def _in_all_languages(pairs: Iterable[tuple[object, str]]) -> list[tuple[str, str]]:
    spelled = []
    known = list(pairs)
    for language in languages():
        with override(language):
            spelled += [(str(label), value) for label, value in known]
    return spelled


def heading_labels(kind: str) -> dict[str, list[str]]:
    """Field → its label in every language, so that every template and export is understood."""
    labels: dict[str, list[str]] = {field.code: [] for field in FIELDS[kind]}
    for language in languages():
        with override(language):
            for field in FIELDS[kind]:
                labels[field.code].append(str(field.label))
    return labels


def choice_label(choices: str, value: str, kinds: Mapping[str, OrganisationKind] | None = None) -> str:
    """The word for a value in the active language; the value itself when nobody knows it any more."""
    if choices == "kind":
        known = (kinds or {}).get(value)
        return str(known.label) if known else value
    enum = _ENUMS[choices]
    return str(enum(value).label) if value in enum.values else value
