"""Options of the whole test suite."""

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no failure: a property holds however long it takes.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the expected files instead of comparing with them")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether to rewrite the expected files."""
    return bool(request.config.getoption("--update"))
