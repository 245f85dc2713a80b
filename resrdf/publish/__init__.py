"""From graphs to other people's triplestores: one named graph a document, sent only where it changed, and read back.

``graphs`` are what is to be there, ``ledger`` is what the store says we put there, ``plan`` is the difference, and
``run`` carries it out through one of two ``protocols`` at the addresses that ``layouts`` found.
"""
