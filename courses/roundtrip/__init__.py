"""A whole course as one zip file, and back: exactly as it was, in another installation too (decision 0036)."""
