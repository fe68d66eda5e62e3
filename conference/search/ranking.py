"""What words find of a catalogue, as sets of its places (`bits`), the best first.

What a phrase finds is remembered until the next change: the words that many ask for are those that find much.
"""

from functools import lru_cache, reduce
from itertools import accumulate
from operator import and_

from conference.programme import bits
from conference.programme.catalogue import KEPT

from .fold import begins
from .index import engine
from .models import id_of

REMEMBERED = 1_000  # phrases of a catalogue, each in at most four bits for each talk, session and person


@lru_cache(KEPT)
def ranking_of(catalogue):
    return Ranking(catalogue)


class Ranking:
    """Talks, sessions and people stand one behind the other in the sets that are remembered."""

    def __init__(self, catalogue):
        sorts = [catalogue.talks.keys, catalogue.sessions.keys, list(catalogue.people)]
        sizes = [len(keys) for keys in sorts]
        self.spans = list(zip(accumulate(sizes, initial=0), sizes, strict=False))
        ids = [id_of(sort, key) for sort, keys in enumerate(sorts) for key in keys]
        self.places = {id: place for place, id in enumerate(ids)}
        self.remembered = {}

    def ranks(self, phrases, remember):
        """For each sort of thing, four sets of what has all phrases: as whole words in title and people, as whole words
        anywhere, and the same of words that begin so. What is in one is in others too."""
        asked = [[(phrase, begun and begins(phrase)) for phrase in phrases] for begun in (False, True)]
        known = self.known(dict.fromkeys(asked[0] + asked[1]), remember)
        found = [reduce(and_, (known[each][part] for each in rank)) for rank in asked for part in (0, 1)]
        return [[each >> start & bits.first(size) for each in found] for start, size in self.spans]

    def known(self, asked, remember):
        """For each (phrase, whether words that begin so will do): the sets of what has it in the head, and anywhere."""
        known = {each: self.remembered.get(each) for each in asked}
        if unknown := [each for each, sets in known.items() if sets is None]:
            for each, ids in engine.find(unknown).items():
                known[each] = [bits.of(map(self.places.get, part), len(self.places)) for part in ids]
            if remember:
                if len(self.remembered) > 2 * REMEMBERED:
                    self.remembered.clear()
                self.remembered.update(known)
        return known


def in_order(ranks, keys):
    """The keys in these sets of places: those of the first set, then those that only the second has, and so on."""
    found, seen = [], 0
    for rank in ranks:
        found += bits.members(rank & ~seen, keys)
        seen |= rank
    return found
