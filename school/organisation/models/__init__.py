from school.organisation.models.affiliation import Affiliation
from school.organisation.models.member import Category, Member, Stage
from school.organisation.models.office import Office, Role
from school.organisation.models.organisation import Organisation, OrganisationKind

__all__ = [
    "Affiliation",
    "Category",
    "Member",
    "Office",
    "Organisation",
    "OrganisationKind",
    "Role",
    "Stage",
]
