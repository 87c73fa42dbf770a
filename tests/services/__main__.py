"""Run a command with PostgreSQL and Redis beside it: `python -m tests.services python -m pytest -m pg`.

The command sees DATABASE_URL and REDIS_URL (what the product reads) and TEST_POSTGRES_URL and TEST_REDIS_URL (what the
fixtures read); both servers are gone when it ends.
"""

import os
import subprocess
import sys

from tests.services.postgres import private_postgres
from tests.services.programs import ProgramMissing
from tests.services.redis_server import private_redis


def main(command: list[str]) -> int:
    """The exit code of the command, or 2 when a server program is missing."""
    if not command:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        with private_postgres() as postgres, private_redis() as redis:
            environment = os.environ | {
                "DATABASE_URL": postgres,
                "REDIS_URL": redis,
                "TEST_POSTGRES_URL": postgres,
                "TEST_REDIS_URL": redis,
            }
            return subprocess.run(command, env=environment, check=False).returncode
    except ProgramMissing as missing:
        sys.stderr.write(f"{missing}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
