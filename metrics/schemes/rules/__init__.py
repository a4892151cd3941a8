"""The scoring rules of a scheme: from the value of an indicator to points.

A new rule is a final class in any module of this package.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Annotated, Union

from pydantic import Field, GetPydanticSchema

from metrics.schemes.rules.rule import RULES, Rule

for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)

# Any of RULES, told apart by its `type`.
AnyRule = Annotated[
    Rule,
    GetPydanticSchema(
        lambda _, handler: handler.generate_schema(
            Annotated[Union.__getitem__(tuple(RULES)), Field(discriminator="type")]
        )
    ),
]
