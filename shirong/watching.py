"""The command watch: files that arrive in a folder are imported as the page would.

The folder is looked at every few seconds instead of being told by the system: that works on
network shares as well, where the office's files arrive, and survives a share that goes away.

A file is copied beside the store, the copy is tried, published, and the file moved with its
account. Killed in between, the next run finds the content in the store's books and only moves it.
"""

import argparse
import shutil
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from data.access.rights import ALL_RIGHTS, Person, acting_as
from data.importing.account import Account
from data.importing.asking import asks
from data.importing.jobs import fingerprint
from data.storage.store_folder import discard
from data.store import (
    DiskFullError,
    EmptyStoreError,
    OlderStoreError,
    StaleTrialError,
    Store,
    StoreBusyError,
    Trial,
)
from data.watching.arrivals import (
    Sights,
    Stamp,
    arrivals,
    put_away,
    staged_copy,
    stored_contents,
)
from data.watching.settings import WatchError, WatchSettings, watch_settings, watched_folder
from data.worker import Worker, WorkerError
from kernel.messages import Message, ShirongError
from metrics.effect import effects
from metrics.schemes.scheme import Scheme, list_schemes, scheme_folders
from metrics.telling.background import start_telling
from shirong.command import Answer, Command, option

WATCH = Person("watch", "administrator", ALL_RIGHTS)
Outcome = tuple[str, str, Message]  # file; done, asks, refused or "" (stays); why


def watch(options: argparse.Namespace) -> Answer:
    """Watch until it is stopped, or once."""
    store, lang = Store(options.store), options.lang
    settings = watch_settings(store)
    if settings is None:
        raise WatchError(Message("watch-none", {"file": store.folder / "watch.yaml"}))
    lock = FileLock(store.folder / "watch.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise WatchError(Message("watch-another")) from None
    with lock, acting_as(WATCH):
        watcher = Watcher(store, settings)
        if not options.once:
            _for_ever(watcher, settings, lang)
        found = watcher.look()
        if watcher.arriving:
            time.sleep(settings.stable_seconds)
            found += watcher.look()
    rows = [{"file": name, "to": to, "why": why.text(lang)} for name, to, why in found]
    lines = [_line(one, lang) for one in found] or [Message("watch-nothing").text(lang)]
    return Answer(
        rows, lines, ("file", "to", "why"), code=2 if any(not to for _, to, _ in found) else 0
    )


def _line(one: Outcome, lang: str) -> str:
    name, to, why = one
    return f"{name} → {to or '-'}: {why.text(lang)}".encode("utf-8", "replace").decode()


def _for_ever(watcher: "Watcher", settings: WatchSettings, lang: str) -> None:
    """What cannot be done now (a share that is away) is said once, and tried again."""
    said: set[str] = set()
    while True:
        try:
            lines = [_line(one, lang) for one in watcher.look()]
        except ShirongError as error:
            lines = [error.text(lang)]
        except OSError as error:
            lines = [error.strerror or type(error).__name__]
        for line in lines:
            if line not in said:
                print(line, file=sys.stderr, flush=True)
        said = set(lines)
        time.sleep(settings.every_seconds)


class Watcher:
    """Looks at the folder of a store; `arriving`: how many files were not whole yet."""

    def __init__(self, store: Store, settings: WatchSettings) -> None:
        self._store, self._settings, self._sights = store, settings, Sights()
        self._stage = store.folder / "watching"
        self.arriving = 0

    def look(self) -> list[Outcome]:
        """Take what has arrived; what became of each file."""
        folder = watched_folder(self._store, self._settings)
        self._tidy()
        self._settle(folder)
        now, found = time.monotonic(), arrivals(folder)
        self._sights.keep({path for path, _ in found})
        self.arriving, outcomes = 0, []
        for path, stamp in found:
            unchanged = self._sights.unchanged(path, stamp, now)
            if unchanged < self._settings.stable_seconds:
                self.arriving += 1
                continue
            with suppress(FileNotFoundError):  # taken back by whoever brought it
                outcomes.append(self._take(path, stamp, folder))
            self._tidy()
        return outcomes

    def _take(self, path: Path, stamp: Stamp, folder: Path) -> Outcome:
        self._stage.mkdir(parents=True, exist_ok=True)
        try:
            copy = staged_copy(path, self._stage)
            digest = fingerprint(copy)
            to, why, accounts = self._import(copy, digest, stamp)
        except (StoreBusyError, StaleTrialError, DiskFullError, WorkerError) as error:
            return path.name, "", error.message
        except OSError as error:  # locked by the program that writes it, or no room for the copy
            if isinstance(error, FileNotFoundError) and not path.exists():
                raise
            return path.name, "", Message("watch-cannot-open", {"why": error.strerror or ""})
        if to:
            # Replaced meanwhile: what was imported is put away, what came since is yet to be.
            mine = path if fingerprint(path) == digest else copy
            said = {lang: why.text(lang) for lang in ("zh", "en")}
            about = {"file": copy.name, "sha256": digest, "outcome": to, "why": said}
            put_away(mine, folder / to, path.name, about | {"accounts": accounts})
        return path.name, to, why

    def _import(self, copy: Path, digest: str, stamp: Stamp) -> tuple[str, Message, list[Any]]:
        """Where it goes ("": it stays), why, and the account of each sheet."""
        if digest in stored_contents(self._store):
            return "done", Message("watch-twice"), []
        accounts, trial = Worker(self._store, [copy]).result(lambda _: None)
        told = [account.to_json() for account in accounts]
        try:
            to, why = self._decided(accounts, trial, stamp)
            if to == "done" and trial:
                (self._stage / "trial").write_text(trial.path.name, encoding="utf-8")
                self._store.publish(trial)
                start_telling(self._store.folder)
        finally:
            if trial:
                self._store.discard(trial)
        return to, why, told

    def _decided(
        self, accounts: list[Account], trial: Trial | None, stamp: Stamp
    ) -> tuple[str, Message]:
        if not any(account.readable for account in accounts):
            age = time.time() - stamp[1] / 1e9
            why = next((one for a in accounts for one in a.reasons), Message("watch-nothing-read"))
            return ("refused" if age >= self._settings.patience_minutes * 60 else ""), why
        if asks(accounts):
            return "asks", Message("watch-asks")
        if trial is None:
            return "done", Message("watch-unchanged")
        if trial.empty:
            return "refused", Message("watch-all-rejected")
        if self._changes_ended(trial):
            return "asks", Message("watch-late")
        rows = sum(account.rows_read for account in accounts)
        return "done", Message("watch-done", {"version": trial.number, "rows": rows})

    def _changes_ended(self, trial: Trial) -> bool:
        """Whether periods that have ended would come out otherwise."""
        found = list_schemes(scheme_folders(self._store.folder))
        with ExitStack() as open_:
            try:
                before = open_.enter_context(self._store.connect(trial.parent))
            except (EmptyStoreError, OlderStoreError):
                before = None
            after = open_.enter_context(self._store.connect_trial(trial))
            return bool(effects(before, after, [s for s in found if isinstance(s, Scheme)]))

    def _settle(self, folder: Path) -> None:
        """Files that asked and were taken in on the page since then are done."""
        asked = arrivals(folder / "asks")
        known = stored_contents(self._store) if asked else set()
        for path, _ in asked:
            if (digest := fingerprint(path)) in known:
                said = {lang: Message("watch-answered").text(lang) for lang in ("zh", "en")}
                about = {"file": path.name, "sha256": digest, "outcome": "done", "why": said}
                put_away(path, folder / "done", path.name, about)

    def _tidy(self) -> None:
        """Remove the copy, and the trial that a killed run left."""
        with suppress(OSError):
            name = (self._stage / "trial").read_text(encoding="utf-8")
            discard(self._store.folder / Path(name).name)
        shutil.rmtree(self._stage, ignore_errors=True)


COMMANDS = (
    Command(
        "watch", watch, "import what arrives in the folder of watch.yaml, until it is stopped",
        (option("--once", action="store_true", help="look once, for cron or a task scheduler"),),
    ),
)  # fmt: skip
