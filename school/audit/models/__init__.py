from school.audit.models.anchor import Anchor
from school.audit.models.audit_entry import AuditEntry, audit_chain

__all__ = ["Anchor", "AuditEntry", "audit_chain"]
