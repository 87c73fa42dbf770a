from quizzes.api.attempts import router
from quizzes.api.timeline import router as timeline

router.add_router("", timeline)

__all__ = ["router"]
