from django.urls import URLPattern, path

from courses.access_urls import access_patterns
from courses.beside_urls import beside_patterns
from courses.catalogue_urls import catalogue_patterns
from courses.review_urls import review_patterns
from courses.revision_urls import revision_patterns
from courses.studio_urls import studio_patterns
from courses.views import course, handouts, lecture

app_name = "courses"

urlpatterns: list[URLPattern] = [
    *catalogue_patterns,
    path("courses/<slug:course_id>/", course.course, name="course"),
    path("lectures/<slug:lecture_id>/", lecture.lecture, name="lecture"),
    path("lectures/<slug:lecture_id>/file/", handouts.read_file, name="read_file"),
    *studio_patterns,
    *review_patterns,
    *revision_patterns,
    *beside_patterns,
    *access_patterns,
]
