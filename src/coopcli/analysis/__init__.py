"""Capabilities that only run the rule again, on a changed rubric, area or date."""
