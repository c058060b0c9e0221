"""Options of the whole test suite."""

import pytest
from hypothesis import HealthCheck, settings
from office import SOFFICE, version

# What a machine's speed decides is no fault: neither a deadline nor a health check goes by the clock.
settings.register_profile("test", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fuzz", settings.get_profile("test"), derandomize=False, max_examples=300, print_blob=True)
settings.load_profile("test")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the expected files instead of comparing with them")


def pytest_report_header() -> str:
    """Say which office program judges the DOCX."""
    return f"office program: {version() if SOFFICE else 'none, so no DOCX is compared with its PDF'}"


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether to rewrite the expected files."""
    return bool(request.config.getoption("--update"))
