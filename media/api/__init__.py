from media.api.assets import router

__all__ = ["router"]
