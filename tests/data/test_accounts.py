"""Accounts: who enters with what, what closes one, when a session ends; settings and their errors;
the audit and what of it cannot be changed unseen."""

from pathlib import Path

import pytest

from data.access.accounts import ACCOUNTS_FILE, AccountError, Accounts, LoginRefusedError
from data.access.audit import Audit
from data.access.rights import ALL_RIGHTS, LOCAL, acting, acting_as, may
from data.access.settings import (
    ACCESS_FILE,
    AccessSettings,
    OpenToAllError,
    access_settings,
    is_loopback,
    refuse_open_door,
)
from kernel.configuration import ConfigurationError

WORD = "correct horse 7"


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def pass_minutes(self, minutes: float) -> None:
        self.now += 60 * minutes


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Accounts:
    (tmp_path / ACCESS_FILE).write_text("accounts: local\n", encoding="utf-8")
    found = Accounts(tmp_path, clock)
    found.add("zhang", "office", password=WORD)
    return found


def refused(accounts: Accounts, password: str) -> str:
    with pytest.raises(LoginRefusedError) as error:
        accounts.log_in("zhang", password, "10.0.0.1")
    return error.value.why


def test_the_file_holds_neither_passwords_nor_tokens(accounts: Accounts, tmp_path: Path) -> None:
    token = accounts.log_in("zhang", WORD, "10.0.0.1")
    content = (tmp_path / ACCOUNTS_FILE).read_bytes()
    assert WORD.encode() not in content and token.encode() not in content
    assert b"$argon2id$" in content
    assert (tmp_path / ACCOUNTS_FILE).stat().st_mode & 0o077 == 0


def test_a_login_makes_a_session_of_its_own_each_time(accounts: Accounts) -> None:
    one, other = (accounts.log_in("zhang", WORD, "10.0.0.1") for _ in range(2))
    assert one != other and accounts.name_of(one) == accounts.name_of(other) == "zhang"
    accounts.log_out(one)
    assert accounts.name_of(one) is None and accounts.name_of(other) == "zhang"
    assert accounts.name_of("") is None and accounts.name_of("guessed") is None


def test_unknown_names_and_wrong_passwords_are_not_told_apart(accounts: Accounts) -> None:
    texts = set()
    for name, password in (("zhang", "wrong wrong 1"), ("nobody", WORD)):
        with pytest.raises(LoginRefusedError) as error:
            accounts.log_in(name, password, "10.0.0.1")
        texts.add(error.value.text("zh"))
    assert len(texts) == 1


def test_wrong_passwords_close_an_account_for_a_pause_that_grows(
    accounts: Accounts, clock: Clock
) -> None:
    assert [refused(accounts, "wrong wrong 1") for _ in range(5)] == ["wrong"] * 5
    assert refused(accounts, WORD) == "wait"  # the right one too
    clock.pass_minutes(1.1)
    assert refused(accounts, "wrong wrong 1") == "wrong"
    clock.pass_minutes(1.1)
    assert refused(accounts, WORD) == "wait"  # two minutes now
    clock.pass_minutes(1)
    assert accounts.log_in("zhang", WORD, "10.0.0.1")
    assert [refused(accounts, "wrong wrong 1") for _ in range(4)] == ["wrong"] * 4  # from anew


def test_the_pause_has_an_end(accounts: Accounts, clock: Clock) -> None:
    for _ in range(40):
        refused(accounts, "wrong wrong 1")
        clock.pass_minutes(60.1)
    assert accounts.log_in("zhang", WORD, "10.0.0.1")


def test_sessions_end_when_unused_and_when_they_are_old(accounts: Accounts, clock: Clock) -> None:
    token = accounts.log_in("zhang", WORD, "10.0.0.1")
    clock.pass_minutes(29)
    assert accounts.name_of(token)
    clock.pass_minutes(29)
    assert accounts.name_of(token)  # it was used
    clock.pass_minutes(31)
    assert accounts.name_of(token) is None
    token = accounts.log_in("zhang", WORD, "10.0.0.1")
    for _ in range(12 * 60 // 25):
        assert accounts.name_of(token)
        clock.pass_minutes(25)
    clock.pass_minutes(25)
    assert accounts.name_of(token) is None


@pytest.mark.parametrize("deed", ["lock", "remove", "password"])
def test_what_is_done_to_an_account_ends_its_sessions(accounts: Accounts, deed: str) -> None:
    token = accounts.log_in("zhang", WORD, "10.0.0.1")
    if deed == "lock":
        accounts.lock("zhang")
        assert refused(accounts, WORD) == "locked"
        assert accounts.person("zhang") is None
    elif deed == "remove":
        accounts.remove("zhang")
        assert refused(accounts, WORD) == "wrong"
    else:
        accounts.set_password("zhang", "another horse 8")
        assert refused(accounts, WORD) == "wrong"
    assert accounts.name_of(token) is None


def test_who_changes_his_password_goes_on_with_a_new_session(accounts: Accounts) -> None:
    first = accounts.log_in("zhang", WORD, "10.0.0.1")
    found = accounts.find("zhang")
    assert found and found.must_change
    with pytest.raises(AccountError):
        accounts.change_own_password(first, WORD, WORD, "10.0.0.1")
    with pytest.raises(AccountError):
        accounts.change_own_password(first, WORD, "short", "10.0.0.1")
    with pytest.raises(LoginRefusedError):
        accounts.change_own_password(first, "wrong wrong 1", "another horse 8", "10.0.0.1")
    made = accounts.change_own_password(first, WORD, "another horse 8", "10.0.0.1")
    assert accounts.name_of(first) is None and accounts.name_of(made) == "zhang"
    found = accounts.find("zhang")
    assert found and not found.must_change


@pytest.mark.parametrize(
    ("name", "role", "units"),
    [("", "viewer", []), ("a b", "viewer", []), ("li", "unit", []), ("li", "office", ["东屏区"])],
)
def test_an_account_that_makes_no_sense_is_refused(
    accounts: Accounts, name: str, role: str, units: list[str]
) -> None:
    with pytest.raises(AccountError):
        accounts.add(name, role, units, password=WORD)  # type: ignore[arg-type]
    with pytest.raises(AccountError):
        accounts.add("zhang", "office", password=WORD)
    with pytest.raises(AccountError):
        accounts.lock("nobody")


def test_rights_follow_from_role_settings_and_account(tmp_path: Path) -> None:
    said = "accounts: local\nrights: {analyst: [texts]}\n"
    (tmp_path / ACCESS_FILE).write_text(said, encoding="utf-8")
    accounts = Accounts(tmp_path)
    accounts.add("li", "analyst", rights=["inspectors"], password=WORD)
    accounts.add("wang", "unit", ["东屏区"], password=WORD)
    li, wang = accounts.person("li"), accounts.person("wang")
    assert li and li.rights == {"view", "texts", "inspectors", "others"} and li.units is None
    assert wang and wang.units == {"东屏区"} and wang.rights == {"texts"}
    assert accounts.person("stranger") is None
    assert acting() is LOCAL and LOCAL.rights == ALL_RIGHTS and LOCAL.scope == ""
    with acting_as(wang):
        assert not may("import") and acting().scope


@pytest.mark.parametrize(
    ("said", "line", "field"),
    [
        ("accounts: everybody\n", "1", "accounts"),
        ("accounts: local\nsessions: {idle_minutes: 0}\n", "2", "idle_minutes"),
        ("accounts: header\n", "1", "header"),
        ("accounts: header\nheader:\n  from: [10.0.0.1, proxy]\n", "3", "from"),
        ("acounts: local\n", "1", "acounts"),
        ("rights: {analyst: [fly]}\n", "1", "analyst"),
    ],
)
def test_broken_settings_are_named_and_let_nobody_in(
    tmp_path: Path, said: str, line: str, field: str
) -> None:
    (tmp_path / ACCESS_FILE).write_text(said, encoding="utf-8")
    with pytest.raises(ConfigurationError) as error:
        access_settings(tmp_path)
    for lang in ("zh", "en"):
        text = error.value.text(lang)
        assert ACCESS_FILE in text and line in text and field in text


def test_changed_settings_are_read_again(tmp_path: Path) -> None:
    assert access_settings(tmp_path) == AccessSettings()
    (tmp_path / ACCESS_FILE).write_text("accounts: local\n", encoding="utf-8")
    assert access_settings(tmp_path).accounts == "local"
    (tmp_path / ACCESS_FILE).write_text("accounts: local\nstrangers: viewer\n", encoding="utf-8")
    assert access_settings(tmp_path).strangers == "viewer"


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("localhost", True), ("127.0.0.1", True), ("127.8.8.8", True), ("::1", True),
        ("::ffff:127.0.0.1", True), ("0.0.0.0", False), ("::", False), ("10.0.0.1", False),
        ("", False), (None, False), ("example.org", False), ("localhost.example.org", False),
    ],
)  # fmt: skip
def test_only_this_machine_is_reached_without_accounts(
    tmp_path: Path, address: str | None, own: bool
) -> None:
    assert is_loopback(address) is own
    if own:
        refuse_open_door(tmp_path, address)
        return
    with pytest.raises(OpenToAllError) as error:
        refuse_open_door(tmp_path, address)
    assert "shirong accounts add" in error.value.text("zh")
    (tmp_path / ACCESS_FILE).write_text("accounts: local\n", encoding="utf-8")
    refuse_open_door(tmp_path, address)


def log_of(folder: Path, count: int = 5) -> Audit:
    audit = Audit(folder)
    for number in range(count):
        audit.add("write", f"import {number}.csv", "zhang", "10.0.0.1")
    return audit


def test_an_audit_that_nobody_touched_holds(tmp_path: Path) -> None:
    audit = log_of(tmp_path)
    assert audit.broken_links() == []
    assert [one.number for one in audit.entries()] == [5, 4, 3, 2, 1]
    assert audit.entries(1)[0].detail == "import 4.csv" and audit.entries(1)[0].who == "zhang"
    assert Audit(tmp_path / "none").broken_links() == []


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (lambda lines: lines[:1] + lines[2:], "audit-gap"),
        (lambda lines: lines[1:], "audit-gap"),
        (lambda lines: lines[:-1], "audit-cut"),
        (lambda lines: [], "audit-cut"),
        (lambda lines: [*lines[:2], lines[2].replace("zhang", "li"), *lines[3:]], "audit-edited"),
        (lambda lines: [*lines[:2], lines[2][:40], *lines[3:]], "audit-unreadable"),
        (lambda lines: [lines[1], lines[0], *lines[2:]], "audit-gap"),
        (lambda lines: [*lines, lines[-1]], "audit-gap"),
    ],
)
def test_what_was_done_to_the_audit_is_named(tmp_path: Path, harm, code: str) -> None:
    audit = log_of(tmp_path)
    lines = audit.path.read_text(encoding="utf-8").splitlines()
    harmed = "".join(f"{line}\n" for line in harm(lines))
    audit.path.write_text(harmed, encoding="utf-8")
    assert code in {one.code for one in audit.broken_links()}
    audit.add("write", "later")
    assert code in {one.code for one in audit.broken_links()} or code == "audit-cut"
    assert audit.broken_links()  # what was cut shows as a gap once something follows
