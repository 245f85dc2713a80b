"""Enrichers: one question each, one signature. They read a frozen document and yield annotations; none knows of RDF."""
