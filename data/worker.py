"""An import in a process of its own.

It can be stopped at any moment, also in the middle of a query; those who read the dashboard
meanwhile share no interpreter with it; its memory goes back to the system; and a file that crashes
a library takes nothing else with it. The store bears a writer that is killed (`data.store`).

The process reads its order from stdin as one line of JSON and writes lines of JSON to stdout:
progress, then what came of it. It ends when stdin does, that is, with the process that started it.
"""

import json
import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from data.access.rights import require_right
from data.importer import try_files
from data.importing.account import Account, pack, unpack
from data.importing.hints import NO_HINTS, Hints
from data.parsing.privacy import mask_report
from data.progress import ImportProgress, Report
from data.store import Store, Trial
from data.unit_resolution.renames import Rename
from kernel.folders import ROOT
from kernel.messages import Message, ShirongError


class WorkerError(ShirongError):
    """The import failed, as its message says; nothing was stored."""


class StoppedError(ShirongError):
    """The import was stopped; nothing was stored."""


class Worker:
    """One run of `try_files` in another process, begun at once."""

    def __init__(
        self,
        store: Store,
        paths: Sequence[Path],
        as_is: bool = False,
        hints: Hints = NO_HINTS,
        answers: Sequence[Rename] = (),
    ) -> None:
        self._store = store
        self._stopped = False
        require_right("import")  # the process itself does not know who asked for it
        self._process = subprocess.Popen(
            [sys.executable, "-m", "data.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=ROOT,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        )
        order: dict[str, Any] = {
            "store": str(store.folder.resolve()),
            "paths": [str(p.resolve()) for p in paths],
        }
        order |= {"as_is": as_is, "hints": asdict(hints)}
        order |= {"answers": [asdict(answer) for answer in answers]}
        assert self._process.stdin
        with suppress(OSError):  # it ended before it began: the result will say so
            self._process.stdin.write(json.dumps(order, ensure_ascii=False, default=str) + "\n")
            self._process.stdin.flush()

    def result(self, report: Report) -> tuple[list[Account], Trial | None]:
        """Wait for the end; `report` gets every ImportProgress.

        Raises StoppedError, or WorkerError with the reason. Nothing is left behind then.
        """
        answer: dict[str, Any] = {}
        with self._process as process:
            assert process.stdout
            for line in process.stdout:
                answer = json.loads(line)
                if "progress" in answer:
                    report(ImportProgress(**answer["progress"]))
        if "accounts" in answer and not self._stopped:
            return [Account.from_store(text) for text in answer["accounts"]], _trial(answer)
        if trial := _trial(answer):
            self._store.discard(trial)
        self._store.sweep()
        if self._stopped:
            raise StoppedError(Message("import-stopped"))
        if "error" in answer:
            raise WorkerError(unpack(answer["error"]))
        raise WorkerError(Message("import-worker-ended", {"code": process.returncode}))

    def stop(self) -> None:
        """End the process now, whatever it is doing."""
        self._stopped = True
        self._process.kill()


def _trial(answer: dict[str, Any]) -> Trial | None:
    found = answer.get("trial")
    return Trial(**found | {"path": Path(found["path"])}) if found else None


def _main() -> None:
    """The other side."""
    order = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(5)  # whoever reads the dashboard goes first

    def say(**answer: Any) -> None:
        print(json.dumps(answer, ensure_ascii=False, default=str), flush=True)

    try:
        accounts, trial = try_files(
            Store(order["store"]),
            [Path(path) for path in order["paths"]],
            progress=lambda progress: say(progress=asdict(progress)),
            as_is=order.get("as_is", False),
            hints=_hints(order.get("hints", {})),
            answers=[_answer(answer) for answer in order.get("answers", ())],
        )
    except ShirongError as error:
        say(error=pack(error.message))
        return
    except Exception:
        print(mask_report(traceback.format_exc()), file=sys.stderr)
        sys.exit(1)
    kept = asdict(trial) if trial else None
    say(accounts=[account.to_store() for account in accounts], trial=kept)


def _hints(told: dict[str, Any]) -> Hints:
    as_of = told.get("as_of")
    return Hints(**(told | {"as_of": as_of and datetime.fromisoformat(as_of)}))


def _answer(plain: dict[str, Any]) -> Rename:
    since = date.fromisoformat(plain["since"]) if plain["since"] else None
    return Rename(**plain | {"since": since})


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    _main()
