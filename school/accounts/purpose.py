"""The notice about personal data in words: the institution's own lines, or what this program does with data."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from school.policies.reading import policy


@dataclass(frozen=True)
class Notice:
    """`parts` are pairs of a heading and a paragraph; lines of the institution have no headings."""

    version: int
    parts: tuple[tuple[str, str], ...]
    contact: str


def notice_in_words() -> Notice:
    """In the language that is active now; an institution's own words are shown as they were written."""
    own: tuple[str, ...] = policy("accounts.purpose_text")
    parts = tuple(("", line) for line in own) if own else _standard()
    return Notice(policy("accounts.purpose_version"), parts, policy("accounts.help_contact"))


def _standard() -> tuple[tuple[str, str], ...]:
    return (
        (
            _("What is kept"),
            _(
                "Your name, number, branch and stage, your phone and e-mail if you gave them, what you have studied, "
                "answered and said in sessions, and when your account was used to sign in. That you belong to this "
                "organisation is sensitive information and is treated so."
            ),
        ),
        (
            _("What for"),
            _(
                "To offer you the party school, to credit your study hours, and for the records your organisation is "
                "required to keep. Nothing is used for ranking, nothing is sold, no decision about you is left to the "
                "program."
            ),
        ),
        (
            _("Who sees it"),
            _(
                "Those who hold an office over your branch, and only what that office needs. Opening masked data needs "
                "a reason, and you can read who has looked at your record."
            ),
        ),
        (
            _("How long"),
            _(
                "Study records stay as long as your organisation must keep them; sign-ins and messages are deleted "
                "after the time that the school has set."
            ),
        ),
        (
            _("Your rights"),
            _(
                "You can read and download your data, have mistakes corrected, ask why something was decided, and ask "
                "for deletion of what need not be kept, all under “My data”."
            ),
        ),
    )
