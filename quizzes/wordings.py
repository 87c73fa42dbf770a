"""What questions say, to be compared at two moments: versions are only added, so two rows may say the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection

from quizzes.models import QuestionVersion
from quizzes.usage import asked_beyond


def wordings_of(versions: Collection[QuestionVersion], *, course_id: int) -> dict[int, str]:
    """By version: its question, and a digest of its words and key. The digest is left out where another course asks
    the question too: composing one course anew changes no wording there. Two queries, none without versions."""
    shared = asked_beyond([one.question_id for one in versions], course_id=course_id) if versions else set()
    return {
        one.pk: str(one.question_id) if one.question_id in shared else f"{one.question_id} {_digest(one)}"
        for one in versions
    }


def _digest(version: QuestionVersion) -> str:
    said = [version.stem, version.content, version.explanation, version.source]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
