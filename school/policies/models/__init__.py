from school.policies.models.policy_change import PolicyChange
from school.policies.models.policy_picture import PolicyPicture

__all__ = ["PolicyChange", "PolicyPicture"]
