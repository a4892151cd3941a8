"""What tests share: an empty store, the sample city's store, real files, a Chromium."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from data.store import Store

ROOT = Path(__file__).resolve().parent.parent
# Real exports that are too large or not ours to keep in the repository; tests skip without them.
SHARED = Path(os.environ.get("SHIRONG_SHARED", ROOT.parent / "shared"))

# `make test` tries the same examples each time, so that a change is judged by what it changed;
# `make nightly` looks for new ones and takes its time (see test_fuzz.py).
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("nightly", max_examples=2_000, deadline=None)
NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
settings.load_profile("nightly" if NIGHTLY else "steady")

# A worker has one core, and a table of the tests seldom rows for more than one thread of DuckDB.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("SHIRONG_THREADS", "1")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store of one's own."""
    return Store(tmp_path / "store")


@pytest.fixture(scope="session")
def sample_store(pytestconfig: pytest.Config) -> Store:
    """The sample city, imported. Shared by all tests: read it, or copy its folder to write."""
    folder = pytestconfig.rootpath / ".pytest_cache" / "sample" / _fingerprint()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.parent / "lock"):  # one of pytest-xdist's workers builds it for all
        if not folder.exists():
            kept = sorted(folder.parent.glob("*/"), key=lambda path: path.stat().st_mtime)
            for outdated in kept[:-2]:  # the newest may be in use by another test run
                shutil.rmtree(outdated)
            building = folder.with_suffix(".building")
            shutil.rmtree(building, ignore_errors=True)
            _build_sample(building)
            building.rename(folder)
    return Store(folder / "store")


@pytest.fixture(scope="session")
def sample_exports(sample_store: Store) -> Path:
    """The folder of the sample city's export files."""
    return sample_store.folder.parent / "exports"


def _build_sample(folder: Path) -> None:
    from data.importer import import_files
    from sample_city import write_exports

    import_files(Store(folder / "store"), write_exports(folder / "exports"))


_MODULES = """
import sys, data.importer, sample_city
rooms = ("kernel", "data", "sample_city")
files = (m.__file__ for n, m in sys.modules.items() if n.split(".")[0] in rooms)
print(*filter(None, files), sep="\\n")
"""


def _fingerprint() -> str:
    """A hash of all that decides what the sample store holds: modules, profiles, vocabularies."""
    listed = subprocess.run(
        [sys.executable, "-c", _MODULES], cwd=ROOT, capture_output=True, text=True, check=True
    )
    paths = [Path(name) for name in listed.stdout.splitlines()]
    paths += [p for ending in ("*.yaml", "*.csv") for p in (ROOT / "data").rglob(ending)]
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium that browser tests drive. Without one they skip; on CI they fail."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
    named = os.environ.get("CHROMIUM_PATH")
    found = named or next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium found: install one, or set CHROMIUM_PATH")
        pytest.skip("no Chromium found")
    return found
