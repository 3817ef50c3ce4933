"""Ratings by the million: tidy tables, and the rule as SQL that two engines run alike."""
