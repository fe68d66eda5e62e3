"""What tests need of the machine."""

import os
import socket
import time

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


def first_true(ask, seconds=30):
    """The first true answer; a slow machine has time for it, and what never comes is a failure."""
    end = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)
    return answer
