"""News of the floors below, put into words here because those floors do not know that notices exist."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.notices.kinds import Facts, NoticeKind
from school.notices.timing import ByMail

NEW_SIGN_IN = "new_sign_in"


def _sign_in_title(facts: Facts) -> str:
    return _("Somebody signed in to your account with another browser")


def _sign_in_body(facts: Facts) -> str:
    return (
        _("%(device)s, from the network %(network)s. If that was not you, end that sign-in and change your password.")
        % facts
    )


KINDS = (
    NoticeKind(
        code=NEW_SIGN_IN,
        label=gettext_lazy("Sign-ins with another browser"),
        title=_sign_in_title,
        body=_sign_in_body,
        why=gettext_lazy(
            "You get this because somebody who knows your password used it where you had not signed in before."
        ),
        by_mail=ByMail.AT_ONCE,
        urgent=True,
        essential=True,
    ),
)
