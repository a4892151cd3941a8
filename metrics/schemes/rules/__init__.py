"""The scoring rules of a scheme: from the value of an indicator to points.

A new rule is a final class in a module of this package that is imported here.
"""

from typing import Annotated, Union

from pydantic import Field, GetPydanticSchema

from metrics.schemes.rules import deduction, shares, steps
from metrics.schemes.rules.rule import RULES, Rule

MODULES = (shares, deduction, steps)
# Any of RULES, told apart by its `type`.
AnyRule = Annotated[
    Rule,
    GetPydanticSchema(
        lambda _, handler: handler.generate_schema(
            Annotated[Union.__getitem__(tuple(RULES)), Field(discriminator="type")]
        )
    ),
]
