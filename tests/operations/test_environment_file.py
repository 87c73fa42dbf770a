"""`.env.example` is the reference of the settings: complete, and with a value for both homes."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r'(?:env\.\w+|_secret|_given)\(\s*"([A-Z_]+)"')


def _named(home: str) -> set[str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    found = {line.removeprefix(f"# {home}:").split("=")[0].strip() for line in lines if line.startswith(f"# {home}:")}
    return {name.removesuffix("_FILE") for name in found if re.fullmatch(r"[A-Z_]+", name)}


def _read_by_settings() -> set[str]:
    return set(READ.findall((ROOT / "school" / "settings.py").read_text(encoding="utf-8")))


def test_every_setting_is_named_with_its_value_in_both_homes():
    assert len(_read_by_settings()) > 20
    assert _named("embedded") == _read_by_settings()
    assert _named("production") == _read_by_settings()


def test_the_production_file_names_only_settings_that_exist():
    lines = (ROOT / "deploy" / "school.env").read_text(encoding="utf-8").splitlines()
    named = {line.split("=")[0].removesuffix("_FILE") for line in lines if re.match(r"[A-Z]", line)}
    assert named <= _read_by_settings()


def test_mail_leaves_encrypted_where_the_address_says_so():
    program = "import school.settings as s; print(s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, s.EMAIL_USE_SSL)"
    said = {"EMAIL_URL": "smtp+tls://user:password@mail.example.edu:587", "SECRET_KEY": "x" * 50}
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT, env=os.environ | said, check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    assert told == ["mail.example.edu", "587", "True", "False"]
