"""What of a phone number, an address, an identity number or a name is shown outside one's task (DOMAIN §3.1).

Pure text, no ORM: lists show no identity number at all, the others show just enough to tell two people apart.
"""

from __future__ import annotations

DOT = "•"
TAIL_OF_A_PHONE = 4


def mask_phone(phone: str) -> str:
    """The last four digits: "13800001234" becomes "•••••••1234"; a short extension shows nothing."""
    digits = phone.strip()
    if len(digits) <= TAIL_OF_A_PHONE:
        return DOT * len(digits)
    return DOT * (len(digits) - TAIL_OF_A_PHONE) + digits[-TAIL_OF_A_PHONE:]


def mask_identity(number: str) -> str:
    """The first and the last character: "110101199001011237" becomes "1••••••••••••••••7"."""
    text = number.strip()
    return DOT * len(text) if len(text) <= 2 else text[0] + DOT * (len(text) - 2) + text[-1]


def mask_email(address: str) -> str:
    """The first character and the domain: "zhou@school.edu" becomes "z•••@school.edu"; the dots hide the length."""
    local, at, domain = address.strip().partition("@")
    if not at:
        return DOT * 3 if local else ""
    return f"{local[:1] if len(local) > 1 else ''}{DOT * 3}@{domain}"


def mask_name(name: str) -> str:
    """The first character: "周明远" becomes "周••"; of a name with "·" the first part's, "阿•••·••"."""
    parts = name.strip().split("·")
    first = parts[0][:1] + DOT * (len(parts[0]) - 1)
    return "·".join([first, *(DOT * len(part) for part in parts[1:])])
