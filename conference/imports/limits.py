"""How much of a file we read, and the one way to refuse it."""

FILE = 25 * 1024 * 1024  # bytes
ROWS = 20_000
COLUMNS = 200
CELL = 100_000  # characters
DEPTH = 60
NODES = 1_000_000  # XML elements, JSON values
LAST_ROW = 100_000  # of a sheet, empty ones counted
FINDINGS = {"error": 200, "warning": 20}  # of one kind of sentence, the others are counted

ARCHIVE_ENTRIES = 500
ARCHIVE_BYTES = 100 * 1024 * 1024
ARCHIVE_RATIO = 200


class Refused(Exception):
    """The file is not read at all; the sentence says why and what to do."""

    def __init__(self, sentence, where=""):
        super().__init__(sentence)
        self.sentence, self.where = sentence, where


def many(number, one, several=None):
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def check_rows(count, where):
    if count > ROWS:
        raise Refused(f"There are more than {ROWS:,} entries. Split the file and import its parts.", where)
