"""Which texts are alike: blind to case, accents and TeX. One folding for index, question and mark. Pure.

A word is a run of letters and digits; where a script has no spaces between words, each letter is one. A word of a
question that holds several of those, such as `O(1/sqrt(n))`, is a phrase.
"""

import re
import unicodedata
from functools import lru_cache

from conference import tex
from conference.programme.slugs import PLAIN

FOLDING = 1  # raise it when the same text folds to something else: older indexes are then made anew
LONGEST_QUESTION, MOST_WORDS, LONGEST_PHRASE, LONGEST_WORD = 200, 8, 16, 64

# Thai, Lao, Burmese, Khmer, Kana, Han.
SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{SPACELESS}]|[^\W_{SPACELESS}]+")
_SIGNS = {"√": " sqrt ", "∞": " infinity "}


def _greek():
    """α as in formulas, by the name that TeX and people type."""
    letters = (chr(code) for code in range(0x3B1, 0x3CA) if code != 0x3C2)
    names = {letter: unicodedata.name(letter).rpartition(" ")[2].lower() for letter in letters}
    return names | {"λ": "lambda"}


GREEK = _greek()


class _Letters(dict):
    """What each character folds to, by its code; learned as characters come."""

    def __missing__(self, code):
        char = _SIGNS.get(chr(code)) or PLAIN.get(code, chr(code))
        bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
        self[code] = folded = "".join(c for c in bare if unicodedata.category(c)[0] != "M" and not _is_unseen(c))
        return folded


def _is_unseen(char):
    """Soft hyphens, joiners, marks of direction."""
    return unicodedata.category(char) == "Cf"


LETTERS = _Letters()


def folded(text):
    """The text without case and accents, signs as words; its length may be another."""
    return text.translate(LETTERS)


def words(text):
    """The words of a plain text, folded."""
    return [GREEK.get(word, word[:LONGEST_WORD]) for word in _WORD.findall(folded(text))]


@lru_cache(256)
def phrases(question):
    """What a question asks for: a tuple of phrases, each a tuple of words. However long it is, the answer is short."""
    found = (tuple(words(part)[:LONGEST_PHRASE]) for part in tex.to_text(question[:LONGEST_QUESTION]).split())
    return tuple(dict.fromkeys(filter(None, found)))[:MOST_WORDS]


def begins(phrase):
    """Whether a phrase also finds words that only begin like its last one; single letters begin too many."""
    return len(phrase[-1]) > 1
