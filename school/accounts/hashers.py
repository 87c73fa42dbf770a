"""How passwords are kept."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class SchoolArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with the parameters that OWASP's password storage cheat sheet names: 19 MiB, two passes, one lane.

    Django's own choice (100 MiB, eight lanes) lets a lecture hall that signs in at once wait for memory; both resist
    the same attacks. Hashes made with other parameters are renewed at the next sign-in.
    """

    memory_cost = 19456
    time_cost = 2
    parallelism = 1
