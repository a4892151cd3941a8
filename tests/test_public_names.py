"""One public name, one meaning: what two modules offer to others under one name is one thing."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("kernel", "data", "sample_city", "metrics", "ui", "shirong")

# Names that several modules offer on purpose, and why one word is right for all of them.
CACHED = "of `ui.store`: the same question, answered once per version of the store"
EXCEPTIONS = {
    "COMMANDS": "of each module of commands; `shirong.commands` offers them all",
    "CHECKS": "of each room of checks; `data.checks` runs them all",
    "SUSPECT": "of each family of personal data; `masking` looks for all of them",
    "show": "what a page, or a part of one, puts on the screen",
    "deliver": "of each way of delivery; `metrics.telling.telling` takes the one that is named",
    "say": "a Message out of the texts of the package that says it",
    "listed": "of `ui.i18n`: `kernel.messages.listed` in the language of the view",
    "as_of_by_source": CACHED,
    "current_names": CACHED,
    "last_day": CACHED,
    "opening_period": CACHED,
    "progress_of": CACHED,
}


def sources() -> dict[str, ast.Module]:
    """Module -> its tree; of all that is no test."""
    found = {}
    for folder in (*PACKAGES, "pages", "benchmarks"):
        for path in (ROOT / folder).rglob("*.py"):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def defined(tree: ast.Module) -> Iterator[str]:
    """The names that a module itself gives a meaning."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def taken(tree: ast.Module, modules: dict[str, ast.Module]) -> Iterator[tuple[str, str]]:
    """(module, name) of what a module takes from others: by import, or as `module.name`."""
    aliases = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if f"{node.module}.{alias.name}" in modules:
                    aliases[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                else:
                    yield node.module, alias.name
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name in aliases:
                yield aliases[name], attribute


def several(modules: dict[str, ast.Module]) -> dict[str, set[str]]:
    """Name -> the modules that offer it, of names that more than one does."""
    own = {name: set(defined(tree)) for name, tree in modules.items()}
    offered = defaultdict(set)
    for tree in modules.values():
        for module, name in taken(tree, modules):
            if name in own.get(module, ()) and not name.startswith("_"):
                offered[name].add(module)
    return {name: where for name, where in offered.items() if len(where) > 1}


def test_one_public_name_has_one_meaning() -> None:
    found = several(sources())
    assert not {name: sorted(found[name]) for name in found.keys() - EXCEPTIONS.keys()}


def test_a_module_gives_each_name_one_meaning() -> None:
    """A constant that is written twice: the first is dead, and whoever mends it mends nothing."""
    twice = {
        module: [name for name, count in Counter(defined(tree)).items() if count > 1]
        for module, tree in sources().items()
    }
    assert not {module: names for module, names in twice.items() if names}


def test_no_exception_outlives_its_reason() -> None:
    assert not EXCEPTIONS.keys() - several(sources()).keys()


def test_the_rule_sees_what_it_forbids() -> None:
    trees = {
        "a": "class Source: ...",
        "b": "Source = 1",
        "b.c": "from a import Source",
        "d": "import e\nfrom b import c",
        "f": "from b import Source",
    }
    assert several({name: ast.parse(text) for name, text in trees.items()}) == {
        "Source": {"a", "b"}
    }
