"""The one family of errors: a stable code, an HTTP status and a sentence people can read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class SchoolError(Exception):
    """Something the user can understand went wrong.

    `code` is for programs and never changes; `sentence` is for people, says what to do next, and takes `facts` by name.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500
    sentence: ClassVar[_StrPromise | str] = _("Something went wrong on our side. Please try again in a moment.")

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    @property
    def detail(self) -> str:
        """The sentence in the language that is active now."""
        return str(self.sentence) % self.facts if self.facts else str(self.sentence)

    def __str__(self) -> str:
        return self.detail


class Unauthenticated(SchoolError):
    code = "sign-in-required"
    status = 401
    sentence = _("Please sign in first.")


class Forbidden(SchoolError):
    code = "forbidden"
    status = 403
    sentence = _("Your present office does not include this.")


class NotFound(SchoolError):
    """Also the answer to strangers: it does not say whether the thing exists."""

    code = "not-found"
    status = 404
    sentence = _("There is nothing here, or it is not open to you.")


class Conflict(SchoolError):
    code = "conflict"
    status = 409
    sentence = _("This was changed in the meantime. Please load the page again.")


class Invalid(SchoolError):
    code = "invalid"
    status = 422
    sentence = _("Something in what you sent does not fit. Please check it and send it again.")


class TooMany(SchoolError):
    code = "too-many-requests"
    status = 429
    sentence = _("That was a little fast. Please wait a moment and try again.")
