"""How many talks each question finds, and how many queries its page takes to build: a program that prints JSON."""

import json
import os
import sys
from urllib.parse import quote_plus

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
django.setup()

from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import setup_test_environment

from conference.programme import built


def main(year, *questions):
    setup_test_environment()  # or a response would not tell its context
    connection.force_debug_cursor = True
    json.dump({question: found(f"/{year}/search/?q={quote_plus(question)}") for question in questions}, sys.stdout)


def found(address):
    """Talks and queries, once the words are known."""
    for _ in range(2):
        built.plain.clear()
        built.asked.clear()
        reset_queries()
        response = Client().get(address, HTTP_HOST="localhost")
    return len(response.context["found"].talks), len(connection.queries)


main(*sys.argv[1:])
