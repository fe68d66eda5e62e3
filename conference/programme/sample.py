"""An invented conference of any size, as plain values: for trying things out and for measuring.

`make(talks)` gives the same conference for the same number, down to the last letter. Pure: no database, no clock.
Everybody and everything in it is made up.
"""

import itertools
import math
import random
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Lisbon")
FIRST_DAY = date(2026, 6, 14)
DAY_BEGINS = time(4)
FEWEST = 16  # with fewer, there is no room for each thing that can be odd about a programme
FOYER, LOFT, STUDIO = "Foyer", "Loft", "Studio"


@dataclass
class Entry:
    """A talk or a plain entry. Times are in UTC; a room is only said where it is not the block's."""

    kind: str
    title: str = ""
    abstract: str = ""
    language: str = ""
    track: str = ""
    start: datetime | None = None
    end: datetime | None = None
    room: str = ""
    cancelled: bool = False
    authors: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)

    @property
    def is_talk(self):
        return KINDS[self.kind].is_talk


@dataclass
class Block:
    """A session."""

    title: str
    start: datetime | None
    end: datetime | None
    room: str
    entries: list[Entry]
    track: str = ""
    abstract: str = ""
    join: str = ""
    recording: str = ""
    cancelled: bool = False
    moderators: list[str] = field(default_factory=list)

    @property
    def talks(self):
        return [entry for entry in self.entries if entry.is_talk]


@dataclass(frozen=True)
class Sort:
    """A kind of entry; `weight` is how much of its session's time it gets beside the others."""

    mark: str
    is_talk: bool = True
    parallel: bool = False
    weight: int = 1


@dataclass(frozen=True)
class Shape:
    """How many days and halls there are, when parallel sessions start and how many minutes they take."""

    days: int
    halls: int
    slots: tuple[time, ...]
    length: int
    coffee: tuple[tuple[time, int], ...]
    lunch: time
    posters: time

    @property
    def parallel(self):
        """How many parallel sessions there is room for."""
        return self.days * self.halls * len(self.slots)


@dataclass
class Sample:
    days: int
    rooms: list[str]
    tracks: list[str]
    people: list[str]
    blocks: list[Block]


KINDS = {
    "Keynote": Sort("keynote", weight=4),
    "Oral": Sort("oral", weight=2),
    "Spotlight": Sort("spotlight"),
    "Tutorial": Sort("tutorial", weight=4),
    "Poster": Sort("poster", parallel=True),
    "Q&A": Sort("ring", is_talk=False),
    "Break": Sort("bar", is_talk=False),
}
HALLS = """
    Great Hall|Aurora|Boreal|Cascade|Delta|Ember|Fjord|Glacier|Harbour|Isthmus|Juniper|Kestrel|Lagoon|Meadow|Nimbus
    |Orchard|Pampas|Quarry|Rapids|Savanna|Tundra|Upland|Valley|Willow|Zenith
"""
HALLS = [name.strip() for name in HALLS.split("|")]

CALM = {
    "slots": (time(10, 30), time(13, 30), time(15, 30)), "length": 90, "posters": time(17, 15),
    "coffee": ((time(10), 30), (time(15), 30)), "lunch": time(12),
}  # fmt: skip
BUSY = {
    "slots": (time(10, 15), time(11, 30), time(13, 30), time(14, 45), time(16, 15), time(17, 30)), "length": 60,
    "posters": time(18, 45), "coffee": ((time(10), 15), (time(15, 45), 30)), "lunch": time(12, 30),
}  # fmt: skip


# The programme


def make(talks):
    """A conference of exactly so many talks."""
    if talks < FEWEST:
        raise ValueError(f"A sample has at least {FEWEST} talks.")
    rng = random.Random(f"Meridian {talks}")  # noqa: S311 - keeps no secrets
    shape = shape_of(talks)
    blocks = [*fixed(shape), *specials(shape)]
    left = talks - sum(len(block.talks) for block in blocks)
    blocks += parallel(rng, shape, left * 3 // 4)
    blocks += posters(shape, talks - sum(len(block.talks) for block in blocks))
    rooms = rooms_of(shape, blocks)
    blocks.sort(key=lambda block: (block.start is None, block.start, rooms.index(block.room) if block.room else 0))
    entitle(rng, blocks)
    describe(rng, blocks)
    vary(blocks)
    people = cast(rng, blocks, talks)
    return Sample(shape.days, rooms, list(THINGS), people, blocks)


def shape_of(talks):
    if talks <= 300:
        return Shape(3, 6, **CALM)
    if talks <= 3000:
        return Shape(4, 12, **(CALM if talks <= 1250 else BUSY))
    return Shape(10, max(25, math.ceil(talks / 400)), **BUSY)


def hall(index):
    """The name of the n-th hall; after the twenty-fifth, the names begin again one floor up."""
    floor, place = divmod(index, len(HALLS))
    return f"{HALLS[place]} {floor + 1}" if floor else HALLS[place]


def rooms_of(shape, blocks):
    poster_halls = dict.fromkeys(each.room for each in blocks if each.room.startswith("Poster"))
    return [*(hall(index) for index in range(shape.halls)), LOFT, STUDIO, *poster_halls, FOYER]


def moment(day, at):
    """A time of day at the venue on the n-th day, in UTC."""
    return datetime.combine(FIRST_DAY + timedelta(days=day), at, ZONE).astimezone(UTC)


def block(title, day, at, minutes, room, kinds, **more):
    """A session with one entry after the other, each kind with its share of the time."""
    start = moment(day, at)
    made = Block(title, start, start + timedelta(minutes=minutes), room, [Entry(kind) for kind in kinds], **more)
    each = minutes // sum(KINDS[kind].weight for kind in kinds)
    for entry in made.entries:
        if KINDS[entry.kind].parallel:
            entry.start, entry.end = made.start, made.end
        else:
            entry.start, start = start, start + timedelta(minutes=each * KINDS[entry.kind].weight)
            entry.end = start
    return made


def fixed(shape):
    """What every day has: a keynote, a tutorial, coffee and lunch."""
    for day in range(shape.days):
        yield block("", day, time(9), 60, hall(0), ["Keynote"])
        for at, minutes in shape.coffee:
            yield block("Coffee", day, at, minutes, FOYER, ["Break"])
        yield block("Lunch", day, shape.lunch, 60, FOYER, ["Break"])
    yield block("", 0, time(13, 30), shape.length, LOFT, ["Tutorial", "Q&A"])


def specials(shape):
    """Late nights, a session that is cancelled and one whose time is not known yet."""
    yield block("Night Session: Unfinished Work", 1, time(23), 120, hall(0), ["Oral", "Oral", "Oral", "Q&A"])
    yield block("After Midnight: One Last Proof", 3, time(0, 30), 60, hall(1), ["Spotlight"])
    yield block("Open Problems", 1, shape.slots[0], shape.length, LOFT, ["Oral", "Oral"], cancelled=True)
    entries = [Entry("Spotlight"), Entry("Spotlight"), Entry("Q&A")]
    yield Block("Late-Breaking Results", None, None, "", entries)


def parallel(rng, shape, talks):
    """Sessions side by side in the halls, of three to six talks, spread evenly over the days."""
    sizes = []
    while talks >= 3 and len(sizes) < shape.parallel:
        sizes.append(min(talks, rng.choice((3, 4, 5, 5, 6, 6))))
        talks -= sizes[-1]
    slots = [(day, at) for day in range(shape.days) for at in shape.slots]
    parts = {track: itertools.count(1) for track in THINGS}
    for index, size in enumerate(sizes):
        room, slot = divmod(index, len(slots))
        track = list(THINGS)[(room + slot) % len(THINGS)]
        kinds = [*mixture(rng, size), *(["Q&A"] if index % 10 < 7 else [])]
        longer = 15 if index % 5 == 1 else 0
        title = f"{track} {next(parts[track])}: {rng.choice(FACETS)}"
        yield block(title, *slots[slot], shape.length + longer, hall(room), kinds, track=track)


def mixture(rng, size):
    orals = rng.randint(1, size)
    return ["Oral"] * orals + ["Spotlight"] * (size - orals)


def posters(shape, talks):
    """Everything that is left, in sessions of some forty at the end of the days."""
    sessions = max(math.ceil(talks / 40), min(shape.days, talks // 8), 1)
    for index in range(sessions):
        size = talks // sessions + (index < talks % sessions)
        room = f"Poster Hall {index // shape.days + 1}"
        title = f"Poster Session {index + 1}"
        yield block(title, index % shape.days, shape.posters, 90, room, ["Poster"] * size)


def entitle(rng, blocks):
    """Titles and tracks. No title comes twice, but for those of `vary`."""
    used = {""}
    tracks = itertools.cycle(THINGS)
    for each in blocks:
        for entry in each.entries:
            entry.title = entry.kind
            if entry.is_talk:
                entry.track = "" if each.track else next(tracks)
                entry.title = new_title(rng, each.track or entry.track, used)
        if not each.title:
            entry = each.entries[0]
            each.title = entry.title if len(each.entries) == 1 else f"{entry.kind}: {entry.title}"
        elif each.room == FOYER:
            each.entries[0].title = each.title


def new_title(rng, track, used):
    title = ""
    while title in used:
        title = title_case(fill(rng, rng.choice(TITLES), track))
    used.add(title)
    return title


def describe(rng, blocks):
    """Abstracts and links."""
    for number, each in enumerate(blocks, 1):
        if each.room == FOYER:
            continue
        each.join = f"https://example.org/join/{number}" if number % 3 else ""
        each.recording = f"https://example.org/recordings/{number}" if number % 8 == 0 else ""
        if each.track and number % 4 == 0:
            each.abstract = abstract(rng, each.track, sentences=3)
    talks = [(entry, each.track or entry.track) for each in blocks for entry in each.talks]
    for number, (entry, track) in enumerate(talks, 1):
        entry.abstract = abstract(rng, track)
        entry.links = {
            word: f"https://example.org/{word}/{number}"
            for every, word in enumerate(("paper", "slides", "video", "poster", "code"), 5)
            if number % every == 0
        }


def abstract(rng, track, sentences=None):
    """Some 1,200 characters, now and then in two paragraphs."""
    said = [fill(rng, rng.choice(patterns), track) for patterns in SENTENCES[:sentences]]
    middle = len(said) // 2 if not sentences and rng.random() < 0.3 else 0
    return "\n\n".join(" ".join(part) for part in (said[:middle], said[middle:]) if part)


def vary(blocks):
    """What is odd about some talks, spread over the programme."""
    talks = [e for each in blocks for e in each.talks if e.kind not in ("Keynote", "Tutorial")]
    changes = [{"title": title} for title in (*LONG_TITLES, TWICE, TWICE)]
    changes += [{"language": tag, "title": title, "abstract": text} for tag, title, text in FOREIGN]
    changes += [{"cancelled": True}, {"cancelled": True}, {"abstract": ""}]
    for index, change in enumerate(changes):
        talk = talks[index * len(talks) // len(changes)]
        for name, value in change.items():
            setattr(talk, name, value)
    next(each for each in blocks if each.track).talks[0].room = STUDIO


# The people


def cast(rng, blocks, talks):
    """Give every session its moderators and every talk its authors; returns everybody who has something to do."""
    pool = people(rng, max(80, talks + talks // 10))
    chairs, both, authors = pool[: len(pool) // 8], pool[len(pool) // 8 : len(pool) // 6], pool[len(pool) // 6 :]
    new = {"moderates": both[:], "presents": [*NOTABLE, *both]}
    nobodys = next(entry for each in blocks for entry in each.talks if entry.kind == "Poster")
    crowds = {}
    for each in blocks:
        if each.room == FOYER:
            continue
        if each.start not in crowds:
            crowds[each.start] = crowd(rng, chairs, both, [*NOTABLE, *authors], new)
        moderating, presenting = crowds[each.start]
        each.moderators = take(moderating, rng.randint(1, 3), new["moderates"])
        for entry in each.talks:
            if entry is not nobodys:
                count = 1 if entry.kind == "Keynote" else rng.choice((1, 2, 2, 3, 3, 3, 4, 4, 5))
                entry.authors = take(presenting, count, new["presents"])
    busy = {name for each in blocks for name in (*each.moderators, *(n for e in each.entries for n in e.authors))}
    return [name for name in [*NOTABLE, *pool] if name in busy]


def crowd(rng, chairs, both, authors, new):
    """Two endless queues for one moment, moderators and authors. Nobody is in both: one can be in one place only."""
    rng.shuffle(both)
    half = len(both) // 2
    return (
        queue(rng, [*chairs, *both[:half]], new["moderates"]),
        queue(rng, [*authors, *both[half:]], new["presents"]),
    )


def queue(rng, names, new):
    """In an order of chance, but first those who had nothing to do yet and shall."""
    first = [name for name in new if name in names]
    return itertools.cycle([*first, *(name for name in rng.sample(names, len(names)) if name not in first)])


def take(queue, count, new):
    taken = list(itertools.islice(queue, count))
    for name in taken:
        if name in new:
            new.remove(name)
    return taken


def people(rng, count):
    """So many different names."""
    names = {}
    while len(names) < count:
        middle = rng.choice(["", "", f"{rng.choice('ABCDEFGHIJKLMNOPRSTVW')}. "])
        family = rng.choice(FAMILY)
        if rng.random() < 0.08:
            family = f"{family}-{rng.choice(FAMILY)}"
        names[f"{rng.choice(GIVEN)} {middle}{family}"] = None
    return list(names)


# The words


def fill(rng, pattern, track):
    """The pattern with a word of chance for each `<list>` in it."""
    words = WORDS | {"things": THINGS[track]}
    text = re.sub(r"<(\w+)>", lambda match: rng.choice(words[match[1]]), pattern)
    text = re.sub(r"\b([Aa]) (?=[aeio])", r"\1n ", text)
    return text[:1].upper() + text[1:]


def title_case(text):
    """With capitals, but for small words, formulas and macros."""
    return re.sub(r"\$[^$]*\$|\\\w+|[^\s{}$\\-]+", lambda match: capital(match[0]), text)


def capital(word):
    return word if word in SMALL or word[0] in "$\\" else word[0].upper() + word[1:]


def listed(text):
    return [item.strip() for item in text.split("|")]


SMALL = set(listed("a|about|an|and|as|at|by|for|from|in|of|on|or|the|to|under|us|with|without"))

THINGS = {
    "Maps and Measurement": listed("""coastlines|tide tables|bent rulers|old atlases|drifting buoys|survey pegs
        |mountain huts|weather balloons|river deltas|clocks at sea"""),
    "Machines that Listen": listed("""creaking doors|choir rehearsals|bird calls|whispered questions|railway stations
        |rain on roofs|rare dialects|humming transformers|broken microphones|overheard melodies"""),
    "Patience and Proof": listed("""lazy proofs|infinite queues|stubborn lemmas|finite games|tangled graphs
        |unlucky permutations|sparse lattices|small counterexamples|slow automata|forgetful stacks"""),
    "Cities and Crowds": listed("""night buses|crossing pedestrians|market squares|bicycle lanes|shared kitchens
        |lost umbrellas|delivery routes|street corners|empty car parks|festival crowds"""),
    "Memory and Storage": listed("""crowded caches|torn pages|replicated ledgers|cold archives|half-written logs
        |leaky buckets|shared notebooks|orphaned files|forgotten passwords|shelves of tapes"""),
    "Light and Image": listed("""foggy windows|pinhole cameras|shadow puppets|blurred portraits|glittering lakes
        |faded photographs|scratched lenses|night skies|folded mirrors|stained glass"""),
    "Living Things": listed("""ant trails|moss gardens|migrating eels|sleepy cells|orchard blossoms|hedgerows
        |curious octopuses|wandering seeds|hungry swarms|tidal pools"""),
    "Words and Stories": listed("""unfinished letters|recipe books|footnotes|bedtime stories|crossword clues
        |borrowed words|polite refusals|shopping lists|double meanings|minutes of meetings"""),
}  # fmt: skip

FACETS = listed("""Foundations|Methods|In Practice|At Scale|Surprises|Limits|New Tools|Lessons Learned|Robustness
    |Theory|Field Reports|Small Data|Long Horizons|Open Questions|Fairness|Benchmarks""")

WORDS = {
    "quality": listed("""patient|sparse|frugal|local|layered|elastic|quiet|honest|recursive|delayed|gentle|adaptive
        |symmetric|reversible|implicit|careful|modular|noisy|cooperative|hierarchical|anonymous|drifting|bounded
        |incremental|low-rank|self-correcting|randomized|two-sided|compact|weightless"""),
    "method": listed("""sampling|bookkeeping|pruning|alignment|embeddings|voting|search|interpolation|estimators
        |compression|scheduling|matching|inference|gossip|triangulation|smoothing|planning|hashing|filters|contracts
        |bargaining|calibration|coverings|relaxation|bootstrapping|backtracking|diffusion|counting|folding|sketches"""),
    "doing": listed("""counting|mending|sorting|naming|folding|predicting|hearing|untangling|comparing|weighing|sharing
        |repairing|forgetting|summarizing|trusting|tracing|rebuilding|drawing|measuring|balancing"""),
    "good": listed("""fairness|stability|cost|price|accuracy|privacy|shape|honesty|resilience|depth|rhythm|geometry
        |patience|weight|symmetry|value|limits|texture"""),
    "tool": listed("""paper models|a single sensor|two thresholds|cheap oracles|borrowed labels|a stopwatch
        |weak supervision|random walks|human hints|partial orders|integer arithmetic|a shared clock|tiny transformers
        |mirrored gradients|a deck of cards|linear programs|spare batteries|handwritten rules"""),
    "coin": listed("""Pebble|Lantern|Thimble|Marzipan|Sextant|Bramble|Tumbleweed|Periscope|Gimlet|Halyard|Pumice
        |Saffron|Cricket|Quill|Trellis|Dovetail|Anemone|Hopscotch|Kingfisher|Ferry"""),
    "formula": [
        r"$O(n \log n)$", r"$\varepsilon$-close", r"$k$-fold", r"$\ell_1$-bounded", r"$O(\sqrt{n})$", r"$\alpha$-fair",
    ],
    "bound": [
        r"$O(n \log n)$", r"$O(\sqrt{n})$", r"$\Theta(\log^2 n)$", r"$O(n^{3/2})$", r"$2^{O(k)} \cdot n$",
        r"$\mathcal{O}(\varepsilon^{-2} \log \frac{1}{\delta})$", r"$\Omega(n / \log n)$",
    ],
    "relation": [
        r"$\mathbf{x} \in \mathbb{R}^d$", r"$\|\mathbf{x} - \mathbf{y}\|_2 \le \varepsilon$",
        r"$\sum_{i=1}^{n} w_i = 1$", r"$f(\mathbf{x}) \ge \frac{1}{2} f(\mathbf{x}^\ast)$",
        r"$\mathbb{E}[X_{t+1} \mid X_t] \le X_t$", r"$\lambda_1 > \lambda_2 \ge 0$",
        r"$A \mathbf{x} = \mathbf{b}$", r"$p(y \mid \mathbf{x}) \propto e^{-\beta E(\mathbf{x}, y)}$",
    ],
    "few": listed("two|three|four|five|six|seven|nine|eleven|twelve"),
    "many": listed("4,000|11,500|27,000|62,000|140,000|310,000|1.2 million"),
    "percent": listed(r"6\%|9\%|14\%|18\%|23\%|31\%|37\%|42\%|58\%"),
    "place": listed("""harbours|village schools|repair shops|lighthouses|libraries|community orchards|night trains
        |hospital kitchens|ferry terminals|choirs|museums|regional archives"""),
    "time": listed("a winter|eleven weeks|three seasons|two years|a whole term|forty nights|one long summer"),
    "adverb": listed("quietly|reliably|gracefully|cheaply|visibly|steadily|by a wide margin|without tuning"),
}  # fmt: skip

TITLES = [
    "<quality> <method> for <things>",
    "on the <good> of <things>",
    "<coin>: <quality> <method> for <things>",
    "<doing> <things> with <tool>",
    "what <things> tell us about <quality> <method>",
    "how to stop <doing> <things>",
    "a <quality> theory of <things>",
    "<few> lessons from <doing> <things>",
    "<method> and the <good> of <things>",
    "is <quality> <method> enough? The case of <things>",
    "<formula> <method> for <things>",
    "the hidden <good> of <quality> <method>",
    "<doing> <things>, one by one: <quality> <method> with <tool>",
    "from <quality> to <quality> <method> of <things>",
    "<coin>: <doing> <things> without <tool>",
    r"\emph{<coin>}, or the <good> of <doing> <things>",
    "towards <quality> <method> under <tool>",
    "<things> as <quality> <method>",
    "beyond <method>: <doing> <things> with <tool>",
    "learning <quality> <method> from <things>",
]

SENTENCES = [
    [
        "<things> are everywhere, and yet <doing> them is still mostly a matter of habit.",
        "Anyone who has worked with <things> knows that <method> looks easy until the second day.",
        "Most of what is known about <things> was learned by <doing> them one at a time, with <tool>.",
        "The usual way of <doing> <things> assumes that nothing changes while we look.",
        "There is a folk belief that <things> cannot be understood without <quality> <method>.",
        "Each year more <place> depend on <things>, but few of them can say what that costs.",
        r"What do <things> have in common with \emph{<quality> <method>}? More than one would think.",
    ],
    [
        "Earlier attempts with <tool> break down as soon as more than <few> of them have to be compared at once.",
        "The difficulty is not <doing> them but knowing when to stop, and no rule for that has been agreed upon.",
        "Existing systems treat this as a question of <method>, and so they miss the <good> of the whole.",
        "So far, either the <good> or the speed had to be given up, and practitioners in <place> chose speed.",
        "That leaves a gap between what is written about <method> and what is done in <place> every day.",
        "Until now, the <good> of such a process could only be guessed from <many> hand-made notes.",
    ],
    [
        r"We propose \textsc{<coin>}, a <quality> form of <method> that needs nothing but <tool>.",
        "In this talk we turn the question around: instead of <doing> more, we ask how little <method> is enough.",
        "This paper describes <quality> <method>, in which each step can be undone as long as nobody relies on it.",
        "Our starting point is a simple remark: the <good> of <things> shows itself long before they are complete.",
        "We introduce a <quality> variant of <method> and show how it grows out of <tool> in <few> small steps.",
        r"The idea behind \textbf{<coin>} is to let <things> do the <method> themselves, and only to keep the score.",
    ],
    [
        "Each observation is kept as a vector with <relation>, so that <doing> becomes a walk on a <quality> graph.",
        "Formally, we look for the smallest set of <things> for which <relation> holds at every step.",
        "The central lemma says that whenever <relation>, a <quality> solution exists and is unique up to renaming.",
        "Writing the condition as <relation> turns <doing> into a <quality> problem that <tool> can solve.",
        "Under the mild assumption that <relation>, errors cancel in pairs and need not be stored at all.",
    ],
    [
        "The whole procedure runs in <bound> time and asks for <few> passes over the data.",
        "A careful count gives <bound> comparisons, which matches the lower bound except for <few> corner cases.",
        "This brings the cost down to <bound>, where the best method known to us needs <bound>.",
        "Its memory stays within <bound>, small enough for the devices that <place> already own.",
        "We prove a bound of <bound> and give an example in which nothing better can be hoped for.",
    ],
    [
        "A second ingredient is <quality> <method>: it decides which of the <things> are worth a closer look.",
        "To keep the <good> of the result under control, <doing> alternates with <quality> <method>.",
        "Where this is not possible, we fall back on <tool>, which turns out to be wrong in the same way each time.",
        "No step needs a central clock, and a part that fails is simply left out of the next round.",
        "All of this fits into <few> hundred lines, and the only parameter is how long one is willing to wait.",
        "A visual proof with coloured threads makes the argument accessible to people who would never read a formula.",
    ],
    [
        "We tried it for <time> in <few> <place>, on <many> <things> in all.",
        "The evaluation covers <many> <things>, which volunteers from <place> had described one by one.",
        "Together with <few> <place> we collected <many> examples over <time> and published those that we may.",
        "In a blind comparison over <time>, people in <place> were shown both results in an order of chance.",
        "Experiments with <many> <things>, some real and some simulated, took <time> and one very old laptop.",
    ],
    [
        "Errors fell by <percent>, and the work was done <adverb> by people with no training in <method>.",
        "It agrees with the experts in all but <percent> of the cases, and where it does not, they disagree as well.",
        "Compared with <tool>, the <good> improved by <percent>, while the energy used went down by <percent>.",
        "The gain of <percent> holds up when half of the <things> are taken away, and it grows <adverb> with time.",
        "To our surprise, the simplest baseline came within <percent> of it, and we explain at length why.",
    ],
    [
        "The difference is largest where <things> are rare, which is also where <place> need help most.",
        "Looking closer, almost all of it comes from <quality> <method>; <tool> alone would change little.",
        "Two further studies, one of them with <tool>, point in the same direction and are told in the appendix.",
        "We can now predict the <good> of <things> from <few> examples, and say how far to trust the prediction.",
        "Unlike <quality> <method>, it needs no second look at <things> that were once judged harmless.",
    ],
    [
        "Not everything worked: <things> that change their <good> overnight are still out of reach.",
        "We also report <few> failures, because they taught us more about <quality> <method> than the successes did.",
        "The method has limits, above all where <doing> one of the <things> disturbs all the others.",
        "Care is needed when <place> share their records, and we discuss what should never be recorded at all.",
        "Whether the same holds for <quality> <method> remains open; we offer a dinner for the first counterexample.",
    ],
    [
        "We close with a list of <few> questions that a student could start on tomorrow.",
        "Code, data and a printable summary for <place> come with the paper.",
        "We hope that this encourages others to look at <things> with more patience and fewer assumptions.",
        "The talk ends with a live demonstration, weather permitting.",
        "What began as a side project has become the way in which <few> <place> now plan their year.",
    ],
]

TWICE = "What We Mean by Noise"
LONG_TITLES = [
    "On the Remarkable Persistence of Small Habits in Large Systems, and What Ninety-Three Lighthouse Keepers, Two "
    "Retired Piano Tuners and an Unusually Cooperative Flock of Geese Taught Us about Measuring, Forgetting and "
    "Measuring Again: A Report in Four Movements with an Interlude on Rounding Errors, an Apology to the Reviewers "
    r"and a Proof that $\sum_{i=1}^{n} \frac{1}{i} \le 1 + \ln n$ Suffices",
    "Neighbourhood-Preserving-Quasi-Isometric-Reparametrization-Invariant Representations of Slowly-Drifting-but-"
    "Occasionally-Discontinuous Observations under Intermittent-and-Adversarially-Scheduled-Supervision: "
    "Counterexamples, Conjectures and Consolations",
]
FOREIGN = [
    (
        "ar",
        "الخرائط التي ترسم نفسها: قياس الصبر في المدن الساحلية",
        "كل خريطة وعدٌ بأن الطريق لن يتغيّر قبل أن نصل. ندرس في هذه المحاضرة خرائط ترسم نفسها من آثار المارّة، ونسأل: كم "
        "خطوة تكفي كي نعرف شكل الشاطئ؟ نقترح طريقة بسيطة لا تحتاج إلا إلى ساعة ودفتر، ونبيّن أن كلفتها لا تتجاوز "
        "$O(n \\log n)$ حتى حين تتبدّل الشوارع كل ليلة.\n\nجرّبنا الطريقة ثلاثة مواسم في أربعة موانئ، فقلّت الأخطاء إلى "
        "النصف، وتعلّمنا من الصيّادين أكثر مما تعلّمناه من الأجهزة. نختم بأسئلة مفتوحة عن المدّ والجزر، وعن الأماكن التي "
        "يفضّل أهلها ألّا تُرسم أبدًا.",
    ),
    (
        "he",
        "איך סופרים גשם? על הקשבה זולה ועל גגות מפח",
        "מי שגר תחת גג של פח יודע שלכל גשם קול משלו. בהרצאה נראה כיצד מיקרופון אחד ישן יכול למדוד כמה ירד, מתי ובאיזו "
        "עוצמה, בלי כיול ובלי חיישנים נוספים. הרעיון פשוט: במקום לזהות כל טיפה אנו סופרים את השקט שביניהן, ומראים שדי "
        "ב־$O(\\sqrt{n})$ דגימות.\n\nהקשבנו חורף שלם לשבעה בתי ספר כפריים. התוצאות קרובות לאלה של תחנות המדידה, "
        "והילדים שהפעילו את המכשירים שאלו שאלות שעליהן אין לנו עדיין תשובה.",
    ),
    (
        "fa",
        "فراموشی سودمند: بایگانی‌هایی که می‌دانند چه چیزی را نگه ندارند",
        "هر بایگانی دیر یا زود پر می‌شود، و آنگاه باید تصمیم گرفت که چه چیزی بماند. در این سخنرانی روشی آرام و گام‌به‌گام "
        "برای فراموش کردن پیشنهاد می‌کنیم که در آن هر برگه پیش از کنار گذاشته شدن سه بار بخت دیده شدن دارد. نشان می‌دهیم "
        "که با $k$ قفسه، هیچ پرسشی بیش از $O(\\log k)$ بار بی‌پاسخ نمی‌ماند.\n\nاین روش را دو سال در پنج کتابخانهٔ کوچک "
        "آزمودیم. کتابداران می‌گویند که اکنون کمتر نگه می‌دارند و بیشتر پیدا می‌کنند.",
    ),
]

NOTABLE = [
    "ليلى الحسيني القرطبي", "נועה בן־שחר", "欧阳静姝", "長谷川 千尋", "आराध्या त्रिवेदी", "თამარ ჯაფარიძე-ლომიძე",
    "Ευφροσύνη Παπακωνσταντίνου", "Nguyễn Thị Ánh Tuyết", "Q",
    "Anne-Sophie-Charlotte-Wilhelmina Featherstonehaugh-Cholmondeley-Wrottesley-Montmorency-Dalrymple",
    "Оксана Крижанівська", "김하늘", "สุดารัตน์ วงศ์ประเสริฐ",
    "شیرین آذرنوش", "Þórgunnur Æsa Hallbjörnsdóttir", "Ọlábísí Adéṣọlá", "Nuala Ní Dhómhnaill-O’Shaughnessy",
]  # fmt: skip
GIVEN = listed("""Ada|Agnieszka|Aiko|Alejandro|Amara|Amir|Anouk|Ayşe|Beatriz|Björn|Camille|Chidi|Chloé|Dagny|Daniela
    |Davit|Dmitri|Eilidh|Elif|Emeka|Eun-ji|Farah|Fatima|Finn|Giulia|Goran|Hana|Hiroshi|Ilse|Inês|Ingrid|Isaac|Ivana
    |Jamal|Jiří|João|Jun|Kaito|Kavita|Kenji|Lars|Leila|Lin|Luca|Małgorzata|Mariam|Mateus|Mei|Mikkel|Nadia|Ngozi|Noor
    |Olena|Omar|Oskar|Paula|Priya|Quentin|Rafael|Renske|Rosa|Sanjay|Saoirse|Sigrid|Sofía|Søren|Tala|Tomasz|Uri|Valentina
    |Wanjiru|Wei|Xinyi|Yara|Yusuf|Zanele|Zoë""")
FAMILY = listed("""Abara|Achterberg|Adeyemi|Alkaff|Amaral|Andersson|Anzai|Arslan|Baptiste|Barros|Bekele|Bianchi|Boateng
    |Bordeaux|Brânză|Castellanos|Černý|Chaudhary|Choi|Cruz|Dahl|Delacroix|Demir|Dube|Eriksen|Espinoza|Farrow|Fernandes
    |Fukuda|Gallagher|Gomes|Grabowski|Guo|Haddad|Halvorsen|Hernández|Horvat|Ishikawa|Ivanova|Jansen|Jokinen|Kamau|Kang
    |Kapoor|Khoury|Kowalczyk|Kurtz|Laurent|Lindqvist|Luong|Mahlangu|Marchetti|Mbeki|Mendoza|Mizrahi|Moreau|Murakami
    |Nakagawa|Nair|Novák|Nyström|O’Leary|Okafor|Olsen|Ortega|Özdemir|Palmer|Papadakis|Petrov|Quispe|Rahimi|Ramos|Reyes
    |Rossi|Saar|Santos|Sato|Schäfer|Sharma|Sokolov|Stavros|Tanaka|Thapa|Tuan|Uddin|Vargas|Verbeek|Vieira|Voss|Wójcik|Xu
    |Yamada|Yilmaz|Zapata|Zhou|Žukauskas""")
