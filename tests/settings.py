"""The settings of the test run: the product's own, on throw-away data."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

if "SCHOOL_TEST_RUN" not in os.environ:  # workers and children share their parent's folder, which it clears away
    os.environ["SCHOOL_TEST_RUN"] = tempfile.mkdtemp(prefix="school-tests-")
    atexit.register(shutil.rmtree, os.environ["SCHOOL_TEST_RUN"], ignore_errors=True)
_scratch = Path(os.environ["SCHOOL_TEST_RUN"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["DATA_DIR"] = str(_scratch)
os.environ.setdefault("SECRET_KEY", "a secret that only the tests know, fifty characters long")
os.environ.setdefault("TASKS_EAGER", "1")
os.environ.setdefault("DEMO", "0")
os.environ.setdefault("INSTITUTION_NAME", "云桥学院")

if "REDIS_URL" in os.environ:  # each worker its own database of the one server, or one would empty another's cache
    _worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    os.environ["REDIS_URL"] = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{_worker}").geturl()

from school.settings import *  # noqa: E402, F403
from school.settings import DATABASES  # noqa: E402

ALLOWED_HOSTS = ["*"]
# Every test client makes its own chain of middleware; each would read all built files again, and no test asks for one.
WHITENOISE_USE_FINDERS = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "school.accounts.hashers.SchoolArgon2Hasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"].setdefault("TEST", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads and processes of a test must see one database, as in the product.
    DATABASES["default"]["TEST"]["NAME"] = str(_scratch / "test.sqlite3")
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    _scratch.mkdir(parents=True, exist_ok=True)
else:
    DATABASES["default"]["OPTIONS"].pop("pool", None)
