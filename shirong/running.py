"""The commands that begin something: the dashboard, the sample city."""

import argparse
import os
from pathlib import Path

from data.access.settings import refuse_open_door
from data.store import Store
from kernel.folders import ROOT
from kernel.messages import Message
from sample_city import write_exports
from sample_city.workspace import fill_sample, holds_anything, sample_store
from shirong.command import Answer, Command, option


def run(options: argparse.Namespace) -> Answer:
    """Serve the dashboard until it is stopped. Streamlit finds its settings beside it."""
    from streamlit.web.cli import main as streamlit  # other commands do not wait for it

    store = Store(options.store)
    if options.address:
        refuse_open_door(store.folder, options.address)
    os.environ["SHIRONG_STORE"] = str(store.folder.resolve())
    if options.sample and not (holds_anything(store) or holds_anything(sample_store(store))):
        print(Message("cli-run-sample").text(options.lang), flush=True)
        fill_sample(store)
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
        option("--sample", action="store_true", help="without data yet, load the sample city"),
        option("--port", type=int, help="where it listens (default: 8501, or a free one after it)"),
        option("--address", help="who may reach it (default: localhost; another needs accounts)"),
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
