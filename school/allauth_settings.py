"""What of allauth this product uses, and how; `school.settings` takes all of it."""

ACCOUNT_ADAPTER = "school.accounts.adapter.SchoolAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "number"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_PREVENT_ENUMERATION = True
# A whole campus may stand behind one address: guessing is slowed down by account and place instead (ADR 0015).
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
USERSESSIONS_TRACK_ACTIVITY = False
MFA_ADAPTER = "school.accounts.factor_adapter.SchoolFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "school.accounts.forms.factors.CodeForm",
    "reauthenticate": "school.accounts.forms.factors.CodeAgainForm",
    "activate_totp": "school.accounts.forms.factors.AppForm",
    "add_webauthn": "school.accounts.forms.factors.PasskeyForm",
    "edit_webauthn": "school.accounts.forms.factors.PasskeyNameForm",
}
MFA_TOTP_TOLERANCE = 1  # phones run up to half a minute fast or slow
