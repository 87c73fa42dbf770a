"""What players get."""

from media.models import Caption


def served_text(asset_id: str, language: str) -> str | None:
    """The published WebVTT of an asset (its public id) in a language; None when there is none."""
    found = Caption.objects.published().filter(asset__public_id=asset_id, language=language)
    return found.values_list("published_text", flat=True).first()
