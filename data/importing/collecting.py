"""Less work for Python's garbage collector while many rows are read."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (50_000, 20, 100)


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Collect garbage seldom inside the block.

    Rows are many small lists without cycles, and each chunk of them is freed as a whole: to walk
    through them every few hundred lists takes a sixth of the time of an import and frees nothing.
    """
    usual = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
