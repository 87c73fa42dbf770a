"""What a new password must be (DOMAIN §3.2); Django's forms and commands ask these validators in turn.

Numbers come from policies, so each validator reads them when it is asked. Sentences say what to do.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.accounts.models import PasswordHistory
from school.organisation.models import Member
from school.policies.reading import policy

if TYPE_CHECKING:
    from django.contrib.auth.models import _User

MOST = 128
CLASSES_NEEDED = 3
CLASSES: tuple[Callable[[str], bool], ...] = (
    lambda letter: letter in string.ascii_lowercase,
    lambda letter: letter in string.ascii_uppercase,
    lambda letter: letter.isdigit(),
    lambda letter: letter not in string.ascii_letters and not letter.isdigit(),
)
# A year or a sign after a common word does not make it another word.
TAIL = re.compile(r"[\W\d_]+$")


class PasswordRule(Protocol):
    """What Django asks of a validator of passwords."""

    def validate(self, password: str, user: _User | None = None) -> None: ...
    def get_help_text(self) -> str: ...


@dataclass(frozen=True)
class Rule:
    """One rule in words; the page's script knows some of them by `name`."""

    name: str
    words: str


def classes_in(password: str) -> int:
    """How many of the four kinds occur: small letters, capitals, digits, everything else (Chinese characters too)."""
    return sum(any(map(is_of_class, password)) for is_of_class in CLASSES)


class LengthValidator:
    def validate(self, password: str, user: _User | None = None) -> None:
        least = policy("accounts.password_length")
        if len(password) < least:
            words = ngettext(
                "The password is too short. It needs at least %(least)d character.",
                "The password is too short. It needs at least %(least)d characters.",
                least,
            )
            raise ValidationError(words % {"least": least}, code="password_too_short")
        if len(password) > MOST:
            raise ValidationError(
                _("The password is too long. At most %(most)d characters fit.") % {"most": MOST},
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        return _("At least %(least)d characters.") % {"least": policy("accounts.password_length")}


class MixtureValidator:
    """Three of the four kinds of characters; a long passphrase needs none of it."""

    def validate(self, password: str, user: _User | None = None) -> None:
        long_enough = policy("accounts.passphrase_length")
        if len(password) < long_enough and classes_in(password) < CLASSES_NEEDED:
            raise ValidationError(
                _(
                    "Please mix three of these: small letters, capitals, digits, signs. Or take a whole sentence of "
                    "%(long)d characters or more; then no mixture is needed."
                )
                % {"long": long_enough},
                code="password_not_mixed",
            )

    def get_help_text(self) -> str:
        return _("Three of: small letters, capitals, digits, signs – or a sentence of %(long)d characters or more.") % {
            "long": policy("accounts.passphrase_length")
        }


class CommonValidator(CommonPasswordValidator):
    """Not on the list of what everybody takes, also not with a year behind it."""

    def validate(self, password: str, user: _User | None = None) -> None:
        lowered = password.lower().strip()
        if lowered in self.passwords or TAIL.sub("", lowered) in self.passwords:
            raise ValidationError(
                _("This password is one of the first that anybody would guess. Please take another."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return _("Not one that many people use.")


class SimilarityValidator(UserAttributeSimilarityValidator):
    """Not made of the member's own number, name, phone or e-mail."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("number", "name", "phone", "email"))

    def validate(self, password: str, user: _User | None = None) -> None:
        try:
            super().validate(password, user)
        except ValidationError as error:
            raise ValidationError(
                _("This password is too close to your number, name, phone or e-mail. Please take another."),
                code="password_too_similar",
            ) from error

    def get_help_text(self) -> str:
        return _("Not like your number, name, phone or e-mail.")


class HistoryValidator:
    """None of the newest former ones, nor the present one."""

    def validate(self, password: str, user: _User | None = None) -> None:
        if not isinstance(user, Member) or user.pk is None:
            return
        kept = policy("accounts.password_history")
        former = PasswordHistory.objects.filter(member=user).order_by("-replaced_at", "-pk")
        hashes = [user.password, *former.values_list("password", flat=True)][:kept]
        if any(check_password(password, each) for each in hashes if each):
            raise ValidationError(
                _("You have used this password before. Please take a new one."), code="password_used_before"
            )

    def get_help_text(self) -> str:
        kept = policy("accounts.password_history")
        words = ngettext("Not your last password.", "None of your last %(kept)d passwords.", kept)
        return words % {"kept": kept} if kept else ""


def rules_in_words() -> list[Rule]:
    """What a new password must be, for the form that asks for it."""
    validators: dict[str, PasswordRule] = {
        "length": LengthValidator(),
        "mixture": MixtureValidator(),
        "common": CommonValidator(),
        "similar": SimilarityValidator(),
        "history": HistoryValidator(),
    }
    return [Rule(name, words) for name, validator in validators.items() if (words := validator.get_help_text())]
