"""All tests. As a plugin of pytest (pyproject.toml) it is there before anything that they need is loaded."""

import gc


def pytest_load_initial_conftests() -> None:
    """Load the program without looking for garbage: every worker does, and looking takes an eighth of it.

    It is looked for again after the tests are collected (tests/conftest.py).
    """
    gc.disable()
