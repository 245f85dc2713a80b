"""A dataset ready for the web or a triplestore: ``build`` makes it, ``package`` puts beside what others need.

``counts`` keeps the figures while triples pass, ``description`` writes VoID and DCAT from them.
"""
