"""The numbers that a scheme file may hold: exact, and never absurd."""

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError


def _sensible(value: Decimal) -> Decimal:
    """Figures are computed exactly: a number of 400 digits is no mark, limit or share."""
    if value and not -9 <= value.adjusted() <= 12:
        raise PydanticCustomError("absurd_number", "beyond all marks")
    return value


Number = Annotated[Decimal, AfterValidator(_sensible)]
Positive = Annotated[Number, Field(gt=0)]
NotNegative = Annotated[Number, Field(ge=0)]
