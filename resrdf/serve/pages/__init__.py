"""What a person sees: one module a kind of page, each of them queries → a frozen view → a template.

``show`` answers for an IRI of the data by its class; the other pages have routes of their own. ``answers`` asks the
workers, ``links`` turns IRIs into addresses, ``render`` fills the templates of ``serve/templates``. No scripts, nothing
from another host; every text is escaped by the template engine.
"""
