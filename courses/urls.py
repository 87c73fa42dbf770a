from django.urls import URLPattern, path

from courses.views import (
    catalogue,
    chapters,
    course,
    lecture,
    lectures,
    preview,
    publishing,
    recording,
    slides,
    studio,
)

app_name = "courses"

urlpatterns: list[URLPattern] = [
    path("courses/", catalogue.catalogue, name="catalogue"),
    path("courses/<slug:course_id>/", course.course, name="course"),
    path("lectures/<slug:lecture_id>/", lecture.lecture, name="lecture"),
    path("studio/", studio.studio, name="studio"),
    path("studio/courses/new/", studio.new_course, name="new_course"),
    path("studio/courses/<slug:course_id>/", studio.studio_course, name="studio_course"),
    path("studio/courses/<slug:course_id>/about/", studio.about_course, name="about_course"),
    path("studio/courses/<slug:course_id>/chapters/", chapters.new_chapter, name="new_chapter"),
    path("studio/courses/<slug:course_id>/preview/", preview.preview_course, name="preview_course"),
    path("studio/courses/<slug:course_id>/publish/", publishing.publish, name="publish"),
    path("studio/courses/<slug:course_id>/withdraw/", publishing.withdraw, name="withdraw"),
    path("studio/chapters/<slug:chapter_id>/", chapters.edit_chapter, name="edit_chapter"),
    path("studio/chapters/<slug:chapter_id>/move/", chapters.move_chapter, name="move_chapter"),
    path("studio/chapters/<slug:chapter_id>/delete/", chapters.delete_chapter, name="delete_chapter"),
    path("studio/chapters/<slug:chapter_id>/lectures/<slug:kind>/", lectures.new_lecture, name="new_lecture"),
    path("studio/lectures/<slug:lecture_id>/", lectures.edit_lecture, name="edit_lecture"),
    path("studio/lectures/<slug:lecture_id>/move/", lectures.move_lecture, name="move_lecture"),
    path("studio/lectures/<slug:lecture_id>/delete/", lectures.delete_lecture, name="delete_lecture"),
    path("studio/lectures/<slug:lecture_id>/preview/", preview.preview_lecture, name="preview_lecture"),
    path("studio/lectures/<slug:lecture_id>/recording/", recording.recording, name="recording"),
    path("studio/lectures/<slug:lecture_id>/deck/", slides.deck, name="deck"),
    path("studio/lectures/<slug:lecture_id>/narration/", slides.narration, name="narration"),
    path("studio/lectures/<slug:lecture_id>/narration/remove/", slides.remove_narration, name="remove_narration"),
    path("studio/lectures/<slug:lecture_id>/pages/", slides.describe, name="describe_pages"),
    path("studio/lectures/<slug:lecture_id>/timing/", slides.timing, name="timing"),
]
