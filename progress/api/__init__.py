from progress.api.router import router

__all__ = ["router"]
