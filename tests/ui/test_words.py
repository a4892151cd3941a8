"""Every text that the pages ask for exists in both languages, and none lies about unused."""

import re
from pathlib import Path

import pytest

from kernel.messages import text_files
from metrics.indicators import INDICATORS
from tests.metrics.rule_examples import EXAMPLES
from ui import i18n

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [*(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")]


def texts(language: str) -> str:
    """All texts of a language, those of single pages included."""
    files = text_files(ROOT / "ui", language)
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def codes(language: str) -> set[str]:
    return set(re.findall(r"^([a-zA-Z][\w-]*) =", texts(language), re.M))


def test_both_languages_say_the_same_things():
    assert codes("zh") == codes("en")


def bodies(language: str) -> dict[str, str]:
    """The text of each code."""
    return dict(re.findall(r"^([a-zA-Z][\w-]*) =(.*(?:\n[ }].*)*)", texts(language), re.M))


def named(body: str) -> set[str]:
    """The parameters of a text. What is called otherwise in each language is one of two."""
    return {"zh" if name == "en" else name for name in re.findall(r"\$(\w+)", body)}


def test_a_text_takes_the_same_parameters_in_both_languages():
    """One that is asked for in one language alone leaves a hole in the other."""
    used = [
        {code: named(body) for code, body in bodies(lang).items()} for lang in i18n.LANGUAGE_SIGNS
    ]
    assert used[0] == used[1]


def test_every_code_in_the_source_is_known_and_every_known_code_is_in_the_source():
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    known = codes("zh")
    asked = set(re.findall(r"(?<![\w.])t\(\s*\"([\w-]+)\"", source))
    assert asked <= known
    composed = [p.replace("{", "").split("}")[0] for p in re.findall(r"\bf\"([\w-]+-\{)", source)]
    unused = {
        code
        for code in known - asked
        if f'"{code}"' not in source and not any(code.startswith(p) for p in composed if p)
    }
    assert not unused


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.type)
def test_every_setting_of_a_rule_has_a_name_on_the_trial_page(rule):
    """Their codes are composed: a rule whose figures have no name would end the page."""
    settings = rule.settings((rule.only_for or ("filed",))[0])
    assert {f"knob-{one.word.replace('_', '-')}" for one in settings} <= codes("zh")


def test_every_lever_of_an_indicator_has_words():
    """What a step to a better value is called is composed as well."""
    levers = {entry.lever for entry in INDICATORS.values()} - {""} | {"more", "fewer"}
    assert {f"lever-{lever}" for lever in levers} <= codes("zh")


def test_a_chinese_text_is_chinese():
    for code, text in bodies("zh").items():
        plain = re.sub(r"\{[^}]*\}", "", text)
        chinese = re.search(r"[\u4e00-\u9fff、：（）；。]", plain)
        assert chinese or not re.search(r"\w", plain), f"{code}: {text}"
