"""Old and new side by side, with the words that differ marked."""

from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST = 3000  # words compared one by one


@dataclass(frozen=True)
class Difference:
    """What one field says now and what it would say. `old` and `new` are for reading, not for writing."""

    name: str
    old: str
    new: str

    @property
    def label(self):
        return {
            "foreign_id": "id elsewhere",
            "join": "link to join",
            "recording": "link to the recording",
            "links": "further links",
        }.get(self.name, self.name)

    @property
    def marked(self):
        """(old, new), each a list of (whether it differs, text)."""
        old, new = self.old.split(), self.new.split()
        if not old or not new or len(old) + len(new) > LONGEST:
            return [(True, self.old)] if old else [], [(True, self.new)] if new else []
        sides = [], []
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            for side, words in zip(sides, (old[a:b], new[c:d]), strict=True):
                if words:
                    side.append((tag != "equal", " ".join(words)))
        return sides

    def __str__(self):
        return f"{self.label}: {short(self.old)} → {short(self.new)}"


def short(text, longest=80):
    text = " ".join(text.split()) or "empty"
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
