from django.urls import URLPattern, path

from courses.access_urls import access_patterns
from courses.beside_urls import urlpatterns as beside_patterns
from courses.catalogue_urls import catalogue_patterns
from courses.review_urls import review_patterns
from courses.revision_urls import revision_patterns
from courses.views import (
    chapters,
    course,
    handouts,
    history,
    lecture,
    lectures,
    markdown,
    my_courses,
    preview,
    publishing,
    recording,
    roundtrip,
    sending,
    slides,
    studio,
)

app_name = "courses"

urlpatterns: list[URLPattern] = [
    *catalogue_patterns,
    path("courses/<slug:course_id>/", course.course, name="course"),
    path("lectures/<slug:lecture_id>/", lecture.lecture, name="lecture"),
    path("lectures/<slug:lecture_id>/file/", handouts.read_file, name="read_file"),
    path("studio/", my_courses.studio, name="studio"),
    path("studio/courses/new/", my_courses.new_course, name="new_course"),
    path("studio/courses/<slug:course_id>/", studio.studio_course, name="studio_course"),
    path("studio/courses/<slug:course_id>/about/", studio.about_course, name="about_course"),
    path("studio/courses/<slug:course_id>/duplicate/", my_courses.duplicate, name="duplicate_course"),
    path("studio/courses/<slug:course_id>/delete/", my_courses.delete, name="delete_course"),
    path("studio/courses/<slug:course_id>/put-back/", my_courses.put_back, name="put_back_course"),
    path("studio/courses/<slug:course_id>/export/", roundtrip.export_course, name="export_course"),
    path("studio/imports/", roundtrip.imports, name="imports"),
    path("studio/imports/<slug:import_id>/", roundtrip.course_import, name="course_import"),
    path("studio/imports/<slug:import_id>/apply/", roundtrip.apply_import, name="apply_import"),
    path("studio/imports/<slug:import_id>/take-back/", roundtrip.take_back_import, name="take_back_import"),
    path("studio/courses/<slug:course_id>/history/", history.history, name="history"),
    path("studio/courses/<slug:course_id>/undo/", history.undo, name="undo_step"),
    path("studio/courses/<slug:course_id>/redo/", history.redo, name="redo_step"),
    path("studio/courses/<slug:course_id>/history/<slug:step_id>/", history.put_back, name="put_back"),
    path("studio/courses/<slug:course_id>/chapters/", chapters.new_chapter, name="new_chapter"),
    path("studio/courses/<slug:course_id>/preview/", preview.preview_course, name="preview_course"),
    path("studio/courses/<slug:course_id>/publish/", publishing.publish, name="publish"),
    path("studio/courses/<slug:course_id>/withdraw/", publishing.withdraw, name="withdraw"),
    path("studio/chapters/<slug:chapter_id>/", chapters.edit_chapter, name="edit_chapter"),
    path("studio/chapters/<slug:chapter_id>/move/", chapters.move_chapter, name="move_chapter"),
    path("studio/chapters/<slug:chapter_id>/delete/", chapters.delete_chapter, name="delete_chapter"),
    path("studio/chapters/<slug:chapter_id>/duplicate/", sending.duplicate_chapter, name="duplicate_chapter"),
    path("studio/chapters/<slug:chapter_id>/send/", sending.send_chapter, name="send_chapter"),
    path("studio/chapters/<slug:chapter_id>/lectures/", lectures.add_lecture, name="add_lecture"),
    path("studio/chapters/<slug:chapter_id>/lectures/<slug:kind>/", lectures.new_lecture, name="new_lecture"),
    path("studio/lectures/<slug:lecture_id>/", lectures.edit_lecture, name="edit_lecture"),
    path("studio/lectures/<slug:lecture_id>/markdown/", markdown.markdown, name="markdown"),
    path("studio/lectures/<slug:lecture_id>/markdown/text.md", markdown.download, name="markdown_file"),
    path("studio/lectures/<slug:lecture_id>/move/", lectures.move_lecture, name="move_lecture"),
    path("studio/lectures/<slug:lecture_id>/duplicate/", sending.duplicate_lecture, name="duplicate_lecture"),
    path("studio/lectures/<slug:lecture_id>/send/", sending.send_lecture, name="send_lecture"),
    path("studio/lectures/<slug:lecture_id>/delete/", lectures.delete_lecture, name="delete_lecture"),
    path("studio/lectures/<slug:lecture_id>/preview/", preview.preview_lecture, name="preview_lecture"),
    path("studio/lectures/<slug:lecture_id>/recording/", recording.recording, name="recording"),
    path("studio/lectures/<slug:lecture_id>/file/", handouts.handout, name="handout"),
    path("studio/lectures/<slug:lecture_id>/deck/", slides.deck, name="deck"),
    path("studio/lectures/<slug:lecture_id>/narration/", slides.narration, name="narration"),
    path("studio/lectures/<slug:lecture_id>/narration/remove/", slides.remove_narration, name="remove_narration"),
    path("studio/lectures/<slug:lecture_id>/pages/", slides.describe, name="describe_pages"),
    path("studio/lectures/<slug:lecture_id>/timing/", slides.timing, name="timing"),
]
urlpatterns += review_patterns
urlpatterns += revision_patterns
urlpatterns += beside_patterns
urlpatterns += access_patterns
