from school.audit.models.anchor import Anchor
from school.audit.models.audit_archive import ArchiveState, AuditArchive, AuditArchivePart
from school.audit.models.audit_entry import AuditEntry, audit_chain

__all__ = ["Anchor", "ArchiveState", "AuditArchive", "AuditArchivePart", "AuditEntry", "audit_chain"]
