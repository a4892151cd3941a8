"""The sample city as it happened, made once for all that is asked of it."""

import pytest

from sample_city.sample import Sample, make_sample


@pytest.fixture(scope="session")
def sample() -> Sample:
    """Shared: copy a frame before changing it."""
    return make_sample()
