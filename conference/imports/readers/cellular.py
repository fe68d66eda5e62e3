"""The cells of a row by our columns' names, each read as what it is."""

from conference.columns import split_names, unguard

from .. import cells
from ..notes import once
from ..people import split_people, ways
from ..rows import UNSAID, PersonRow

YES = {"yes", "y", "true", "1", "x", "cancelled", "canceled", "withdrawn"}
NO = {"no", "n", "false", "0", ""}


class Cells:
    """`ours`: our columns by name, where the table has them. UNSAID is what it has no column for."""

    def __init__(self, notes, ours, is_own):
        self.notes, self.ours, self.is_own = notes, ours, is_own

    def where(self, line, name):
        column = self.ours.get(name)
        return f"{line.where}, {column.header[:40] or f'column {column.index + 1}'}" if column else line.where

    def raw(self, line, name):
        """The cell as it stands, without the guard that our own export puts there."""
        column = self.ours.get(name)
        if column is None or column.index >= len(line.cells):
            return ""
        cell = line.cells[column.index]
        return unguard(cell) if self.is_own else cell

    def text(self, line, name):
        return self.notes.text(self.raw(line, name), self.where(line, name))

    def line(self, line, name):
        return self.notes.line(self.raw(line, name), self.where(line, name))

    def known(self, line, name):
        return self.line(line, name) if name in self.ours else UNSAID

    def known_text(self, line, name):
        return self.text(line, name) if name in self.ours else UNSAID

    def guid(self, line, name):
        text = self.line(line, name)
        guid = cells.guid_of(text) if text else UNSAID
        if text and guid is UNSAID:
            sentence = f"{text[:60]} is not a UUID. Leave the cell empty for something new."
            self.notes.error(sentence, self.where(line, name), "guid")
        return guid

    def number(self, line, name):
        text = self.line(line, name)
        number = cells.number_of(text) if text else UNSAID
        if text and number is UNSAID:
            sentence = f"{text[:60]} is not a number. Leave the cell empty for something new."
            self.notes.error(sentence, self.where(line, name), "number")
        return number

    def position(self, line):
        if "position" not in self.ours:
            return UNSAID
        text = self.line(line, "position").rstrip(".")
        number = 0 if text == "0" else cells.number_of(text) if text else None
        if number is UNSAID:
            self.notes.warn(f"{text[:40]} is not a number, so the order of the rows counts.", line.where, "position")
        return number

    def language(self, line):
        if "language" not in self.ours:
            return UNSAID
        return cells.language(self.line(line, "language"), self.notes, self.where(line, "language"))

    def web(self, line, name):
        return cells.web(self.line(line, name), self.notes, self.where(line, name)) if name in self.ours else UNSAID

    def links(self, line):
        if "links" not in self.ours:
            return UNSAID
        cell = self.raw(line, "links")
        if self.is_own and not cells.is_typed(cell):
            pairs = [part.rpartition(" ")[::2] for part in split_names(cell)]
        else:
            pairs = cells.labelled(cell)
        return cells.links(pairs, self.notes, self.where(line, "links"))

    def yes(self, line, name):
        if name not in self.ours:
            return UNSAID
        text = self.line(line, name).casefold()
        if text not in YES | NO:
            self.notes.warn(f"{text[:40]} is neither yes nor no; it was read as no.", self.where(line, name), "yes")
        return text in YES

    def people(self, line, name, ids):
        if name not in self.ours:
            return UNSAID
        where = self.where(line, name)
        if self.is_own:
            names = [self.notes.line(each, where) for each in split_names(self.raw(line, name))]
        else:
            names = [self.notes.line(each, where) for each in self.told_apart(self.text(line, name))]
        numbers = self.numbers(line, ids, len(names))
        pairs = zip(names, numbers, strict=True)
        return once(
            self.notes, [PersonRow(name=each, number=number, where=where) for each, number in pairs if each], where
        )

    def told_apart(self, text):
        names, doubtful = split_people(text)
        if doubtful:
            sentence = f"How are names such as {doubtful[:60]} meant?"
            choices = ways(doubtful)
            names, _ = split_people(text, self.notes.ask("comma", sentence, choices, choices[0][0]))
        return names

    def numbers(self, line, name, count):
        """The people's numbers, as many as there are names; without, where they do not fit."""
        texts = split_names(self.raw(line, name))
        if not texts:
            return [UNSAID] * count
        numbers = [cells.number_of(text.strip()) for text in texts]
        if len(numbers) != count or UNSAID in numbers:
            sentence = f"There are {count} names and {len(numbers)} ids for them, so they are known by their names."
            self.notes.warn(sentence, self.where(line, name), "person ids")
            return [UNSAID] * count
        return numbers
