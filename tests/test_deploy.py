"""What an administrator is given: a wheelhouse that says when it is not whole, and units that
systemd understands and that name commands there are."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from shirong.commands import data_commands, metrics_commands

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
COMMANDS = {"run", *(command.name for command in (*data_commands(), *metrics_commands()))}
UNITS = sorted((DEPLOY / "systemd").iterdir())


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, DEPLOY / f"{name}.py")
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.fixture
def wheelhouse(tmp_path: Path) -> Path:
    for name in ("a-1-py3-none-any.whl", "b-2-py3-none-any.whl"):
        (tmp_path / name).write_bytes(name.encode() * 100)
    module("wheelhouse").write_sums(tmp_path)
    return tmp_path


def test_a_whole_wheelhouse_has_no_fault(wheelhouse: Path) -> None:
    assert module("install").faults(wheelhouse) == []


@pytest.mark.parametrize("damage", ["byte", "missing", "more", "no sums", "empty sums"])
def test_nothing_is_installed_of_a_wheelhouse_that_is_not_whole(
    wheelhouse: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    install, first = module("install"), wheelhouse / "a-1-py3-none-any.whl"
    sums = wheelhouse / install.SUMS
    if damage == "byte":
        first.write_bytes(first.read_bytes()[:-1] + b"x")
    elif damage == "missing":
        first.unlink()
    elif damage == "more":
        shutil.copy(first, wheelhouse / "c-3-py3-none-any.whl")
    elif damage == "no sums":
        sums.unlink()
    else:
        sums.write_text("")
    assert install.faults(wheelhouse)
    monkeypatch.setattr(install, "__file__", f"{wheelhouse / 'install.py'}")
    with pytest.raises(SystemExit, match="nothing was installed"):
        install.main(wheelhouse / "target")
    assert not (wheelhouse / "target").exists()


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_name_commands_that_there_are(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    for name in re.findall(r"/opt/shirong/bin/shirong (\S+)", text):
        assert name in COMMANDS
    if unit.suffix == ".service":
        assert "User=shirong" in text and "ProtectSystem=strict" in text
        assert "ExecStart=/opt/shirong/bin/shirong " in text


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_understands_the_units() -> None:
    """Programs that are not installed here are no fault of a unit."""
    command = ["systemd-analyze", "verify", *map(str, UNITS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if "shirong" in line]
    assert not [line for line in said if "not executable" not in line]


def test_the_bill_lists_what_the_dashboard_runs_with_and_its_licences() -> None:
    materials = module("bill_of_materials")
    found = materials.bill(materials.installed())
    versions = {one["name"]: one["version"] for one in found["components"]}
    pinned = re.findall(r"^([\w.-]+)==(\S+)", materials.REQUIREMENTS.read_text("utf-8"), re.M)
    assert pinned and all(versions[materials.normal(name)] == v for name, v in pinned)
    assert {"starlette", "uvicorn"} <= versions.keys()  # what libraries bring is listed as well
    assert not {"pytest", "mypy", "hypothesis"} & versions.keys()
    said = {one["name"]: one["licenses"][0]["license"]["name"] for one in found["components"]}
    assert not [name for name, text in said.items() if text == materials.UNKNOWN]
    assert not [name for name, text in said.items() if re.search(r"\bA?GPL", text)]
