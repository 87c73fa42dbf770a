"""What a course's evaluation shows: whole batches of at least five voices, never fewer, never the next ones alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.functional import Promise

from courses.models import Course
from quizzes.models import EvaluationAnswer
from quizzes.models.evaluation import LABELS, PENDING

SCALES = ("clear", "useful", "length", "applicable")
TEXTS = ("good", "better")


@dataclass(frozen=True)
class Scale:
    """One question: how many voices for each of 1 to 5, and their mean."""

    label: str | Promise
    counts: tuple[int, ...]

    @property
    def mean(self) -> float:
        return sum(step * count for step, count in enumerate(self.counts, start=1)) / sum(self.counts)


@dataclass(frozen=True)
class Results:
    """`voices` counts those that are shown; texts are in the random order of their keys."""

    voices: int
    scales: tuple[Scale, ...]
    texts: tuple[tuple[str | Promise, tuple[str, ...]], ...]


def results_of(course: Course) -> Results:
    """One query. Voices that still wait are not counted, not even their number."""
    shown = list(EvaluationAnswer.objects.filter(course=course).exclude(batch=PENDING).order_by("key"))
    if not shown:
        return Results(0, (), ())
    return Results(
        voices=len(shown),
        scales=tuple(Scale(LABELS[name], _counts(shown, name)) for name in SCALES),
        texts=tuple(
            (LABELS[name], tuple(text for voice in shown if (text := getattr(voice, name).strip()))) for name in TEXTS
        ),
    )


def _counts(voices: list[EvaluationAnswer], name: str) -> tuple[int, ...]:
    counted = Counter(getattr(voice, name) for voice in voices)
    return tuple(counted[step] for step in range(1, 6))
