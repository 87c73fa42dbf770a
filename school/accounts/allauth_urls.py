"""The few pages of allauth that this product uses; the rest stays unrouted (deny by default)."""

from allauth.account import views
from allauth.mfa.base.views import authenticate, reauthenticate
from allauth.mfa.recovery_codes.views import (
    download_recovery_codes,
    generate_recovery_codes,
    view_recovery_codes,
)
from allauth.mfa.totp.views import activate_totp, deactivate_totp
from allauth.mfa.webauthn.views import add_webauthn, reauthenticate_webauthn
from django.urls import path

from school.accounts.views.factors import NamePasskey, RemovePasskey, factors, onwards, start_over

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("factors/", factors, name="mfa_index"),
    path("factors/done/", onwards, name="factors_done"),
    path("factors/start-over/", start_over, name="mfa_start_over"),
    path("factors/code/", authenticate, name="mfa_authenticate"),
    path("factors/again/", reauthenticate, name="mfa_reauthenticate"),
    path("factors/app/", activate_totp, name="mfa_activate_totp"),
    path("factors/app/remove/", deactivate_totp, name="mfa_deactivate_totp"),
    path("factors/passkeys/add/", add_webauthn, name="mfa_add_webauthn"),
    path("factors/passkeys/again/", reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("factors/passkeys/<int:pk>/name/", NamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("factors/passkeys/<int:pk>/remove/", RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("factors/recovery-codes/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("factors/recovery-codes/new/", generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("factors/recovery-codes/codes.txt", download_recovery_codes, name="mfa_download_recovery_codes"),
]
