from school.organisation.models.affiliation import Affiliation
from school.organisation.models.former_address import FormerAddress
from school.organisation.models.member import DEPARTED, Category, Member, Stage, Status
from school.organisation.models.member_alias import MemberAlias
from school.organisation.models.member_event import MemberEvent, MemberEventKind
from school.organisation.models.office import ADMINISTRATORS, Office, Role
from school.organisation.models.organisation import Organisation
from school.organisation.models.organisation_change import ChangeAct, OrganisationChange
from school.organisation.models.organisation_edge import OrganisationEdge
from school.organisation.models.organisation_kind import BuiltInKind, OrganisationKind
from school.organisation.models.task import Task, TaskState

__all__ = [
    "ADMINISTRATORS",
    "DEPARTED",
    "Affiliation",
    "BuiltInKind",
    "Category",
    "ChangeAct",
    "FormerAddress",
    "Member",
    "MemberAlias",
    "MemberEvent",
    "MemberEventKind",
    "Office",
    "Organisation",
    "OrganisationChange",
    "OrganisationEdge",
    "OrganisationKind",
    "Role",
    "Stage",
    "Status",
    "Task",
    "TaskState",
]
