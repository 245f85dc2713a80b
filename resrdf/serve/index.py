"""What the server knows of its data beside the store: the search index and the counts, kept up with every change.

The index of a built store lies beside it; for any other it is written by a process of its own, while the server answers
already. After a change the old index serves until the new one is there.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
from pathlib import Path
from tempfile import TemporaryDirectory

from resrdf.errors import ResrdfError
from resrdf.search import INDEX, index_store
from resrdf.serve.pages.routes import learn_all
from resrdf.serve.protocol import ProtocolError
from resrdf.serve.site import Site

_PAUSE = 1.0  # seconds between two looks at whether something has changed


async def keep_up(site: Site) -> None:
    """Learn what the pages need and find or write the index; again whenever the data has changed."""
    with TemporaryDirectory(prefix="resrdf-search-") as folder:
        while True:
            known = site.path
            site.index = find_index(known) or site.index
            with contextlib.suppress(ResrdfError, ProtocolError):  # a busy server is asked again after the next change
                await learn_all(site)
                known = site.path  # the question itself may have brought newer data into view
            if (found := find_index(known)) or (found := await _make_index(known, Path(folder))):
                old, site.index = site.index, found
                if old and old.parent == Path(folder) and old != found:
                    old.unlink(missing_ok=True)
            while site.path == known and not (site.writer and site.writer.stale):
                await asyncio.sleep(_PAUSE)


def find_index(generation: Path) -> Path | None:
    """Find the index that a build left beside the store."""
    path = generation / INDEX
    return path if path.is_file() else None


async def _make_index(generation: Path, folder: Path) -> Path | None:
    """Write the index of a store in a process of its own; None where that fails, as when the store is swept away."""
    path = folder / f"{generation.name}.sqlite"
    process = multiprocessing.get_context("spawn").Process(
        target=index_store, args=(str(generation), str(path)), daemon=True
    )
    process.start()
    try:
        while process.is_alive():
            await asyncio.sleep(0.1)
        return path if process.exitcode == 0 else None
    finally:
        process.kill()
