"""A read-only SPARQL endpoint over the embedded store.

``app`` answers HTTP, ``protocol`` and ``negotiate`` read requests, ``pool`` hands queries to killable ``worker``
processes, ``pages`` and ``description`` write what people and machines see first. Only ``worker`` touches the store.
"""
