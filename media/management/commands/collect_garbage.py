"""`collect_garbage`: delete uploaded files that nothing uses; `--dry-run` only says what would go."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from media.services.collecting import collect_garbage


class Command(BaseCommand):
    help = "Delete uploaded files that no lecture uses after their grace, and files of the store that no row knows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: object, **options: object) -> None:
        dry_run = bool(options["dry_run"])
        gone = collect_garbage(at=timezone.now(), dry_run=dry_run)
        for asset_id in gone.assets:
            self.stdout.write(f"asset {asset_id}")
        for name in gone.orphans:
            self.stdout.write(f"orphan {name}")
        did = "would go" if dry_run else "gone"
        self.stdout.write(
            f"{len(gone.assets)} assets and {len(gone.orphans)} orphaned files ({gone.orphaned_bytes} bytes) {did}."
        )
