from courses.models.adoption import Adoption
from courses.models.assignment import CourseAssignment
from courses.models.audience import CourseAudience
from courses.models.care import CourseCare, CourseLook
from courses.models.chapter import Chapter
from courses.models.correction import Correction
from courses.models.course import Course, CourseState
from courses.models.course_import import CourseImport, ImportState
from courses.models.draft_step import DraftStep, StepKind, StepState
from courses.models.enrolment import Enrolment, EnrolmentSource
from courses.models.file_promise import FilePromise
from courses.models.kept_finding import KeptFinding
from courses.models.lecture import Lecture
from courses.models.lecture_link import LectureLink
from courses.models.link_check import LinkCheck, LinkState
from courses.models.note import LONGEST_NOTE, Note
from courses.models.office_condition import OfficeCondition
from courses.models.planned_act import Invited, PlannedAct, PlannedKind, PlannedState
from courses.models.replacement import MediaReplacement
from courses.models.review_comment import ReviewComment
from courses.models.review_decision import Opinion, ReviewDecision
from courses.models.review_round import ReviewRound, RoundState
from courses.models.review_rule import ReviewRule
from courses.models.revision import CourseRevision, LectureRevision
from courses.models.search_document import SearchDocument
from courses.models.series import Series, SeriesCourse
from courses.models.topic import Topic

__all__ = [
    "LONGEST_NOTE",
    "Adoption",
    "Chapter",
    "Correction",
    "Course",
    "CourseAssignment",
    "CourseAudience",
    "CourseCare",
    "CourseImport",
    "CourseLook",
    "CourseRevision",
    "CourseState",
    "DraftStep",
    "Enrolment",
    "EnrolmentSource",
    "FilePromise",
    "ImportState",
    "Invited",
    "KeptFinding",
    "Lecture",
    "LectureLink",
    "LectureRevision",
    "LinkCheck",
    "LinkState",
    "MediaReplacement",
    "Note",
    "OfficeCondition",
    "Opinion",
    "PlannedAct",
    "PlannedKind",
    "PlannedState",
    "ReviewComment",
    "ReviewDecision",
    "ReviewRound",
    "ReviewRule",
    "RoundState",
    "SearchDocument",
    "Series",
    "SeriesCourse",
    "StepKind",
    "StepState",
    "Topic",
]
