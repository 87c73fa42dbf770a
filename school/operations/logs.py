"""Structured logs: one line an event, JSON in production; names, numbers and addresses of people never enter them."""

from __future__ import annotations

import logging
import logging.config
from typing import TypedDict

import structlog
from structlog.typing import Processor

SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]

# Their lines carry addresses of people or repeat what the access log says.
QUIET = {
    "django.server": "CRITICAL",
    "django.request": "CRITICAL",
    "uvicorn.access": "CRITICAL",
    "uvicorn.error": "WARNING",
    "celery": "WARNING",
    "kombu": "WARNING",
    "amqp": "WARNING",
    "asyncio": "WARNING",
}


class LogSettings(TypedDict):
    """`settings.LOGGING`."""

    json: bool
    level: str


def configure(settings: LogSettings) -> None:
    """`settings.LOGGING_CONFIG`: route structlog and the standard library through one formatter to standard error."""
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings["json"]
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    # Tracebacks stay plain: the pretty kind prints local variables, and with them what people typed.
    finishing: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if settings["json"]:
        finishing.append(structlog.processors.format_exc_info)
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": [*finishing, renderer],
                    "foreign_pre_chain": SHARED,
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["stderr"], "level": settings["level"]},
            "loggers": {name: {"level": level} for name, level in QUIET.items()},
        }
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
