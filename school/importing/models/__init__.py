from school.importing.models.column_memory import ColumnMemory
from school.importing.models.export_job import ExportJob, ExportState
from school.importing.models.file_key import FileKey
from school.importing.models.identity_number import IdentityNumber
from school.importing.models.import_batch import (
    BatchKind,
    BatchState,
    ImportBatch,
)
from school.importing.models.import_row import ImportRow, UndoOutcome, Verdict
from school.importing.models.stored_file import StoredFile, StoredPart

__all__ = [
    "BatchKind",
    "BatchState",
    "ColumnMemory",
    "ExportJob",
    "ExportState",
    "FileKey",
    "IdentityNumber",
    "ImportBatch",
    "ImportRow",
    "StoredFile",
    "StoredPart",
    "UndoOutcome",
    "Verdict",
]
