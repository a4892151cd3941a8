"""Telling over the sample city: what goes out, to whom, and that nobody waits for it."""

import io
import json
import shutil
import socket
import zipfile
from datetime import date
from pathlib import Path

import pytest

from data.store import Store
from metrics.action_log.action_file import Action
from metrics.action_log.action_folder import ActionLog
from metrics.telling import background
from metrics.telling.background import start_telling
from metrics.telling.log import TellingLog
from metrics.telling.running import would_tell
from shirong import importing
from shirong.commands import main

RULES = (
    "rules:\n  rank_down: {places: 0}\n  overdue: {over: 2}\n  early_warning:\n  promise_missed:\n"
)


@pytest.fixture
def store(sample_store: Store, tmp_path) -> Store:
    shutil.copytree(sample_store.folder, tmp_path / "own")
    return Store(tmp_path / "own")


def set_up(store: Store, recipients: list[tuple[str, str]], more: str = "") -> None:
    """Recipients: unit and language."""
    told = "".join(f"  - {{name: {u}, units: [{u}], lang: {lang}}}\n" for u, lang in recipients)
    text = f"schemes: [sample-district]\n{RULES}{more}recipients:\n{told}"
    (store.folder / "telling.yaml").write_text(text, "utf-8")


def registered(store: Store) -> list[tuple[str, str, str | None]]:
    with store.connect() as con:
        return con.execute("SELECT name, coalesce(name_en, ''), parent FROM units").fetchall()


def written(path: Path) -> str:
    """All that a file says, wherever in it."""
    if path.suffix != ".docx":
        return path.read_text("utf-8")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as parts:
        return " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def test_no_file_names_another_unit(store, capsys):
    """Each registered unit as a recipient, in turns of both languages: of whatever goes out, no
    file holds a name that is not its own, one of its parts', or within one of these."""
    units = registered(store)
    languages = ("zh", "en")
    names = list(dict.fromkeys(name for name, _, _ in units))
    promised = Action(
        unit="东屏区", what="会同云栖区整治夜市", due=date(2025, 10, 15), measure="score",
        target=99.0, scheme="sample-district", period="2025-09",
    )  # fmt: skip
    ActionLog(store.folder).add(promised)
    set_up(store, [(name, languages[n % 2]) for n, name in enumerate(names)])
    assert main(["tell", "--store", str(store.folder)]) == 0
    folders = list((store.folder / "told").iterdir())
    (east,) = (store.folder / "told" / "东屏区").glob("*.txt")
    assert "did not reach" in written(east) or "未达到" in written(east)
    assert len(folders) >= 10 and "东屏区" in {one.name for one in folders}
    for folder in folders:
        own, size = {folder.name}, 0
        while size < len(own):
            size, own = len(own), own | {name for name, _, parent in units if parent in own}
        said = {text for name, en, _ in units if name in own for text in (name, en) if text}
        others = {
            text
            for name, en, _ in units
            for text in (name, en)
            if text and text not in said and not any(text in one for one in said)
        }
        files = list(folder.iterdir())
        assert {file.suffix for file in files} == {".txt", ".docx"}
        for file in files:
            text = written(file)
            for one in sorted(said, key=len, reverse=True):
                text = text.replace(one, "")
            assert not [other for other in others if other in text], file


def test_a_dry_run_shows_all_and_sends_nothing(store, capsys):
    set_up(store, [("东屏区", "zh")])
    where = ["--store", str(store.folder)]
    assert main(["tell", "--dry-run", "--format", "json", *where]) == 0
    rows = json.loads(capsys.readouterr().out)
    fall = next(row for row in rows if row["matter"] == "下降")
    assert fall["recipient"] == "东屏区" and "超出偶然波动" in fall["told"]
    assert not (store.folder / "told").exists() and not TellingLog(store.folder).entries()
    assert main(["tell", *where]) == 0
    assert "已送达" in capsys.readouterr().out
    assert main(["tell", "--log", *where]) == 0
    assert "已送达" in capsys.readouterr().out
    assert main(["tell", *where]) == 0
    assert "没有新的事项" in capsys.readouterr().out


def test_without_a_file_nothing_is_sent(store, capsys):
    assert main(["tell", "--store", str(store.folder)]) == 2
    assert "telling.yaml" in capsys.readouterr().err
    assert start_telling(store.folder) is None


def test_a_failed_delivery_is_in_the_exit_code_and_in_the_log(store, capsys, monkeypatch):
    monkeypatch.delenv("NO_SUCH_VARIABLE", raising=False)
    more = "deliveries:\n  folder: {type: webhook, form: wecom, url_from: NO_SUCH_VARIABLE}\n"
    set_up(store, [("东屏区", "zh")], more)
    assert main(["tell", "--store", str(store.folder)]) == 2
    assert "NO_SUCH_VARIABLE" in capsys.readouterr().out


def test_an_import_starts_telling_and_a_trial_does_not(tmp_path, sample_exports, monkeypatch):
    begun = []
    monkeypatch.setattr(importing, "start_telling", begun.append)
    (file,) = sample_exports.glob("00_示例市_考核单位名录*")
    where = ["--store", str(tmp_path / "new"), "--format", "json"]
    main(["import", "--dry-run", str(file), *where])
    assert not begun
    assert main(["import", str(file), *where]) == 0
    assert begun == [tmp_path / "new"]
    main(["import", str(file), *where])  # nothing new is stored
    assert len(begun) == 1


def test_who_starts_it_does_not_wait_for_a_dead_server(store, capsys):
    """The server takes the connection and never says a word: whoever started telling goes on, the
    store can be read, and a second run is told that one is on its way."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(120)
        port = silent.getsockname()[1]
        more = (
            f"deliveries:\n  mail: {{type: smtp, host: 127.0.0.1, port: {port}, sender: a@b.cn,"
            " timeout: 60}\n"
        )
        set_up(store, [], more)
        with (store.folder / "telling.yaml").open("a", encoding="utf-8") as file:
            file.write("  - {name: 东屏区, units: [东屏区], deliveries: [mail], address: d@b.cn}\n")
        process = start_telling(store.folder)
        assert process is not None
        try:
            caller, _ = silent.accept()
            with caller:
                assert process.poll() is None
                assert main(["tell", "--store", str(store.folder)]) == 2
                assert "正在进行" in capsys.readouterr().err
                with store.connect() as con:
                    assert con.execute("SELECT count(*) FROM cases").fetchone()[0]
        finally:
            process.kill()
            process.wait()
    (entry,) = TellingLog(store.folder).entries()
    assert entry.state == "unsure"  # it was killed: nobody knows
    assert not would_tell(store, date(2025, 11, 3)).waiting


def test_an_import_does_not_fail_by_a_program_that_cannot_be_started(store, monkeypatch):
    set_up(store, [("东屏区", "zh")])
    monkeypatch.setattr(background.sys, "executable", "/no/such/python")
    assert start_telling(store.folder) is None
