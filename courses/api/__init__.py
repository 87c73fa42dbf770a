from courses.api.notes import router as notes
from courses.api.router import router

router.add_router("", notes)

__all__ = ["router"]
