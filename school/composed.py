"""Statements that the ORM composes once and that are then only filled with other values.

Composing a scope predicate or a wide join costs Django many times what the database takes to answer it, and every
request asks the same ones. A `Composed` keeps the statement of each *shape* (how many values stand in each list) for
the life of the process and fills it anew each time. What is kept holds no value and no answer: only text and the
places of the values.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from itertools import count, islice
from threading import Lock
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import DateField, DateTimeField, QuerySet, Value
from django.db.models.expressions import RawSQL

T = TypeVar("T")
Filling = str | int | date
Fillings = Mapping[str, Filling | Sequence[Filling]]
Given = dict[str, Any]
SINGLE = (str, int, date)
# A deep tree and many offices make many shapes; past so many the oldest are composed again.
SHAPES_KEPT = 200
# In a shape: not a list.
ONE = -1


class Place(Value):
    """The place of a value in a statement; knows the kind of the value and not the value."""

    def __init__(self, kind: Filling, number: int) -> None:
        super().__init__(kind)
        self.number = number

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A bare placeholder whose parameter is the place itself."""
        return "%s", (self,)


class Composed(Generic[T]):
    """One statement, written as a queryset over named places.

    `compose` gets, by name, a `Place` for each value and a list of them for each list, and uses them as it would use
    values: in lookups, `path__in=given["paths"]`. A foreign key is asked through its column: `member__pk__in`. What it
    returns must depend on nothing but the number of values.
    """

    def __init__(self, compose: Callable[[Given], QuerySet[Any, T]]) -> None:
        self._compose = compose
        self._kept: dict[Any, tuple[QuerySet[Any, T], Any, str, tuple[Any, ...]]] = {}
        self._lock = Lock()

    def rows(self, **values: Filling | Sequence[Filling]) -> list[T]:
        """Ask the database; one query, or none where nothing can be found."""
        try:
            template, compiler, sql, places = self._statement(values)
        except EmptyResultSet:
            return []
        ready = copy.copy(compiler)
        ready.connection = connections[template.db]
        filled = _filled(places, values, ready.connection)
        ready.as_sql = lambda *_how, **_else: (sql, filled)
        found = template.all()
        # Never handed out: whatever were added to it would not reach the database.
        found.query.get_compiler = lambda *_how, **_else: ready  # type: ignore[method-assign]
        return list(found)

    def inside(self, **values: Filling | Sequence[Filling]) -> RawSQL:
        """For `pk__in=` of another queryset: the statement in brackets, filled."""
        template, _compiler, sql, places = self._statement(values)
        return RawSQL(sql, _filled(places, values, connections[template.db]))  # noqa: S611 - the ORM wrote it

    def _statement(self, values: Fillings) -> tuple[QuerySet[Any, T], Any, str, tuple[Any, ...]]:
        shape = tuple((name, ONE if isinstance(value, SINGLE) else len(value)) for name, value in values.items())
        kept = self._kept.get(shape)
        if kept is None:
            kept = self._composed(values)
            with self._lock:
                for oldest in list(islice(self._kept, max(0, len(self._kept) - SHAPES_KEPT + 1))):
                    del self._kept[oldest]
                self._kept[shape] = kept
        return kept

    def _composed(self, values: Fillings) -> tuple[QuerySet[Any, T], Any, str, tuple[Any, ...]]:
        numbers = count()
        given: Given = {}
        for name, value in values.items():
            places_of = [Place(one, next(numbers)) for one in _listed(value)]
            given[name] = places_of[0] if isinstance(value, SINGLE) else places_of
        template = self._compose(given)
        compiler = template.query.get_compiler(template.db)
        sql, places = compiler.as_sql()
        return template, compiler, sql, tuple(places)


def _filled(places: Sequence[Any], values: Fillings, connection: Any) -> tuple[Any, ...]:
    flat = [_adapted(one, connection) for value in values.values() for one in _listed(value)]
    return tuple(flat[place.number] if isinstance(place, Place) else place for place in places)


def _adapted(value: Filling, connection: Any) -> Any:
    """As the database wants it: SQLite keeps days as text."""
    if not isinstance(value, date):
        return value
    field = DateTimeField() if isinstance(value, datetime) else DateField()
    return field.get_db_prep_value(value, connection)


def padded(ids: Collection[int]) -> list[int]:
    """The same set, filled up to a power of two, so that lists of many lengths share one statement."""
    listed = list(ids)
    return listed + listed[-1:] * ((1 << max(0, len(listed) - 1).bit_length()) - len(listed)) if listed else []


def _listed(value: Filling | Sequence[Filling]) -> Sequence[Filling]:
    return (value,) if isinstance(value, SINGLE) else value
