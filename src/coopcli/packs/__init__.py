"""Packs: found by name, opened, and checked as a whole."""
