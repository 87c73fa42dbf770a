from courses.api.drafts import drafts
from courses.api.notes import router as notes
from courses.api.router import router
from courses.api.texts import texts

router.add_router("", drafts)
router.add_router("", notes)
router.add_router("", texts)

__all__ = ["router"]
