from django.urls import path

from quizzes.views import studio, studio_questions, taking, timeline

app_name = "quizzes"
urlpatterns = [
    path("lectures/<slug:lecture_id>/quiz/", taking.intro, name="intro"),
    path(
        "lectures/<slug:lecture_id>/questions/<slug:item_id>/", timeline.answer, name="answer_on_timeline"
    ),
    path("attempts/<slug:attempt_id>/", taking.attempt, name="attempt"),
    path("attempts/<slug:attempt_id>/result/", taking.result, name="result"),
    path("studio/lectures/<slug:lecture_id>/quiz/", studio.edit_quiz, name="edit_quiz"),
    path("studio/lectures/<slug:lecture_id>/quiz/preview/", studio.preview, name="preview"),
    path("studio/lectures/<slug:lecture_id>/quiz/new/<slug:kind>/", studio_questions.new_question, name="new_question"),
    path(
        "studio/lectures/<slug:lecture_id>/quiz/<slug:item_id>/", studio_questions.edit_question, name="edit_question"
    ),
    path("studio/lectures/<slug:lecture_id>/quiz/<slug:item_id>/move/", studio_questions.move, name="move_question"),
    path(
        "studio/lectures/<slug:lecture_id>/quiz/<slug:item_id>/remove/",
        studio_questions.remove,
        name="remove_question",
    ),
]
