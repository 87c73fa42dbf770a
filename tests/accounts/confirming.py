"""For tests of pages that ask again: members with a factor, and browsers that have just shown theirs."""

from __future__ import annotations

import secrets
import time
from hashlib import sha256

from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from school.organisation.models import Member

# One for everybody, so that a browser in another process can show its codes.
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_factor(member: Member) -> str:
    """Let the member have an authenticator app; returns its secret."""
    TOTP.activate(member, SECRET)
    return SECRET


def give_passkey(member: Member, name: str) -> Authenticator:
    """As a device would have made it, for a key that nobody holds."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    credential = AttestedCredentialData.create(bytes(16), secrets.token_bytes(16), key)
    data = AuthenticatorData.create(sha256(b"localhost").digest(), flags, 0, credential)
    client = CollectedClientData.create("webauthn.create", secrets.token_bytes(16), "http://localhost")
    answer = {
        "id": websafe_encode(credential.credential_id),
        "rawId": websafe_encode(credential.credential_id),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
        "clientExtensionResults": {},
    }
    return WebAuthn.add(member, name, answer).instance


def code_of(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or `steps` half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def confirm(client: Client, member: Member, *, seconds_ago: float = 0) -> Client:
    """As if this browser's member had shown her factor, or her password, that long ago."""
    method = "mfa" if Authenticator.objects.filter(user=member).exists() else "password"
    session = client.session
    session["account_authentication_methods"] = [
        {"method": method, "at": time.time() - seconds_ago, "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = user_id_to_str(member)
    session.save()
    return client
