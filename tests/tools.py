"""What tests need of the machine."""

import os
import socket

import pytest


def need(condition, sentence):
    """Skip with this sentence where a tool is missing; fail with it where PLENARY_TEST_EVERYTHING is 1."""
    if condition:
        return
    if os.environ.get("PLENARY_TEST_EVERYTHING") == "1":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def a_free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
