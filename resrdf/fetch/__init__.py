"""Bring the sources from where they are published: the UN's XML, CR-UNSC's release, single documents by symbol.

It writes files and knows nothing of what is in them; ``resrdf convert`` reads them afterwards.
"""

from resrdf.fetch.download import Fetched, Settings, fetch
from resrdf.fetch.places import Item, find_release, make_item

__all__ = ["Fetched", "Item", "Settings", "fetch", "find_release", "make_item"]
