"""The loader of configuration files: whatever is in a file, it is a value or a named fault."""

import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from kernel import yaml_values
from kernel.configuration import ConfigurationError, load, load_file, read_bytes, yaml_files


class Leaf(BaseModel):
    model_config = ConfigDict(extra="forbid")

    weight: int = 1


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    leaves: list[Leaf] = []
    words: dict[str, list[str]] = {}


def fault(content: bytes, shape: Any = dict[Any, Any]) -> tuple[int, str, str]:
    """Line, field and code of the first fault."""
    with pytest.raises(ConfigurationError) as caught:
        load(content, "a.yaml", shape)
    first = caught.value.faults[0]
    for lang in ("zh", "en"):
        assert "a.yaml" in first.text(lang)
    return first.params["line"], first.params["field"], first.params["what"].code


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 12)
)
LADDER = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 3000))


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [
        (b"", 1, "config-nothing"),
        (b"- 1\n- 2\n", 1, "config-nothing"),
        (b"just words", 1, "config-nothing"),
        (b"id: [1\nb: 2", 2, "config-not-yaml"),
        (b"a: 1\nb: 2\na: 3\n", 3, "config-twice"),
        (b"a: 1\n---\nb: 2\n", 3, "config-two-documents"),
        ("a: 1\nb: 市容\n".encode("gbk"), 2, "config-not-utf8"),
        ("a: 市容\n".encode("utf-16"), 1, "config-not-utf8"),
        ("a: b\n".encode("utf-16-le"), 1, "config-not-utf8"),
        (b"a: 1\nb: \x07\n", 2, "config-control"),
        (b'a: 1\nb: "\\ud800"\n', 2, "config-not-yaml"),
        (b"a: \xed\xa0\x80\n", 1, "config-not-utf8"),
        (b'a: "\\UFFFFFFFF"\n', 1, "config-not-yaml"),
        (b"a: 1\nday: 2025-02-30\n", 2, "config-no-date"),
        (b"a: 1\nday: 2025-13-01\n", 2, "config-no-date"),
        (b"n: 1e999\n", 1, "config-absurd-number"),
        (b"n: .nan\n", 1, "config-absurd-number"),
        (b"n: -.inf\n", 1, "config-absurd-number"),
        (b"n: 1e-300\n", 1, "config-absurd-number"),
        (b"a: 1\nn: " + b"1" + b"0" * 400 + b"\n", 2, "config-absurd-number"),
        (b"n: " + b"9" * 1990 + b"\n", 1, "config-absurd-number"),
        (b"a: &x [1, *x]\n", 1, "config-alias"),
        (b"a: &x {b: *x}\n", 1, "config-alias"),
        (b"a: 1\nb: *nothing\n", 2, "config-alias"),
        (BOMB.encode(), 5, "config-too-many"),
        (LADDER.encode(), 40, "config-too-deep"),
        (b"a: " + b"[" * 3000 + b"]" * 3000, 1, "config-too-deep"),
        (b"a: " + b"[" * 3000, 1, "config-too-deep"),
        (b"a: " + b"{b: " * 3000, 1, "config-too-deep"),
        (b"".join(b" " * i + b"a:\n" for i in range(500)), 41, "config-too-deep"),
        (b"a: " + b"x" * 5_000, 1, "config-long-text"),
        (b"a: 1\n" * 1_000_000, 1, "config-too-large"),
        (b"a: !!python/object/apply:os.system [ls]\n", 1, "config-tag"),
        (b"a: !!binary aGk=\n", 1, "config-tag"),
        (b"a: !mine 1\n", 1, "config-tag"),
        (b"a: !!int x\n", 1, "config-no-value"),
        (b"base: &b {x: 1}\nc: {<<: *b}\n", 2, "config-tag"),
        (b"[1, 2]: 3\n", 1, "config-key"),
        (b"? {a: 1}\n: 3\n", 1, "config-key"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_line_at_once(
    content: bytes, line: int, code: str
) -> None:
    start = time.process_time()
    assert fault(content)[::2] == (line, code)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("text", "line", "field", "code"),
    [
        ("leaves: []", 1, "id", "config-missing"),
        ("id: a\nleafs: []", 2, "leafs", "config-unknown"),
        ("id: a\nleaves:\n- {weight: 1}\n- {weight: x}", 4, "leaves[2].weight", "config-whole"),
        ("id: a\nleaves:\n- {id: b}", 3, "leaves[b].id", "config-unknown"),
        ("id: a\nwords:\n  x: [y]\n  z: 5", 4, "words.z", "config-list"),
        ("id: a\nwords:\n  7: [y]", 3, "words.7", "config-text"),
        ("id: a\n7: b", 2, "7", "config-key"),
        ("id: {a: b}", 1, "id", "config-text"),
        ("id: a\nleaves: &x [{weight: y}]", 2, "leaves[1].weight", "config-whole"),
    ],
)
def test_what_does_not_fit_the_model_is_named(text: str, line: int, field: str, code: str) -> None:
    found = fault(text.encode(), Shape)
    assert found[:2] == (line, field) and found[2].startswith(code)


def test_what_is_read_is_what_yaml_says() -> None:
    text = "\ufeffa: &x [1, 2.5, true, null, text]\nb: *x\nc: {d: 2025-02-28}\n"
    value = load(text.encode(), "a.yaml", dict[str, Any])
    assert value["a"] == value["b"] == [1, 2.5, True, None, "text"]
    assert str(value["c"]["d"]) == "2025-02-28"


def test_what_has_a_yaml_name_and_is_no_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "gone.yml").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.YAML")
    (tmp_path / ".hidden.yaml").write_text("a: 1")
    (tmp_path / "good.yaml").write_text("a: 1")
    (tmp_path / "notes.txt").write_text("a: 1")
    names = [path.name for path in yaml_files(tmp_path)]
    assert names == ["folder.yaml", "gone.yml", "good.yaml", "pipe.YAML"]
    for name in ("folder.yaml", "gone.yml", "pipe.YAML"):
        with pytest.raises(ConfigurationError, match=name):
            read_bytes(tmp_path / name)
    assert load_file(tmp_path / "good.yaml", dict[str, int]) == {"a": 1}
    assert yaml_files(tmp_path / "none") == yaml_files(tmp_path / "notes.txt") == []


def test_a_file_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "mine.yaml"
    path.write_text("a: 1")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ConfigurationError, match=r"mine\.yaml.*Permission denied"):
        read_bytes(path)


@given(st.binary(max_size=300) | st.text("a:{}[]&*!<-? \n\"'|>%#1.", max_size=80).map(str.encode))
def test_any_bytes_are_a_mapping_or_a_fault(content: bytes) -> None:
    try:
        assert isinstance(load(content, "a.yaml", dict[Any, Any]), dict)
    except ConfigurationError as error:
        assert error.text("zh") and error.text("en")


def test_the_limits_leave_room_for_what_offices_write() -> None:
    teams = "".join(f"    - 第{i}中队（{i % 30}街道）\n" for i in range(3_700))
    text = f"groups:\n  of:\n    all:\n{teams}"
    assert len(text.encode()) < yaml_values.MAX_BYTES
    assert len(load(text.encode(), "a.yaml", dict[str, Any])["groups"]["of"]["all"]) == 3_700
