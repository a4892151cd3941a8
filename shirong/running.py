"""The commands that begin something: the dashboard, the sample city."""

import argparse
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from data.importer import import_files
from data.photos import photo_folder
from data.store import Store
from kernel.folders import ROOT
from kernel.messages import Message, ShirongError
from sample_city import write_exports
from shirong.command import Answer, Command, option


def run(options: argparse.Namespace) -> Answer:
    """Serve the dashboard until it is stopped. Streamlit finds its settings beside it."""
    from streamlit.web.cli import main as streamlit  # other commands do not wait for it

    store = Store(options.store)
    os.environ["SHIRONG_STORE"] = str(store.folder.resolve())
    empty = False
    with suppress(ShirongError):  # a page will say what is wrong with it
        empty = store.version() is None
    if options.sample and empty:
        print(Message("cli-run-sample").text(options.lang), flush=True)
        with tempfile.TemporaryDirectory() as folder:
            import_files(store, write_exports(Path(folder), pictures=photo_folder(store.folder)))
    asked = {"port": options.port, "address": options.address}
    settings = [f"--server.{name}={value}" for name, value in asked.items() if value]
    streamlit(["run", f"{ROOT / 'dashboard.py'}", *settings], standalone_mode=False)
    return Answer(None, [])


def sample(options: argparse.Namespace) -> Answer:
    """Write the sample city's exports."""
    more = {} if options.seed is None else {"seed": options.seed}
    planted = options.stories == "all"
    paths = write_exports(
        options.out, options.months, planted=planted, pictures=options.photos, **more
    )
    said = Message("cli-sample", {"count": len(paths), "folder": options.out})
    files = [{"file": f"{path}"} for path in paths]
    return Answer([row["file"] for row in files], [said.text(options.lang)], ("file",), files)


RUN = Command(
    "run", run, "start the dashboard",
    (
        option("--sample", action="store_true", help="fill an empty store with the sample city"),
        option("--port", type=int, help="where it listens (default: 8501, or a free one after it)"),
        option("--address", help="who may reach it (default: localhost; 0.0.0.0: everybody)"),
    ),
    form=None,
)  # fmt: skip
SAMPLE_COMMAND = Command(
    "sample", sample, "write the sample city's exports",
    (
        option("--months", type=int, default=13, help="so many months, to 2025-10 (13)"),
        option("--seed", type=int, help="another city"),
        option("--stories", choices=("all", "none"), default="all", help="what is hidden in it"),
        option("--out", type=Path, default=Path("sample-exports"), help="the folder of its files"),
        option("--photos", type=Path, metavar="FOLDER", help="draw its photos as well, here"),
    ),
)  # fmt: skip
