"""`telling.yaml` in a store's folder: who is told what, by which rules, and how it is delivered.

    schemes: [sample-district]
    recipients:
      - name: 东屏区
        units: [东屏区]

is enough: all rules hold with their usual thresholds, and what is told lies in the folder `told/`
beside it. Without the file nobody is told anything. Passwords, keys and the addresses of robots,
which are keys, stand in environment variables that the file names, never in the file.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from kernel.configuration import ConfigurationError, Problem, load, read_bytes
from kernel.messages import Message

TELLING_FILE = "telling.yaml"
DROP_FOLDER = "folder"
Language = Literal["zh", "en"]


def _as_texts(value: Any) -> Any:
    """One value stands for a list of one."""
    return value if isinstance(value, list) else [value]


def _as_rule(value: Any) -> Any:
    """`early_warning:` alone turns a rule on."""
    return {} if value is None or value is True else value


Filled = Annotated[str, Field(min_length=1, max_length=200)]
Texts = Annotated[tuple[Filled, ...], BeforeValidator(_as_texts), Field(min_length=1)]
Variable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RankDown(_Model):
    """A fall of a score beyond chance that costs at least so many places; 0: also one that costs
    none."""

    places: Annotated[int, Field(ge=0)] = 1


class OverduePile(_Model):
    """More than so many cases of a unit overdue at the end of a period, and not at the end of the
    one before."""

    over: Annotated[float, Field(ge=0)] = 10


class ActionDue(_Model):
    """The deadline of an open action within so many days."""

    days: Annotated[int, Field(ge=0)] = 7


class Plain(_Model):
    """A rule without a threshold of its own."""


def _rule(shape: Any) -> Any:
    return Annotated[shape | None, BeforeValidator(_as_rule)]


class TellingRules(_Model):
    """The rules that hold; None: that is not told. The limit of early warnings is the scheme's."""

    rank_down: _rule(RankDown) = None  # type: ignore[valid-type]
    overdue: _rule(OverduePile) = None  # type: ignore[valid-type]
    early_warning: _rule(Plain) = None  # type: ignore[valid-type]
    action_due: _rule(ActionDue) = None  # type: ignore[valid-type]
    promise_missed: _rule(Plain) = None  # type: ignore[valid-type]
    edition: _rule(Plain) = None  # type: ignore[valid-type]


ALL_RULES = TellingRules(
    rank_down=RankDown(),
    overdue=OverduePile(),
    early_warning=Plain(),
    action_due=ActionDue(),
    promise_missed=Plain(),
    edition=Plain(),
)


class FolderSettings(_Model):
    """A folder with one of its own for each recipient. path: from the store's folder."""

    type: Literal["folder"]
    path: Filled = "told"


class MailSettings(_Model):
    """A mail server. ca_file: the certificate of an intranet's own authority; password_from: the
    environment variable that holds the password of `login`."""

    type: Literal["smtp"]
    host: Filled
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]
    login: Filled | None = None
    password_from: Variable | None = None
    ca_file: Filled | None = None
    timeout: Annotated[float, Field(gt=0, le=120)] = 15


class WebhookSettings(_Model):
    """A robot of a group, or any address that takes JSON. url_from, secret_from: the environment
    variables of its address and of the secret that DingTalk and Feishu sign with; body: of
    `form: own` what is sent, with {title} and {text} in its texts."""

    type: Literal["webhook"]
    form: Literal["wecom", "dingtalk", "feishu", "own"]
    url_from: Variable
    secret_from: Variable | None = None
    body: dict[str, Any] | None = None
    ca_file: Filled | None = None
    timeout: Annotated[float, Field(gt=0, le=120)] = 15


Delivery = Annotated[FolderSettings | MailSettings | WebhookSettings, Field(discriminator="type")]


class Recipient(_Model):
    """Who is told: of these units and what belongs to them, of no others."""

    name: Filled
    units: Texts
    lang: Language = "zh"
    deliveries: Texts = (DROP_FOLDER,)
    address: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")] | None = None


class Telling(_Model):
    """The whole file."""

    schemes: Texts
    recipients: Annotated[tuple[Recipient, ...], Field(min_length=1)]
    rules: TellingRules = ALL_RULES
    deliveries: dict[str, Delivery] = {}

    def delivery(self, name: str) -> FolderSettings | MailSettings | WebhookSettings:
        """The settings of a delivery; the drop folder is there unless the file says otherwise."""
        if name == DROP_FOLDER and name not in self.deliveries:
            return FolderSettings(type="folder")
        return self.deliveries[name]

    @property
    def fingerprint(self) -> str:
        """Changes with the rules: what another rule told is not taken back by this one."""
        return hashlib.sha256(self.rules.model_dump_json().encode()).hexdigest()[:8]


def telling_of(store: Path) -> Telling | None:
    """What the file beside a store sets up; None without one. Raises ConfigurationError."""
    path = store / TELLING_FILE
    return read_telling(read_bytes(path), TELLING_FILE) if path.exists() else None


def read_telling(content: bytes, file: str) -> Telling:
    """What a file's content sets up. Raises ConfigurationError with line, field and reason."""
    found: Telling = load(content, file, Telling, _faults, ConfigurationError)
    return found


def _faults(telling: Telling) -> Iterable[Problem]:
    names: set[str] = set()
    for i, one in enumerate(telling.recipients):
        at: tuple[str | int, ...] = ("recipients", i)
        if one.name in names:
            yield (*at, "name"), _message("tell-name-twice", name=one.name)
        names.add(one.name)
        for wanted in one.deliveries:
            if wanted != DROP_FOLDER and wanted not in telling.deliveries:
                known = [DROP_FOLDER, *telling.deliveries]
                yield (*at, "deliveries"), _message("tell-no-delivery", name=wanted, known=known)
            elif isinstance(telling.delivery(wanted), MailSettings) and one.address is None:
                yield (*at, "address"), _message("tell-no-address", name=wanted)
    for name, settings in telling.deliveries.items():
        at = ("deliveries", name)
        if isinstance(settings, MailSettings) and bool(settings.login) != bool(
            settings.password_from
        ):
            yield (*at, "login"), _message("tell-login-alone")
        if isinstance(settings, MailSettings) and settings.login and settings.security == "none":
            yield (*at, "security"), _message("tell-login-open")
        if isinstance(settings, WebhookSettings) and (settings.form == "own") != bool(
            settings.body
        ):
            yield (*at, "body"), _message("tell-body")


def _message(code: str, **params: Any) -> Message:
    return Message(code, params, "metrics")
