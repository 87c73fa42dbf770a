"""Rows learn their place in the store, and files of the former layout move to theirs.

The former layout had the entry files of an edition (master.m3u8, poster.jpg, fallback.mp4) above the edition's folder,
and unfinished uploads beside the originals. Moving may be broken off and begun again at any point. A bucket never had
the former layout.
"""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import migrations
from django.db.models import F

CAPTIONS = "captions-"
"""Texts of captions stay where they are until they are read into their rows."""


def name_places(apps, schema_editor):
    assets = apps.get_model("media", "Asset").objects
    assets.filter(store_key="").update(store_key=F("public_id"))
    folder = settings.STORAGES["assets"]["OPTIONS"].get("location")
    if settings.STORAGES["assets"]["BACKEND"] == "django.core.files.storage.FileSystemStorage":
        move(
            Path(folder), Path(settings.WORK_ROOT), dict(assets.exclude(edition="").values_list("store_key", "edition"))
        )


def move(root: Path, work: Path, editions: dict[str, str]) -> None:
    """`editions`: the edition that each store key shows."""
    for key, edition in editions.items():
        home = root / "published" / key
        if (home / edition).is_dir():
            for file in home.iterdir():
                if file.is_file() and not file.name.startswith((CAPTIONS, ".")):
                    file.replace(home / edition / file.name)
    if (root / "uploads").is_dir():
        (work / "uploads").mkdir(parents=True, exist_ok=True)
        for file in (root / "uploads").iterdir():
            shutil.move(file, work / "uploads" / file.name)
        (root / "uploads").rmdir()
    # Work of a claim is done again by the next one.
    shutil.rmtree(root / "scratch", ignore_errors=True)


class Migration(migrations.Migration):
    dependencies = [("media", "0004_store_key")]

    operations = [migrations.RunPython(name_places, migrations.RunPython.noop)]
