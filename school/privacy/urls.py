"""My data, files about people, erasures."""

from __future__ import annotations

from django.urls import path

from school.privacy.views import erasures, exports, looks, mine

app_name = "privacy"
urlpatterns = [
    path("my-data/", mine.my_data, name="my_data"),
    path("my-data/download/", mine.download, name="download"),
    path("my-data/download/<slug:own_file_id>/", mine.fetch, name="fetch"),
    path("my-data/looks/", looks.looks, name="looks"),
    path("my-data/exports/", exports.own_exports, name="own_exports"),
    path("administration/exports/", exports.all_exports, name="all_exports"),
    path("administration/erasures/", erasures.people, name="erasures"),
    path("administration/erasures/<slug:member_id>/", erasures.person, name="erase"),
]
