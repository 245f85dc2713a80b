"""``python -m resrdf``."""

from resrdf.cli import main

main()
