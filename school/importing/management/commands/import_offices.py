"""`manage.py import_offices FILE [--dry-run] [--as NUMBER]`: a sheet of offices into the register."""

from school.importing.management.importing_command import ImportingCommand
from school.importing.models import BatchKind


class Command(ImportingCommand):
    """Clean rows arrive; rows with errors are printed with their columns and reasons."""

    help = "Imports a sheet (.xlsx or .csv) of offices; rows with errors are printed and left out."
    kind = BatchKind.OFFICES
