from quizzes.api.attempts import router

__all__ = ["router"]
