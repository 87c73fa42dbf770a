"""`check_assets`: compare the store with the rows, byte by byte; exits with 1 when anything differs."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from media.models import Asset
from media.services.checking import Finding, Trouble, check_assets, prepare_again
from media.stores import the_store


class Command(BaseCommand):
    help = (
        "Check that every file of every ready asset is there and unchanged, and name files that no row knows. "
        "With --repair damaged editions are made anew from their originals and unknown files are removed. "
        "Exits with 1 if anything differs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mend what can be mended")

    def handle(self, *args: object, **options: object) -> None:
        findings = []
        for finding in check_assets(at=timezone.now()):
            findings.append(finding)
            self.stdout.write(str(finding))
        if not findings:
            self.stdout.write(f"{Asset.objects.filter(state='ready').count()} ready assets: all as it should be.")
            return
        if options["repair"]:
            self._repair(findings)
        raise CommandError(f"{len(findings)} differences.", returncode=1)

    def _repair(self, findings: list[Finding]) -> None:
        orphans = [finding.name for finding in findings if finding.trouble == Trouble.ORPHAN]
        the_store().remove(orphans)
        self.stdout.write(f"{len(orphans)} orphaned files removed.")
        damaged = sorted({finding.asset_id for finding in findings if finding.asset_id})
        for asset in Asset.objects.filter(public_id__in=damaged).order_by("pk"):
            begun = prepare_again(asset=asset, at=timezone.now())
            outcome = "being prepared again" if begun else "cannot be mended: its original is missing or changed"
            self.stdout.write(f"asset {asset.public_id} {outcome}.")
