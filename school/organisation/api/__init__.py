from school.organisation.api.members import router

__all__ = ["router"]
