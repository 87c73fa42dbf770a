from realtime.api.rooms import router

__all__ = ["router"]
