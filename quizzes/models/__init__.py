from quizzes.models.attempt import Attempt, AttemptState
from quizzes.models.attempt_item import AttemptItem
from quizzes.models.attempt_step import AttemptStep, StepKind
from quizzes.models.evaluation import EvaluationAnswer, EvaluationGiven
from quizzes.models.improvement import Found, Improvement
from quizzes.models.lecture_quiz import LectureQuiz
from quizzes.models.question import Question, QuestionVersion
from quizzes.models.question_bank import QuestionBank
from quizzes.models.quiz import Quiz, QuizItem, Release
from quizzes.models.timeline_question import TimelineQuestion

__all__ = [
    "Attempt",
    "AttemptItem",
    "AttemptState",
    "AttemptStep",
    "EvaluationAnswer",
    "EvaluationGiven",
    "Found",
    "Improvement",
    "LectureQuiz",
    "Question",
    "QuestionBank",
    "QuestionVersion",
    "Quiz",
    "QuizItem",
    "Release",
    "StepKind",
    "TimelineQuestion",
]
