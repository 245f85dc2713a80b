"""The search index of the store that is served: found beside it, or written while the server answers already."""

from __future__ import annotations

import asyncio
import multiprocessing
from pathlib import Path
from tempfile import TemporaryDirectory

from resrdf.search import INDEX, index_store
from resrdf.serve.site import Site


def find_index(generation: Path) -> Path | None:
    """Find the index that a build left beside the store."""
    path = generation / INDEX
    return path if path.is_file() else None


async def make_index(site: Site) -> None:
    """Write the index of a store that has none, in a process of its own; it is gone when the server ends."""
    if site.index is not None:
        return
    with TemporaryDirectory(prefix="resrdf-search-") as folder:
        path = Path(folder) / INDEX
        process = multiprocessing.get_context("spawn").Process(
            target=index_store, args=(str(site.path), str(path)), daemon=True
        )
        process.start()
        try:
            while process.is_alive():
                await asyncio.sleep(0.1)
            if process.exitcode == 0:
                site.index = path
            await asyncio.Event().wait()  # the file is needed until the server ends
        finally:
            process.kill()
            site.index = None
