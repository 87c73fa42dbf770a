"""allauth's list of sign-ins without what it does at every sign-in: looking through all earlier ones of the member."""

from __future__ import annotations

from allauth.usersessions.apps import UserSessionsConfig


class OwnSignIns(UserSessionsConfig):  # type: ignore[misc]  # allauth carries no types
    """Rows are written when a sign-in begins; `tasks.forget_ended_sign_ins` drops those whose session is gone."""

    def ready(self) -> None:
        from allauth.account.signals import password_changed, password_set, user_logged_in  # noqa: PLC0415 - has models
        from allauth.usersessions.signals import on_password_changed  # noqa: PLC0415

        from school.accounts.receivers import list_sign_in  # noqa: PLC0415

        user_logged_in.connect(list_sign_in)
        for signal in (password_set, password_changed):
            signal.connect(on_password_changed)
