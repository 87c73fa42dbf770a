"""Values of policies: read from a form's text, checked against the policy, kept as plain JSON, shown in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from school.policies.errors import PolicyValueRefused
from school.policies.registry import Policy

_TYPES: dict[str, type[Any]] = {
    "number": int,
    "yes_no": bool,
    "text": str,
    "choice": str,
    "time": time,
    "words": tuple,
    "picture": str,
}


def parsed(policy: Policy, text: str) -> Any:
    """The value that this text of a form means.

    Raises:
        PolicyValueRefused: with a sentence that says what would fit.
    """
    stripped = text.strip()
    match policy.kind:
        case "number":
            value: Any = _whole_number(stripped)
        case "yes_no":
            value = stripped == "yes"
        case "time":
            value = _time_of_day(stripped)
        case "words":
            value = tuple(dict.fromkeys(line.strip() for line in stripped.splitlines() if line.strip()))
        case _:
            value = stripped
    return checked(policy, value)


def checked(policy: Policy, value: Any) -> Any:
    """The same value, once it has the type and lies within the limits of the policy.

    Raises:
        PolicyValueRefused: with a sentence that says what would fit.
    """
    if type(value) is not _TYPES[policy.kind]:
        raise PolicyValueRefused(why=_("it is of another kind."))
    if policy.kind == "choice" and value not in dict(policy.choices):
        raise PolicyValueRefused(why=_("it is not one of the choices."))
    if policy.kind == "words" and not all(isinstance(word, str) and word for word in value):
        raise PolicyValueRefused(why=_("each line is one word or phrase."))
    if policy.kind == "text" and "\x00" in value:
        raise PolicyValueRefused(why=_("it contains a character that cannot be stored."))
    _within_limits(policy, value)
    return value


def kept(value: Any) -> Any:
    """The value as plain JSON."""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return list(value) if isinstance(value, tuple) else value


def restored(policy: Policy, plain: Any) -> Any:
    """The value that was kept."""
    if policy.kind == "time":
        return time.fromisoformat(plain)
    return tuple(plain) if policy.kind == "words" else plain


def in_words(policy: Policy, value: Any) -> str:
    """The value as people read it, in the language that is active now."""
    words: dict[str, Callable[[], str]] = {
        "yes_no": lambda: _("yes") if value else _("no"),
        "choice": lambda: str(dict(policy.choices).get(value, value)),
        "number": lambda: formats.number_format(value, force_grouping=True),
        "time": lambda: value.strftime("%H:%M"),
        "words": lambda: _(", ").join(value) if value else _("none"),
        "picture": lambda: _("a picture of its own") if value else _("none"),
        "text": lambda: value or _("empty"),
    }
    return words[policy.kind]()


def effect_of(policy: Policy, value: Any) -> str:
    """What this value does, as a sentence."""
    effect = str(policy.effect)
    return effect % {"value": in_words(policy, value)} if "%(value)s" in effect else effect


def _whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise PolicyValueRefused(why=_("please write a whole number.")) from None


def _time_of_day(text: str) -> time:
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise PolicyValueRefused(why=_("please write a time of day such as 21:30.")) from None


def _within_limits(policy: Policy, value: Any) -> None:
    """Numbers by their size, texts by their length, words by how many there are."""
    if policy.kind not in {"number", "text", "words"}:
        return
    size = value if policy.kind == "number" else len(value)
    if policy.minimum is not None and size < policy.minimum:
        raise PolicyValueRefused(why=_too_little(policy.kind, policy.minimum))
    if policy.maximum is not None and size > policy.maximum:
        raise PolicyValueRefused(why=_too_much(policy.kind, policy.maximum))


def _too_little(kind: str, limit: int) -> str:
    sentence = {
        "number": _("the least is %(limit)s."),
        "text": _("it needs at least %(limit)s characters."),
        "words": _("it needs at least %(limit)s lines."),
    }[kind]
    return sentence % {"limit": formats.number_format(limit, force_grouping=True)}


def _too_much(kind: str, limit: int) -> str:
    sentence = {
        "number": _("the most is %(limit)s."),
        "text": _("it has room for %(limit)s characters."),
        "words": _("it has room for %(limit)s lines."),
    }[kind]
    return sentence % {"limit": formats.number_format(limit, force_grouping=True)}
