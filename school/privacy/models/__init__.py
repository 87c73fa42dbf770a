from school.privacy.models.export_record import ExportKind, ExportRecord, ExportState
from school.privacy.models.look import Look, LookedAt, LookKind
from school.privacy.models.own_file import OwnFile, OwnFileState

__all__ = ["ExportKind", "ExportRecord", "ExportState", "Look", "LookKind", "LookedAt", "OwnFile", "OwnFileState"]
