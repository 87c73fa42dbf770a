"""What is kept about people: each table that holds something of a person says so here, in its own app's words.

Every model with a relation to the member model must be registered: exported to her or not and why not, how long it is
kept, and what an erasure does to it (tests/privacy/test_every_personal_model_is_registered.py). The page "My data", the
download, the nightly retention and the erasure all read this one list (ADR 0019). An app gives its list as
PERSONAL_DATA in its module `personal_data`, which is found when the apps are ready.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from importlib import import_module
from operator import or_
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Manager, Model, Q, QuerySet
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = _StrPromise | str
else:
    Words = Any

Row = Mapping[str, object]


class ErasureRule(StrEnum):
    """What an erasure does to the rows of a person."""

    DELETE = "delete"
    ANONYMISE = "anonymise"
    KEEP = "keep"


@dataclass(frozen=True)
class Retention:
    """How long: days by a policy counted from `column`, or as long as the record stands, or for ever; say why.

    With a policy the nightly job deletes what is older (`only` narrows it to rows that may go). `elsewhere` names the
    job that already deletes them, so that this one does not.
    """

    policy: str = ""
    column: str = ""
    only: Q | None = None
    elsewhere: str = ""
    with_the_record: bool = False
    permanent: Words = ""
    term: Words = ""

    @classmethod
    def days(cls, policy: str, column: str, *, only: Q | None = None) -> Retention:
        """Deleted by the nightly job when `column` (a date or a moment) is older than the policy's days."""
        return cls(policy=policy, column=column, only=only)

    @classmethod
    def by(cls, job: str, term: Words) -> Retention:
        """Deleted by a job of the app's own after a fixed time; `term` says so in a sentence."""
        return cls(elsewhere=job, term=term)

    @classmethod
    def for_ever(cls, reason: Words) -> Retention:
        """Kept permanently, because `reason`."""
        return cls(permanent=reason)

    @classmethod
    def as_long_as_the_record(cls) -> Retention:
        """Kept while the member's record stands and until it is erased."""
        return cls(with_the_record=True)


@dataclass(frozen=True)
class Erasure:
    """`changes` maps columns to the values that say nothing, for "anonymise"; a kept row needs its reason."""

    rule: ErasureRule
    reason: Words = ""
    changes: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def delete(cls) -> Erasure:
        return cls(ErasureRule.DELETE)

    @classmethod
    def anonymise(cls, **changes: object) -> Erasure:
        """Rows stay without these words; a value may be a callable or a database expression."""
        return cls(ErasureRule.ANONYMISE, changes=changes)

    @classmethod
    def keep(cls, reason: Words) -> Erasure:
        """Rows stay as they are, by opaque id only, because `reason`."""
        return cls(ErasureRule.KEEP, reason=reason)


@dataclass(frozen=True)
class PersonalData:
    """One kind of data about people.

    `fields` are the columns of `model` ("app.Model") that point at a member. Tables that know people by public id have
    none and give `whose` instead, a condition for one member's primary key. `rows` yields what she gets to read, plain
    values by column; `headings` word those columns (`rows_of` brings its own).
    """

    model: str
    fields: tuple[str, ...]
    title: Words
    retention: Retention
    erasure: Erasure
    exported: bool = True
    why_not: Words = ""
    rows: Callable[[int], Iterable[Row]] | None = None
    headings: Mapping[str, Words] = field(default_factory=dict)
    why_kept: Words = ""
    whose: Callable[[int], Q] | None = None

    def of(self, *member_ids: int) -> Q:
        """The rows of this person, who may have several records, as a condition on `model`."""
        condition = Q(pk__in=[])
        for member_id in member_ids:
            named = [Q(**{name: member_id}) for name in self.fields] if self.whose is None else [self.whose(member_id)]
            condition |= reduce(or_, named)
        return condition

    @property
    def table(self) -> QuerySet[Model]:
        """All rows, of everybody, past any manager that hides or protects some."""
        unfiltered: Manager[Model] = Manager()
        unfiltered.model = apps.get_model(self.model)
        return unfiltered.all()

    @property
    def words(self) -> Mapping[str, Words]:
        """Column → heading."""
        return self.headings or getattr(self.rows, "headings", {})


def public_ids(member_id: int) -> QuerySet[Any, Any]:
    """The opaque id of this member, for conditions on tables that know people by it: `actor_id__in=public_ids(pk)`."""
    return get_user_model().objects.filter(pk=member_id).values("public_id")


def acts_on(model: str, *fields: str, title: Words) -> PersonalData:
    """Columns that say who did something: an office's act, which stays with the thing it was done to."""
    return PersonalData(
        model=model,
        fields=fields,
        title=title,
        exported=False,
        why_not=_("What you do in an office is listed once, under “Acts”."),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.keep(_("Who decided stays on record by an opaque id; the name itself is erased.")),
    )


_registered: list[PersonalData] = []


def register_personal_data(*entries: PersonalData) -> None:
    """Called from `AppConfig.ready` with the list of the app's `personal_data` module.

    Raises:
        ValueError: for an entry that is neither exported nor says why not, or has no retention or no reason to keep.
    """
    for entry in entries:
        _refuse_incomplete(entry)
        if entry not in _registered:
            _registered.append(entry)


def _refuse_incomplete(entry: PersonalData) -> None:
    if entry.exported == bool(entry.why_not):
        raise ValueError(f"{entry.model}: export it, or say why not")
    if entry.exported and entry.rows is None:
        raise ValueError(f"{entry.model}: what is exported needs its rows")
    if not entry.fields and entry.whose is None:
        raise ValueError(f"{entry.model}: name the columns that point at a member, or say whose rows these are")
    kept = entry.retention
    if bool(kept.policy) + bool(kept.term) + kept.with_the_record + bool(kept.permanent) != 1:
        raise ValueError(f"{entry.model}: say one way of how long it is kept")
    if kept.policy and not (kept.column or kept.elsewhere):
        raise ValueError(f"{entry.model}: name the column that the days count from")
    if entry.erasure.rule == ErasureRule.KEEP and not entry.erasure.reason:
        raise ValueError(f"{entry.model}: what outlives an erasure needs a reason")
    if entry.erasure.rule == ErasureRule.ANONYMISE and not entry.erasure.changes:
        raise ValueError(f"{entry.model}: say which columns an erasure clears")


def personal_data() -> tuple[PersonalData, ...]:
    """Everything registered, in the order of the apps."""
    return tuple(_registered)


def discover() -> None:
    """Find the list of each app; called once, when models are there."""
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "personal_data"):
            register_personal_data(*getattr(import_module(f"{config.name}.personal_data"), "PERSONAL_DATA", ()))
