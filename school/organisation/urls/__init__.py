"""Routes of the organisation: the tree, its people, their offices and tasks."""

from __future__ import annotations

from school.organisation.urls import offices, people, tree

app_name = "organisation"
urlpatterns = [*tree.urlpatterns, *people.urlpatterns, *offices.urlpatterns]
