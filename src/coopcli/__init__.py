"""A command-line assessor of how ready two parties are to cooperate on an AI issue area."""

__version__ = "0.1.0"
