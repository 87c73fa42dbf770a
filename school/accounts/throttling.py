"""How often somebody may try: free tries, then a delay that doubles up to a cap (ADR 0015). Pure: no clock, no ORM."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

IPV4_PREFIX = 24
IPV6_PREFIX = 64
# Beyond this many doublings every cap has been reached; it keeps the arithmetic finite.
MOST_DOUBLINGS = 20


@dataclass(frozen=True)
class Limits:
    """The policies in force: failures before the first delay, that delay, its cap, and when failures are forgotten."""

    free_tries: int
    first_delay: timedelta
    longest_delay: timedelta
    forgotten_after: timedelta

    def delay_after(self, failures: int) -> timedelta:
        """How long the next try has to wait after so many failures in a row."""
        if failures < self.free_tries:
            return timedelta(0)
        doublings = min(failures - self.free_tries, MOST_DOUBLINGS)
        doubled: timedelta = self.first_delay * 2**doublings
        return min(doubled, max(self.longest_delay, self.first_delay))

    def are_forgotten(self, *, last_at: datetime, locked_until: datetime | None, at: datetime) -> bool:
        """Whether former failures count no longer: so long after the last try and after the end of its delay."""
        return at >= max(last_at, locked_until or last_at) + self.forgotten_after


def network_of(address: str) -> str:
    """The network an address belongs to: /24 of IPv4, /64 of IPv6; the text itself when it is no address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    prefix = IPV4_PREFIX if parsed.version == 4 else IPV6_PREFIX
    return str(ipaddress.ip_network(f"{parsed}/{prefix}", strict=False))
