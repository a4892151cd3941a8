"""The actions beside a store: `actions/` in its folder has a file for each."""

from pathlib import Path

from kernel.messages import Message
from metrics.action_log.action_file import Action, read_action
from metrics.kept_records import KeptRecords, RecordRefusedError


class ActionLog(KeptRecords[Action]):
    """The actions beside a store. None is ever deleted here: one that no longer holds is
    withdrawn, and says why."""

    def __init__(self, store: Path) -> None:
        super().__init__(store / "actions", read_action, lambda one: f"{one.period}-{one.unit}")

    def withdraw(self, id: str, reason: str, who: str) -> Action:
        """Let an action no longer hold. Raises RecordRefusedError for one that does not hold any
        more, ConfigurationError without a reason."""
        if self.find(id).state == "withdrawn":
            raise RecordRefusedError(Message("action-log-withdrawn-before", {"id": id}, "metrics"))
        return self.change(id, state="withdrawn", reason=reason.strip(), withdrawn_by=who.strip())
