"""A derived text that is searched for parts of it, by an index where the database has one."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Contains
from django.db.models.sql.compiler import SQLCompiler

from school.organisation.grams import telling_grams
from school.organisation.models.derived_text import DerivedTextField


class SearchedTextField(DerivedTextField):
    """PostgreSQL keeps an index of `school_grams(column)`; the migration that adds such a column creates it."""


@SearchedTextField.register_lookup
class ContainsByGrams(Contains):
    """`contains`, asked of the index first. Grams find too much (王芳 in 芳王芳芳), so the text itself decides."""

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        contains, asked = self.as_sql(compiler, connection)
        wanted = sorted(telling_grams(self.rhs)) if isinstance(self.rhs, str) else []
        if not wanted:
            return contains, tuple(asked)
        column, given = self.process_lhs(compiler, connection)
        return f"(school_grams({column}) @> %s::text[] AND {contains})", (*given, wanted, *asked)
