"""What a reader gathers while it reads: findings, questions, and text made clean."""

from conference.tex.cleaning import one_line, without_forbidden

from . import limits
from .limits import Refused, many
from .rows import Finding, Question, Severity

_PLAIN = str.maketrans("", "", "\n\t")
ORDER = list(Severity)


class Notes:
    """`answers` are those given to questions of an earlier reading of the same file."""

    def __init__(self, answers=None):
        self.answers = answers if isinstance(answers, dict) else {}
        self.found, self.asked, self.counts = [], {}, {}
        self.removed, self.removed_at = 0, ""

    def error(self, sentence, where="", sort=None):
        self._note(Severity.error, sentence, where, sort)

    def warn(self, sentence, where="", sort=None):
        self._note(Severity.warning, sentence, where, sort)

    def _note(self, severity, sentence, where, sort):
        """`sort` names what is counted together, so that 20,000 bad cells do not make 20,000 findings."""
        sort = sort or sentence
        self.counts[severity, sort] = count = self.counts.get((severity, sort), 0) + 1
        if count <= limits.FINDINGS[severity.value]:
            self.found.append(Finding(severity, sentence, where))

    def nothing(self, count, what):
        """An error where a file that could be read holds nothing: all there is would seem to be missing."""
        if not count:
            self.error(f"There is no {what} in this file. Export it anew, or choose another.")

    def ask(self, key, sentence, choices=(), default=""):
        """The answer, if it is one of the choices; else the question is put once, and the default holds."""
        answer = str(self.answers.get(key) or "").strip()
        if answer and (not choices or answer in dict(choices)):
            return answer
        self.asked.setdefault(key, Question(key, sentence, tuple(choices), default))
        return default

    def ask_again(self, key, sentence):
        """The answer that was given cannot be used."""
        self.asked[key] = Question(key, sentence)

    def text(self, value, where=""):
        """Text without what no page may carry, blanks around it taken off; refuses what no cell holds."""
        if not isinstance(value, str):
            value = "" if value is None else str(value)
        if len(value) > limits.CELL:
            sentence = f"One text has {len(value):,} characters. Shorten it to at most {limits.CELL:,}."
            raise Refused(sentence, where)
        if not value.translate(_PLAIN).isprintable():
            whole = value.replace("\r\n", "\n").replace("\r", "\n")
            value = without_forbidden(value)
            self.count_removed(len(whole) - len(value), where)
        return value.strip(" \t\n\u00a0\ufeff\u2028\u2029")

    def line(self, value, where=""):
        """The text in one line: titles and names."""
        return one_line(self.text(value, where))

    def count_removed(self, number, where):
        if number and not self.removed:
            self.removed_at = where
        self.removed += number

    def findings(self):
        """The gravest first, otherwise in the file's order."""
        found = list(self.found)
        if self.removed:
            word = "was" if self.removed == 1 else "were"
            sentence = f"{many(self.removed, 'control character')} that no page can show {word} taken out."
            found.append(Finding(Severity.warning, sentence, self.removed_at and f"first in {self.removed_at}"))
        for (severity, sort), count in self.counts.items():
            if (more := count - limits.FINDINGS[severity.value]) > 0:
                found.append(Finding(severity, f"And {more:,} more of the kind “{sort}”."))
        return tuple(sorted(found, key=lambda finding: ORDER.index(finding.severity)))

    def questions(self):
        return tuple(self.asked.values())


def once(notes, people, where):
    """The people, nobody twice."""
    first = {}
    for person in people:
        first.setdefault(person.key, person)
    if len(first) < len(people):
        notes.warn("Somebody is named twice in one entry; once is kept.", where, "twice")
    return tuple(first.values())
