"""The model college 云桥学院 (DOMAIN §6): invented people, written courses and a believable year."""
