from school.operations.views.health import healthz, readyz
from school.operations.views.metrics import metrics

__all__ = ["healthz", "metrics", "readyz"]
