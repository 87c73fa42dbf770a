"""Counters and gauges for `/metrics`, in the Prometheus text form."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import REGISTRY, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from school.operations.unfinished import unfinished_work

REQUEST_SECONDS = Histogram(
    "school_request_seconds",
    "Time from the first byte of the request in the process to the response.",
    ("method", "route", "status"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0),
)


class UnfinishedCollector(Collector):
    """How much work of each kind waits, asked of the database at the moment of the scrape."""

    def collect(self) -> Iterable[Metric]:
        gauge = GaugeMetricFamily("school_unfinished", "Work begun and not finished, by kind.", labels=["kind"])
        for piece in unfinished_work():
            gauge.add_metric([piece.kind], piece.count)
        yield gauge

    def describe(self) -> Iterable[Metric]:
        """Named without a query, because registering happens at import."""
        return [GaugeMetricFamily("school_unfinished", "Work begun and not finished, by kind.", labels=["kind"])]


REGISTRY.register(UnfinishedCollector())
