from django.urls import path

from quizzes.views import (
    bank_questions,
    banks,
    evaluating,
    improving,
    pasting,
    picking,
    studio,
    studio_questions,
    taking,
    timeline,
    timeline_editor,
)

app_name = "quizzes"
urlpatterns = [
    path("lectures/<slug:lecture_id>/quiz/", taking.intro, name="intro"),
    path("lectures/<slug:lecture_id>/questions/<slug:item_id>/", timeline.answer, name="answer_on_timeline"),
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
    path("studio/questions/", banks.banks, name="banks"),
    path("studio/questions/new/", banks.new_bank, name="new_bank"),
    path("studio/questions/<slug:bank_id>/", banks.bank, name="bank"),
    path("studio/questions/<slug:bank_id>/new/<slug:kind>/", bank_questions.new_question, name="new_bank_question"),
    path("studio/question/<slug:question_id>/", bank_questions.question, name="question"),
    path("studio/question/<slug:question_id>/edit/", bank_questions.edit_question, name="edit_bank_question"),
    path("studio/question/<slug:question_id>/retire/", bank_questions.retire, name="retire_question"),
    path("studio/lectures/<slug:lecture_id>/pick/", picking.pick, name="pick"),
    path("studio/lectures/<slug:lecture_id>/paste/", pasting.paste, name="paste"),
    path("studio/lectures/<slug:lecture_id>/questions/", timeline_editor.timeline, name="timeline"),
    path(
        "studio/lectures/<slug:lecture_id>/questions/new/<slug:kind>/",
        timeline_editor.new_question,
        name="new_timeline_question",
    ),
    path(
        "studio/lectures/<slug:lecture_id>/questions/<slug:placed_id>/",
        timeline_editor.edit_placed,
        name="edit_placed",
    ),
    path(
        "studio/lectures/<slug:lecture_id>/questions/<slug:placed_id>/lift/",
        timeline_editor.lift,
        name="lift_placed",
    ),
    path("courses/<slug:course_id>/evaluation/", evaluating.evaluate, name="evaluate"),
    path("courses/<slug:course_id>/evaluation/decline/", evaluating.decline, name="decline_evaluation"),
    path("studio/courses/<slug:course_id>/evaluation/", evaluating.results, name="evaluation"),
    path("studio/courses/<slug:course_id>/improvements/", improving.improvements, name="improvements"),
    path("studio/courses/<slug:course_id>/improvements/new/", improving.new_finding, name="new_finding"),
    path("studio/courses/<slug:course_id>/improvements/<slug:entry_id>/", improving.deed, name="improvement"),
]
