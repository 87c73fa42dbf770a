from school.notices.api.inbox import router

__all__ = ["router"]
