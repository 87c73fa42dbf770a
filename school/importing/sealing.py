"""ID numbers under lock: AES-256-GCM for keeping, a keyed hash for finding. The key never lies in the database."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

ALGORITHM = "AES-256-GCM"
_NONCE_BYTES = 12


def _key(purpose: str) -> bytes:
    """A key of its own for each purpose, from IDENTITY_KEY or else from the secret of the site."""
    secret = settings.IDENTITY_KEY or settings.SECRET_KEY
    return HKDF(SHA256(), 32, salt=None, info=f"school.identity.{purpose}".encode()).derive(secret.encode())


def key_id() -> str:
    """Names the key without telling anything of it."""
    return hashlib.sha256(_key("name")).hexdigest()[:16]


def digest(number: str) -> str:
    """The same for the same number under the same key, and useless without the key."""
    return hmac.new(_key("digest"), number.encode(), hashlib.sha256).hexdigest()


def seal(number: str) -> str:
    """Nonce and ciphertext, as text."""
    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(_key("seal")).encrypt(nonce, number.encode(), None)
    return base64.b64encode(nonce + sealed).decode()


def unseal(sealed: str) -> str:
    """The number.

    Raises:
        cryptography.exceptions.InvalidTag: when it was sealed with another key or changed.
    """
    raw = base64.b64decode(sealed)
    return AESGCM(_key("seal")).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None).decode()
