from courses.api.router import router

__all__ = ["router"]
