"""Dropped files on their way into the store: tried in the background, shown, stored or given up.

An `Attempt` belongs to a thread of its own, which waits for the importing process; a `Drop` belongs
to the visitor's session. When the session or the server ends, or after a working day, the attempt
is stopped, its trial discarded and the files are removed: they hold personal data, and nobody is
left to decide. A note of it stays in the store's folder, and the page says so at the next visit.
"""

import secrets
import shutil
import tempfile
import threading
import weakref
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.access.rights import acting, acting_as
from data.importing.account import Account
from data.importing.asking import asks
from data.importing.hints import NO_HINTS, Hints
from data.importing.intake import NO_UNIT
from data.parsing.privacy import mask_file_name
from data.progress import ImportProgress
from data.storage.unfinished import Running
from data.store import EmptyStoreError, OlderStoreError, Store, Trial
from data.unit_resolution.renames import Rename
from data.worker import StoppedError, Worker
from kernel.messages import Message, ShirongError
from metrics.effect import Effect, effects
from metrics.schemes.scheme import Scheme
from metrics.telling.background import start_telling
from ui.imports import uploads as upload_folders
from ui.logs import logger

log = logger()
_KEPT = 8 * 3600  # seconds
_ENDING = 10  # seconds that a server which ends gives to what it stops


class Attempt:
    """One try to import some files.

    state: running; waiting (for a decision: ended periods change, or not all was understood, or
    nothing in a file could be ranked, or a register calls a unit by another name);
    stored; unchanged (nothing is stored); stopped; failed. What it found is set once it is no
    longer running: accounts, trial (None: nothing to store), effects on ended periods, error.
    """

    def __init__(
        self,
        store: Store,
        paths: Sequence[Path],
        schemes: Sequence[Scheme],
        as_is: bool = False,
        hints: Hints = NO_HINTS,
        answers: Sequence[Rename] = (),
    ) -> None:
        self.store, self.as_is, self.hints = store, as_is, hints
        self.state = "running"
        self.progress: ImportProgress | None = None
        self.accounts: list[Account] = []
        self.trial: Trial | None = None
        self.effects: list[Effect] = []
        self.error: Message | None = None
        self._stopped = self._abandoned = False
        self._person = acting()
        self._note = Running(store, [path.name for path in paths])
        self._worker = Worker(store, paths, as_is, hints, answers)
        self._thread = threading.Thread(target=self._run, args=(schemes,), daemon=True)
        self._thread.start()

    @property
    def not_understood(self) -> list[Account]:
        """The sheets that could not be read, or whose layout fits no profile."""
        return [a for a in self.accounts if not a.readable or a.profile is None]

    @property
    def trial_to_read(self) -> Trial | None:
        """The trial that has its rows; None once that is stored."""
        return self.trial if self.state != "stored" else None

    @property
    def undecided(self) -> list[Account]:
        """The sheets with columns that must not stay unused unasked: nothing of their files would
        be stored."""
        return [a for a in self.accounts if a.undecided]

    @property
    def doubtful(self) -> list[Account]:
        """The sheets with dates that a program has changed by halves: nothing of them is stored
        before it is said how they are read."""
        return [a for a in self.accounts if a.doubts]

    @property
    def unranked(self) -> list[Account]:
        """The sheets in which no column names a unit."""
        return [a for a in self.accounts if any(m.code == NO_UNIT for m in a.warnings)]

    @property
    def contradicted(self) -> int:
        """How many records rows of the import contradict each other about."""
        return sum(account.conflicts for account in self.accounts)

    @property
    def trial_to_decide(self) -> Trial | None:
        """What it would store; None once that is stored, or when there is nothing to store."""
        return (
            self.trial if self.state == "waiting" and self.trial and not self.trial.empty else None
        )

    def stop(self) -> None:
        """End it now; nothing is stored then."""
        self._stopped = True
        self._worker.stop()

    def publish(self) -> None:
        """Store what was tried. Raises StoreBusyError (try again later) or StaleTrialError."""
        assert self.trial is not None
        self.store.publish(self.trial)
        start_telling(self.store.folder)
        self.state = "stored"
        self._note.end()

    def give_up(self) -> None:
        """Forget what was tried; nothing that is stored is touched."""
        self.stop()
        if self.state in ("waiting", "unchanged"):
            self._end("stopped", None)

    def abandon(self) -> None:
        """End it because nobody is left to decide; the note of it stays."""
        self._abandoned = True
        self.give_up()
        if self._thread is not threading.current_thread():
            self._thread.join(_ENDING)

    def _run(self, schemes: Sequence[Scheme]) -> None:
        """Try, compare, and store at once when there is nothing to decide, for who asked for it."""
        with acting_as(self._person):
            self._attempt(schemes)

    def _attempt(self, schemes: Sequence[Scheme]) -> None:
        try:
            self.accounts, self.trial = self._worker.result(self._tell)
            if self.trial and not self.trial.empty:
                self.effects = self._compare(self.trial, schemes)
            if self._stopped:
                raise StoppedError(Message("import-stopped"))
            if asks(self.accounts) or self.effects:
                if self.trial:
                    self._note.built(self.trial)
                self.state = "waiting"
            elif self.trial and not self.trial.empty:
                self.publish()
            else:
                self.state = "unchanged"
                self._note.end()
        except StoppedError:
            self._end("stopped", None)
        except ShirongError as error:
            self._end("failed", error.message)
        except Exception:
            reference = secrets.token_hex(3).upper()
            log.exception("reference %s: an import", reference)
            self._end("failed", Message("import-failed-unforeseen", {"reference": reference}))

    def _end(self, state: str, error: Message | None) -> None:
        if self.trial:
            self.store.discard(self.trial)
        self.trial, self.error, self.state = None, error, state
        if self._abandoned:
            self._note.leave()
        else:
            self._note.end()

    def _tell(self, progress: ImportProgress) -> None:
        self.progress = progress

    def _compare(self, trial: Trial, schemes: Sequence[Scheme]) -> list[Effect]:
        self.progress = ImportProgress("", "comparing", 0, share=1.0)
        with ExitStack() as open_:
            try:
                before = open_.enter_context(self.store.connect(trial.parent))
            except (EmptyStoreError, OlderStoreError):  # nothing that could be compared with
                before = None
            after = open_.enter_context(self.store.connect_trial(trial))
            return effects(before, after, schemes)


class Drop:
    """What one visitor dropped: the files, and the latest attempt to import them."""

    def __init__(
        self,
        store: Store,
        uploads: Sequence,
        schemes: Sequence[Scheme],
        hints: Hints = NO_HINTS,
    ) -> None:
        self._folder = upload_folders.new_folder()
        self.paths = save_uploads(uploads, Path(self._folder.name))
        _release(uploads)
        self._answers: list[Rename] = []
        self._attempts = [Attempt(store, self.paths, schemes, hints=hints)]
        abandon = weakref.finalize(self, _abandon, self._attempts, self._folder)
        _OPEN.append(abandon)
        # Streamlit ends the session of a closed page only when another visitor comes or goes.
        last = threading.Timer(_KEPT, abandon)
        last.daemon = True
        last.start()

    @property
    def attempt(self) -> Attempt:
        """The latest attempt."""
        return self._attempts[-1]

    def path_of(self, account: Account) -> Path:
        """The dropped file that an account is of."""
        return next(path for path in self.paths if path.name == account.file)

    def again(
        self,
        schemes: Sequence[Scheme],
        as_is: bool | None = None,
        hints: Hints | None = None,
        answers: Sequence[Rename] = (),
    ) -> None:
        """Try the same files anew: the store or the profiles have changed, or something else is
        said of the files (None: what was said of them before). `answers` on names are kept."""
        last = self._attempts.pop()
        last.give_up()
        self._answers += answers
        as_is = last.as_is if as_is is None else as_is
        hints = last.hints if hints is None else hints
        how = (as_is, hints, tuple(self._answers))
        self._attempts.append(Attempt(last.store, self.paths, schemes, *how))

    def forget_files(self) -> None:
        """Remove the files."""
        self._folder.cleanup()


_OPEN: list[weakref.finalize] = []


def abandon_all() -> None:
    """Give up every drop of this server, which is about to end, and remove its uploads."""
    for abandon in list(_OPEN):
        abandon()
    upload_folders.remove_own()


def _abandon(attempts: list[Attempt], folder: tempfile.TemporaryDirectory) -> None:
    for attempt in attempts:
        attempt.abandon()
    folder.cleanup()
    _OPEN[:] = [open_ for open_ in _OPEN if open_.alive]


def _release(uploads: Sequence) -> None:
    """Let Streamlit forget the uploads, which it keeps in memory until the session ends."""
    context = get_script_run_ctx(suppress_warning=True)
    if context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        for upload in (one for one in uploads if hasattr(one, "file_id")):
            context.uploaded_file_mgr.remove_file(context.session_id, upload.file_id)


def save_uploads(uploads: Sequence, folder: Path) -> list[Path]:
    """Uploaded files as files under their own names, without who these are about; a second of the
    same name gets a number."""
    paths: list[Path] = []
    for number, upload in enumerate(uploads, start=1):
        path = folder / mask_file_name(upload.name)
        if path in paths:
            path = path.with_stem(f"{path.stem} ({number})")
        upload.seek(0)
        with path.open("wb") as file:  # in pieces: a large file is in memory once already
            shutil.copyfileobj(upload, file, 1 << 20)
        paths.append(path)
    return paths
