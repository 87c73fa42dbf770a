"""What a password costs: the whole sign-in with the hash as it is set, never a weaker one."""

from __future__ import annotations

import django

django.setup()


from school.demo.founding import DEMO_PASSWORD  # noqa: E402
from school.wsgi import application  # noqa: E402
from tests.benchmarks.browser import Browser  # noqa: E402
from tests.benchmarks.people import of_role  # noqa: E402
from tests.benchmarks.table import Row  # noqa: E402
from tests.benchmarks.turns import cpu_ms  # noqa: E402

PER_SECOND, CORES = 43, 2


def main() -> None:
    """Sign in from an address of one's own each time, because attempts from one address are limited."""
    learner, school = of_role("learner"), application
    addresses = iter(f"127.1.{n // 250}.{n % 250 + 1}" for n in range(60_000))

    def sign_in() -> None:
        visitor = Browser(address=next(addresses))
        answer = visitor.ask(
            school, "POST", "/accounts/login/", form={"login": learner.number, "password": DEMO_PASSWORD}
        )
        if answer.status != 302:
            raise RuntimeError(f"sign-in answered {answer.status}")

    ms = cpu_ms({"sign-in": sign_in}, rounds=5, each=6)["sign-in"]
    rate = CORES * 1000 / ms
    Row(
        "sign-in, Argon2id",
        f"{ms:.1f} CPU-ms, {rate:.0f} a second on {CORES} cores",
        f"≥ {PER_SECOND} a second",
        rate >= PER_SECOND,
    ).hand_in()


if __name__ == "__main__":
    main()
