"""A rehearsal in lines of plain text, for the shell."""

from .applying import MISSING, summary
from .limits import many

TOLD = 15  # of each list


def lines(rehearsal, missing="keep"):
    for finding in rehearsal.findings:
        yield f"{finding.severity.value}: {finding}"
    for question in rehearsal.questions:
        yield f"question: {asked(question)}"
    if not rehearsal.all_columns_read:
        header = next(column.header or column.index for column in rehearsal.columns if not column.ours)
        yield f'Say what a column is by --map "{header}=title", or that it is left out by --map "{header}=".'
    if not rehearsal.can_apply:
        return
    yield from listed("New", rehearsal.new, lambda item: as_new(item, rehearsal))
    for title, names in (("rooms", rehearsal.rooms), ("tracks", rehearsal.tracks), ("kinds", rehearsal.kinds)):
        if names:
            yield f"New {title}: {' · '.join(names[:TOLD])}{' …' if len(names) > TOLD else ''}"
    yield from listed("Changed", rehearsal.changed, lambda item: of(item, item.texts))
    yield from listed("Moved, in the draft", rehearsal.moved, lambda item: of(item, item.moves))
    yield from listed("Missing in the file", rehearsal.missing, lambda now: f"{now.name}, {rehearsal.place(now)}")
    if rehearsal.missing:
        yield f"  What is missing: {MISSING[missing].lower()}."
    yield from listed("Doubtful, left out", rehearsal.doubtful, lambda doubt: how_to_settle(doubt, rehearsal))
    if at_once := len(rehearsal.public_at_once):
        yield f"Public at once: the changes of {many(at_once, 'text', 'texts')}. All else waits for a release."
    yield f"{rehearsal.format}: {summary(rehearsal, missing)}"


def as_new(item, rehearsal):
    return ": ".join(filter(None, [f"{item.noun} {item.name} ({item.where})", rehearsal.place(item)]))


def of(item, differences):
    return f"{item.noun} {item.name} ({item.where}): {'; '.join(map(str, differences))}"


def listed(title, things, words):
    if not things:
        return
    yield f"{title}: {len(things):,}"
    for thing in things[:TOLD]:
        yield f"  {words(thing)}"
    if len(things) > TOLD:
        yield f"  and {len(things) - TOLD:,} more"


def how_to_settle(doubt, rehearsal):
    told = "; ".join(f"{value}: {words}" for value, words in doubt.choices(rehearsal.present))
    return f"{doubt.noun} {doubt.title} ({doubt.where}): {told}. Say --answer {doubt.key}=…"


def asked(question):
    return f"{question.sentence}{how_to_answer(question)}"


def how_to_answer(question):
    option = "--zone" if question.key == "zone" else f"--answer {question.key}="
    if question.choices:
        told = "; ".join(f"{value}: {words}" for value, words in question.choices)
        default = f" Read as {question.default} for now." if question.default else ""
        return f" {told}. Say {option}…{default}"
    return f" Say {option} {'ZONE' if question.key == 'zone' else '…'}".replace("= …", "=…")
