from school.accounts.models.account_mail import AccountMail, AccountMailKind
from school.accounts.models.api_token import ApiToken
from school.accounts.models.invitation import Invitation, InvitationBatch, InvitationState
from school.accounts.models.password_history import PasswordHistory
from school.accounts.models.purpose_acknowledgement import PurposeAcknowledgement
from school.accounts.models.recovery_slip import RecoverySlip
from school.accounts.models.sign_in_failure import SignInFailure

__all__ = [
    "AccountMail",
    "AccountMailKind",
    "ApiToken",
    "Invitation",
    "InvitationBatch",
    "InvitationState",
    "PasswordHistory",
    "PurposeAcknowledgement",
    "RecoverySlip",
    "SignInFailure",
]
