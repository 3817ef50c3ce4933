"""``python -m coopcli`` is ``coopcli``."""

from coopcli.cli import main

if __name__ == "__main__":
    main()
