"""Addresses of what was published: revisions, comparing, restoring, replaced recordings, freshness."""

from django.urls import URLPattern, path

from courses.views import comparing, freshness, replacing, revisions

revision_patterns: list[URLPattern] = [
    path("studio/courses/<slug:course_id>/revisions/", revisions.revisions, name="revisions"),
    path("studio/courses/<slug:course_id>/revisions/<int:number>/", revisions.revision, name="revision"),
    path("studio/courses/<slug:course_id>/revisions/<int:number>/restore/", revisions.restore, name="restore"),
    path("studio/courses/<slug:course_id>/compare/", comparing.compare, name="compare"),
    path("studio/lectures/<slug:lecture_id>/same-film/", replacing.same_film, name="same_film"),
    path("studio/freshness/", freshness.freshness, name="freshness"),
    path("studio/courses/<slug:course_id>/look/", freshness.look, name="look_again"),
    path("studio/courses/<slug:course_id>/care/", freshness.care, name="care"),
]
