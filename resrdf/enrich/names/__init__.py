"""Whom does a document name? Actors, offices, bodies that it founds, and those whose mandate it speaks of."""
