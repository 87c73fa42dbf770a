from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import migrations


def read_files(apps, schema_editor):
    """Captions lay as files beside the recording; a row whose file is gone announced nothing."""
    from media.captions.languages import label_of
    from media.captions.plain import spoken
    from media.captions.webvtt import NotWebVTT, parse, serialise

    # Until now everything lay on the disk; a bucket holds no captions.
    Caption = apps.get_model("media", "Caption")
    root = Path(unquote(urlsplit(settings.ASSETS_URL).path)) / "published"
    for caption in Caption.objects.filter(text="").select_related("asset"):
        file = root / caption.asset.public_id / f"captions-{caption.language}.vtt"
        try:
            captions = parse(file.read_text(encoding="utf-8")).captions
        except (OSError, NotWebVTT):
            caption.delete()
            continue
        caption.text = caption.published_text = serialise(captions)
        caption.label = label_of(caption.language)
        caption.cues = len(captions.cues)
        caption.spoken = spoken(captions.cues)
        caption.state, caption.published_version = "published", caption.version
        caption.updated_at = caption.asset.created_at
        caption.save()


class Migration(migrations.Migration):
    dependencies = [("media", "0006_every_asset_has_a_place")]

    operations = [migrations.RunPython(read_files, migrations.RunPython.noop)]
