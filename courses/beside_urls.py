"""What stands beside a lecture: its discussion, the reader's private notes, and the page to print."""

from django.urls import URLPattern, path

from courses.views import course_discussion, discussion, discussion_posts, notes, printed

beside_patterns: list[URLPattern] = [
    path("courses/<slug:course_id>/discussion/", course_discussion.course_discussion, name="course_discussion"),
    path("studio/courses/<slug:course_id>/discussion/", course_discussion.switch, name="discussion_switch"),
    path("lectures/<slug:lecture_id>/print/", printed.printed, name="print_lecture"),
    path("lectures/<slug:lecture_id>/discussion/", discussion.discussion, name="discussion"),
    path("lectures/<slug:lecture_id>/discussion/<slug:thread_id>/", discussion.thread, name="discussion_thread"),
    path(
        "lectures/<slug:lecture_id>/discussion/<slug:thread_id>/<slug:act>/",
        discussion.thread_act,
        name="discussion_thread_act",
    ),
    path("lectures/<slug:lecture_id>/posts/<slug:post_id>/edit/", discussion_posts.edit, name="edit_post"),
    path("lectures/<slug:lecture_id>/posts/<slug:post_id>/withdraw/", discussion_posts.withdraw, name="withdraw_post"),
    path("lectures/<slug:lecture_id>/posts/<slug:post_id>/report/", discussion_posts.report, name="report_post"),
    path("lectures/<slug:lecture_id>/posts/<slug:post_id>/mark/", discussion_posts.mark, name="mark_post"),
    path("notes/", notes.my_notes, name="my_notes"),
    path("notes/my-notes.<slug:file_format>", notes.notes_file, name="notes_file"),
    path("lectures/<slug:lecture_id>/notes/", notes.notes, name="notes"),
    path("lectures/<slug:lecture_id>/notes/put-back/", notes.put_back, name="put_back_note"),
    path("lectures/<slug:lecture_id>/notes/<slug:note_key>/", notes.note, name="note"),
    path("lectures/<slug:lecture_id>/notes/<slug:note_key>/delete/", notes.delete, name="delete_note"),
]
