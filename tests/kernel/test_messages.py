"""Texts: both languages say the same things, and no code asks for a text that is not there."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as fluent_ast

from kernel.messages import LANGUAGES, Message, ShirongError, Translator, text_files

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = [ROOT / package for package in ("kernel", "data", "metrics", "ui")]


class _Variables(visitor.Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: fluent_ast.VariableReference) -> None:
        self.names.add(node.id.name)


def texts(folder: Path, lang: str) -> dict[str, set[str]]:
    """Code -> the parameters its text uses. A text that is defined twice is an error."""
    found: dict[str, set[str]] = {}
    for path in text_files(folder, lang):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, fluent_ast.Junk), f"{path.name}: {entry.content}"
            if isinstance(entry, fluent_ast.Message):
                assert entry.id.name not in found, f"{path.name}: {entry.id.name} twice"
                variables = _Variables()
                variables.visit(entry)
                found[entry.id.name] = variables.names
    return found


def said_in_code() -> Iterator[tuple[str, str, str, set[str] | None]]:
    """Place, domain, code and parameters (None: not written in place) of each Message(...)."""
    for path in [p for package in PACKAGES for p in package.rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name("Message"), args=[ast.Constant(str(code)), *rest]):
                    named = [k.value for k in node.keywords if k.arg == "domain"]
                    domain = next(iter([*rest[1:], *named]), ast.Constant("data"))
                    place = f"{path.relative_to(ROOT)}:{node.lineno}"
                    yield place, ast.literal_eval(domain), code, _keys(rest[:1])


def _keys(params: list[ast.expr]) -> set[str] | None:
    match params:
        case []:
            return set()
        case [ast.Dict(keys=keys)] if all(isinstance(key, ast.Constant) for key in keys):
            return {key.value for key in keys if isinstance(key, ast.Constant)}
    return None


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda path: path.name)
def test_languages_have_the_same_texts_with_as_many_parameters(folder: Path) -> None:
    """Their names may differ: a thing that is called otherwise in each language is passed twice."""
    chinese, english = (
        {code: len(names) for code, names in texts(folder, lang).items()} for lang in LANGUAGES
    )
    assert chinese == english


def test_every_text_that_code_asks_for_is_there_with_its_parameters() -> None:
    known: dict[str, dict[str, set[str]]] = {}
    for folder in PACKAGES:
        chinese, english = (texts(folder, lang) for lang in LANGUAGES)
        known[folder.name] = {code: chinese[code] | english[code] for code in chinese}
    asked = list(said_in_code())
    assert asked
    assert not [(place, code) for place, domain, code, _ in asked if code not in known[domain]]
    assert not [
        (place, code, known[domain][code] - given)
        for place, domain, code, given in asked
        if given is not None and not known[domain][code] <= given
    ]


def test_a_message_is_written_in_the_language_of_its_reader() -> None:
    message = Message("store-missing-file", {"file": "shirong-000002.duckdb"})
    assert "不存在" in message.text()
    assert "does not exist" in message.text("en")
    assert str(ShirongError(message)) == message.text("zh")


def test_a_message_inside_a_message_takes_its_language() -> None:
    holder = Message("store-busy-unknown")
    assert "an unknown process" in Message("store-busy", {"holder": holder}).text("en")


def test_numbers_are_written_as_they_are(tmp_path: Path) -> None:
    for lang in LANGUAGES:
        (tmp_path / f"{lang}.ftl").write_text("row = row { $n }, { $share }", encoding="utf-8")
    assert Translator(tmp_path).text("row", n=37094, share=0.125) == "row 37094, 0.125"


def test_what_is_missing_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        Message("no-such-text").text()
    with pytest.raises(KeyError):
        Message("store-missing-file").text()
    with pytest.raises(KeyError):
        Message("store-busy-unknown").text("fr")


def test_a_list_is_written_as_the_language_writes_one() -> None:
    unused = Message("import-unused-columns", {"columns": ["甲", "乙"]})
    assert "甲、乙" in unused.text("zh") and "甲, 乙" in unused.text("en")


@pytest.mark.parametrize("length", [2_500, 2_501, 30_000])
def test_a_parameter_may_be_of_any_length(length: int) -> None:
    """Fluent itself refuses more than 2,500 characters, and a page would end there."""
    name = "区" * length
    for lang in LANGUAGES:
        assert name in Message("reader-hidden-sheet", {"sheet": name}).text(lang)
    many = [f"第{i}中队" for i in range(3_700)]
    text = Message("import-unused-columns", {"columns": many}).text("zh")
    assert "、".join(many) in text


def test_a_long_parameter_is_put_in_once_and_as_it_is() -> None:
    """A text that looks like the mark of another parameter stays what it is."""
    odd = "\ufdd0sheet\ufdd1" + "x" * 3_000
    assert Message("reader-hidden-sheet", {"sheet": odd}).text("zh").count("x" * 3_000) == 1


def test_a_parameter_may_be_called_as_anything() -> None:
    """A worker that was killed is told with its code: the page ended where it was to be said."""
    for lang in LANGUAGES:
        assert "-9" in Message("import-worker-ended", {"code": -9}).text(lang)
    for name in ("code", "lang", "most", "self"):
        assert Message("reader-hidden-sheet", {"sheet": "甲", name: "x"}).text("zh")
