"""Bytes to text: which encoding, without guessing more than a person would."""

import codecs
import re

from .limits import Refused

MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
CURE = 'Save the file anew as "CSV UTF-8" or as .xlsx.'
AROUND = 100_000  # bytes looked at on either side of the first that is strange
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_TEXT = re.compile("[\x01-\x08\x0e-\x1f]")


def decoded(data, notes, declared=""):
    """The text of a file; `declared` is what an XML declaration calls its encoding."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return certain(data[len(mark) :], encoding)
    head = data[:2000]
    if len(head) > 3 and head[1::2].count(0) > 0.7 * len(head[1::2]) > 10 * head[::2].count(0):
        return certain(data, "utf-16-le")
    if len(head) > 3 and head[::2].count(0) > 0.7 * len(head[::2]) > 10 * head[1::2].count(0):
        return certain(data, "utf-16-be")
    if declared:
        return certain(data, declared)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return uncertain(data, error.start, notes)


def certain(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused(f"The text is damaged: it is not {encoding.upper()} throughout. {CURE}", f"line {line}") from None


def uncertain(data, at, notes):
    """Not UTF-8: a few damaged letters in it, or the old encoding of Windows (which Latin-1 is part of)."""
    line = data.count(b"\n", 0, at) + 1
    sample = data[max(0, at - AROUND) : at + AROUND].decode("utf-8", "surrogateescape")
    strange = len(re.findall("[\udc80-\udcff]", sample))
    letters = len(re.findall("[^\x00-\x7f\udc80-\udcff]", sample))
    if letters > 5 * strange:
        notes.warn("Some letters are damaged, the text is not quite UTF-8. Look for \ufffd.", f"line {line}")
        return data.decode("utf-8", "replace")
    text = data.decode("cp1252", "replace")
    if text.count("\ufffd") > len(text) / 100 or len(_NOT_TEXT.findall(text[:100_000])) > 5 + len(text) / 100:
        raise Refused(f"This is not text, nor a workbook that we know. {CURE}", f"line {line}")
    notes.warn("The text is not UTF-8 and was read as Windows-1252. Look at the accented letters.", f"line {line}")
    return text


def without_controls(text, notes):
    """The text without the characters that break XML."""
    found = _CONTROLS.search(text)
    if not found:
        return text
    line = text.count("\n", 0, found.start()) + 1
    cleaned, number = _CONTROLS.subn("", text)
    notes.count_removed(number, f"line {line}")
    return cleaned
