from media.api import captions, room  # noqa: F401 - they add their operations to the router
from media.api.assets import router

__all__ = ["router"]
