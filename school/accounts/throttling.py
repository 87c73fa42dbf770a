"""How often somebody may try: free tries, then a delay that doubles up to a cap (ADR 0015). Pure: no clock, no ORM."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import timedelta

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
        return min(self.first_delay * 2**doublings, max(self.longest_delay, self.first_delay))

    def most_tries(self, within: timedelta) -> int:
        """How many tries one place can make at one account in a span of time that starts from nothing, at best.

        Each failure after the free ones costs its delay, and a pause long enough to be forgotten costs more than the
        delays it saves. It is the bound that the simulation of the attacks is held against.
        """
        tries, passed = self.free_tries, self.delay_after(self.free_tries)
        while passed <= within:
            tries += 1
            passed += min(self.delay_after(tries), self.forgotten_after)
        return tries


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
