"""Addresses of reviewing, planning, correcting and taking over; part of `courses.urls`."""

from django.urls import URLPattern, path

from courses.views import (
    adoptions,
    captions_of,
    comments,
    corrections,
    labels,
    review_desk,
    review_round,
    reviewing,
    schedule,
)

COURSE, ROUND = "studio/courses/<slug:course_id>/", "reviews/<slug:round_id>/"

review_patterns: list[URLPattern] = [
    path("reviews/", review_desk.review_desk, name="review_desk"),
    path("review-rules/", review_desk.review_rules, name="review_rules"),
    path(f"{COURSE}review/", reviewing.review, name="review"),
    path(f"{COURSE}review/submit/", reviewing.submit, name="submit_for_review"),
    path(f"{COURSE}review/findings/", reviewing.finding, name="keep_finding"),
    path(f"{COURSE}review/links/", reviewing.links, name="check_links"),
    path("reviews/captions/<slug:course_id>/", captions_of.review_captions, name="review_captions"),
    path(ROUND, review_round.review_round, name="review_round"),
    path(f"{ROUND}take-back/", reviewing.take_back_submission, name="take_back_submission"),
    path(f"{ROUND}decide/", review_round.decide, name="decide_review"),
    path(f"{ROUND}sheet/", review_round.review_sheet, name="review_sheet"),
    path(f"{ROUND}comments/", comments.comment, name="new_comment"),
    path(f"{ROUND}lectures/<slug:lecture_id>/", review_round.review_lecture, name="review_lecture"),
    path("review-comments/<slug:comment_id>/answer/", comments.answer, name="answer_comment"),
    path("review-comments/<slug:comment_id>/resolve/", comments.resolve, name="resolve_comment"),
    path("review-comments/<slug:comment_id>/reopen/", comments.reopen, name="reopen_comment"),
    path(f"{COURSE}schedule/", schedule.schedule, name="schedule"),
    path("studio/plans/<slug:plan_id>/cancel/", schedule.cancel, name="cancel_plan"),
    path(f"{COURSE}corrections/", corrections.corrections, name="corrections"),
    path("courses/<slug:course_id>/take-down/", corrections.take_course_down, name="take_down"),
    path(f"{COURSE}labels/", labels.labels, name="labels"),
    path(f"{COURSE}reuse/", adoptions.reuse, name="reuse"),
    path("studio/adoptions/", adoptions.adoptions, name="adoptions"),
    path("studio/adoptions/new/<slug:course_id>/", adoptions.adopt, name="adopt"),
    path("studio/adoptions/<slug:adoption_id>/", adoptions.adoption, name="adoption"),
    path("studio/adoptions/<slug:adoption_id>/end/", adoptions.end, name="end_adoption"),
]
