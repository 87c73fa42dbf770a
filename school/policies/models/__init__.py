from school.policies.models.policy_change import PolicyChange

__all__ = ["PolicyChange"]
