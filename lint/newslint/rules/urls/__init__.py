"""Addresses: what they say and whether they live."""
