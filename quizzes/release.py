"""When answers and explanations may leave the server. Pure."""

from __future__ import annotations

AFTER_SUBMIT = "after_submit"
AFTER_LAST = "after_last"


def is_released(rule: str, *, closed: bool, passed_once: bool, attempts_closed: int, allowed: int | None) -> bool:
    """Whether an attempt may be reviewed with its key.

    `closed` is about this attempt; the others count all attempts of the member at the lecture. Never before submission.
    """
    if not closed:
        return False
    if rule == AFTER_SUBMIT:
        return True
    return passed_once or (allowed is not None and attempts_closed >= allowed)
