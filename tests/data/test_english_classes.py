"""Every class of problems of the vocabulary has an English name of its own."""

from data.parsing.categories import class_names, english_classes, subclass_names


def test_every_class_and_subclass_has_an_english_name_of_its_own():
    english = english_classes()
    assert set(english) == {*class_names().values(), *subclass_names().values()}
    assert len(set(english.values())) == len(english)
