"""All settings, read from the environment; `.env.example` lists each with its value for both homes (DESIGN §3.4)."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from school.allauth_settings import *  # noqa: F403 - settings are names
from school.static_settings import *  # noqa: F403 - likewise
from school.store_settings import origin_of, storage_at

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").is_file():
    env.read_env(BASE_DIR / ".env")

# --- where this runs -------------------------------------------------------------------------------------------------
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
HOME = env.str("HOME_KIND", default="embedded")
if HOME not in {"embedded", "production"}:
    raise ImproperlyConfigured("HOME_KIND is 'embedded' or 'production'")
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=HOME == "embedded")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=HOME == "production")
# Where mails point to; a page knows its own address, a mail does not.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")


def _given(name: str) -> str:
    """A secret from NAME or from the file NAME_FILE; empty when neither is given."""
    value: str = env.str(name, default="")
    if not value and (path := env.str(f"{name}_FILE", default="")):
        value = Path(path).read_text(encoding="utf-8").strip()
    return value


def _secret(name: str) -> str:
    """A secret that must be; the embedded home makes its own once and keeps it in var/."""
    value = _given(name)
    if value or HOME == "production":
        if not value:
            raise ImproperlyConfigured(f"{name} or {name}_FILE must be set in production")
        return value
    kept = DATA_DIR / name.lower()
    if not kept.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}")
        fresh.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        fresh.chmod(0o600)
        with contextlib.suppress(FileExistsError):  # two first starts at once: the first link wins, both read it
            os.link(fresh, kept)
        fresh.unlink()
    return kept.read_text(encoding="utf-8")


SECRET_KEY = _secret("SECRET_KEY")

# --- parts -----------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "school.events",
    "school.audit",
    "school.policies",
    "school.privacy",
    "school.organisation",
    "school.importing",
    "school.accounts",
    "school.notices",
    "school.discussion",
    "media",
    "courses",
    "quizzes",
    "progress",
    "realtime",
    "school.demo",
    "school.operations",
    "school.administration",
    "school",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "school.accounts.allauth_apps.OwnSignIns",
    "csp",
    "ninja",
]
MIDDLEWARE = [
    "school.operations.middleware.access_log_middleware",
    "school.demo.middleware.this_machine_only_middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "school.accounts.middleware.language_middleware",
    "school.labels.labels_middleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "school.organisation.middleware.authority_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "school.accounts.middleware.private_pages_middleware",
    "school.accounts.late_requests.late_requests_middleware",
    "school.accounts.factor_gate.factor_gate_middleware",
    "school.accounts.middleware.first_steps_middleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "school.problems.problem_middleware",
]
ROOT_URLCONF = "school.urls"
WSGI_APPLICATION = "school.wsgi.application"
ASGI_APPLICATION = "school.asgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "school.context.institution",
            ],
        },
    }
]

# --- database --------------------------------------------------------------------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'school.sqlite3'}")
DATABASES: dict[str, dict[str, Any]] = {"default": dict(environ.Env.db_url_config(DATABASE_URL))}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        # Deferred transactions fail with "database is locked" as soon as two threads write (STACK §5).
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
        ),
    }
    _database["CONN_MAX_AGE"] = None
else:
    _database["OPTIONS"] = {"pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=8), "timeout": 20}}
    _database["CONN_MAX_AGE"] = 0
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- queue, rooms, cache ---------------------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20000}}
}
CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_BROKER_TRANSPORT_OPTIONS = {} if REDIS_URL else {"polling_interval": 0.02}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ALWAYS_EAGER = env.bool("TASKS_EAGER", default=False)
CELERY_TIMEZONE = "Asia/Shanghai"

# --- files -----------------------------------------------------------------------------------------------------------
if "ASSETS_ROOT" in os.environ:
    raise ImproperlyConfigured("ASSETS_ROOT has become ASSETS_URL: write ASSETS_URL=file:///the/same/folder")
ASSETS_URL = env.str("ASSETS_URL", default=(DATA_DIR / "assets").resolve().as_uri())
# How long a browser sent to the bucket may fetch what it was sent for.
SIGNED_SECONDS = min(60, env.int("SIGNED_SECONDS", default=60))
WORK_ROOT = Path(env.str("WORK_ROOT", default=str(DATA_DIR / "work")))
STORAGES: dict[str, dict[str, Any]] = {
    "assets": storage_at(
        ASSETS_URL, access_key=env.str("S3_ACCESS_KEY", default=""), secret_key=_given("S3_SECRET_KEY")
    ),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=4 * 1024**3)
ACCEL_PREFIX = env.str("ACCEL_PREFIX", default="")
FFMPEG_PRESET = env.str("FFMPEG_PRESET", default="superfast" if HOME == "embedded" else "veryfast")
# Encodes at once on this machine: so many long ones, and as many short ones beside them.
MEDIA_SLOTS = env.int("MEDIA_SLOTS", default=1)
ENCODER_MEMORY_BYTES = env.int("ENCODER_MEMORY_BYTES", default=8 * 1024**3)
ENCODER_CORES = env.int("ENCODER_CORES", default=0)
DISK_RESERVE_BYTES = env.int("DISK_RESERVE_BYTES", default=512 * 1024**2)
DECK_PAGES_MOST = env.int("DECK_PAGES_MOST", default=300)
SOFFICE = env.str("SOFFICE", default="soffice")
# Speech to text, off unless one of the two is named.
TRANSCRIBE_COMMAND = env.str("TRANSCRIBE_COMMAND", default="")
TRANSCRIBE_URL = env.str("TRANSCRIBE_URL", default="")
TRANSCRIBE_TOKEN = env.str("TRANSCRIBE_TOKEN", default="")
TRANSCRIBE_TIMEOUT = env.int("TRANSCRIBE_TIMEOUT", default=3600)
FILE_UPLOAD_HANDLERS = [
    "media.intake.AuthorsOnly",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Seals ID numbers, where a policy lets them be kept; empty: derived from SECRET_KEY.
IDENTITY_KEY = env.str("IDENTITY_KEY", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024**2

# --- people ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "organisation.Member"
AUTHENTICATION_BACKENDS = ["school.accounts.backends.MemberBackend"]
PASSWORD_HASHERS = [
    "school.accounts.hashers.SchoolArgon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "school.accounts.passwords.LengthValidator"},
    {"NAME": "school.accounts.passwords.MixtureValidator"},
    {"NAME": "school.accounts.passwords.CommonValidator"},
    {"NAME": "school.accounts.passwords.SimilarityValidator"},
    {"NAME": "school.accounts.passwords.HistoryValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
# deploy/nginx hands on exactly one address; without this every visitor would share the limits of the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HOME == "production" else 0

SESSION_COOKIE_NAME = "school_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 24 * 3600  # never longer; how long a sign-in really stands is a policy (accounts/timeouts.py)
CSRF_COOKIE_NAME = "school_csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HOME == "production" else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_SSL_REDIRECT = False  # nginx redirects; behind it every request arrives as plain HTTP
CSRF_FAILURE_VIEW = "school.problems.csrf_failure"
X_FRAME_OPTIONS = "DENY"
# A bucket sends pictures and segments itself.
_store = [origin] if (origin := origin_of(ASSETS_URL)) else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *_store],
        "media-src": [SELF, "blob:", *_store],
        "font-src": [SELF],
        "connect-src": [SELF, *_store],
        "worker-src": [SELF, "blob:"],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- language and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("zh-hant", _("Traditional Chinese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "school_language"
LOCALE_PATHS = [BASE_DIR / "school" / "locale"]
FORMAT_MODULE_PATH = ["school.formats"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- mail, institution, logs -----------------------------------------------------------------------------------------
EMAIL_CONFIG = environ.Env.email_url_config(env.str("EMAIL_URL", default="consolemail://"))
EMAIL_BACKEND = "school.mail.InstitutionMail"
MAIL_TRANSPORT = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST") or ""
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = bool(EMAIL_CONFIG.get("EMAIL_USE_TLS"))
EMAIL_USE_SSL = bool(EMAIL_CONFIG.get("EMAIL_USE_SSL"))
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="school@localhost")
INSTITUTION_NAME = env.str("INSTITUTION_NAME", default="云桥学院" if DEMO else "")
LOG_JSON = env.bool("LOG_JSON", default=HOME == "production")
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING_CONFIG = "school.operations.logs.configure"
LOGGING: dict[str, Any] = {"json": LOG_JSON, "level": LOG_LEVEL}
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
SILENCED_SYSTEM_CHECKS: list[str] = []
