"""True or false."""

from quizzes.content.frozen import FrozenContent, Words


class TrueFalseContent(FrozenContent):
    """A statement that is `right` (true) or not; feedback belongs to what the learner said."""

    right: bool
    feedback_true: Words = ""
    feedback_false: Words = ""
