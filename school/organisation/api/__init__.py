from school.organisation.api import organisations as _organisations  # noqa: F401 - adds its operations to the router
from school.organisation.api import tasks as _tasks  # noqa: F401 - adds its operations to the router
from school.organisation.api.members import router

__all__ = ["router"]
