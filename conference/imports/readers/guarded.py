"""An XML parser that refuses what no programme needs: DTDs, depth, masses of elements, endless tags."""

from xml.parsers.expat import ErrorString, ExpatError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from .. import limits
from ..limits import Refused

CHUNK = 1 << 16
WITHOUT_TAG = 400_000  # bytes in which some tag must end
CURE = "Save it anew from the program it came from."


class Silent:
    def close(self):
        return None


class Guard:
    """Feed it bytes; `start(name, attributes)`, `end(name)` and `text(data)` are told of elements, if given."""

    def __init__(self, what="", nodes=limits.NODES, start=None, end=None, text=None, encoding=None):
        self.what, self.most, self.start, self.end = what, nodes, start, end
        self.depth = self.nodes = self.waiting = 0
        outer = DefusedXMLParser(target=Silent(), encoding=encoding, forbid_dtd=True)
        self.parser, self.outer = outer.parser, outer
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.opened, self.closed
        if text:
            self.parser.CharacterDataHandler = text
            self.parser.buffer_text = True

    @property
    def where(self):
        line = f"line {self.parser.CurrentLineNumber}"
        return f"{self.what}, {line}" if self.what else line

    def opened(self, name, attributes):
        self.depth += 1
        self.nodes += 1
        if self.depth > limits.DEPTH:
            raise Refused(f"Elements stand more than {limits.DEPTH} deep in each other. {CURE}", self.where)
        if self.nodes > self.most:
            raise Refused("There are more elements than in any programme of this size. Split the file.", self.where)
        if self.start:
            self.start(
                local(name), {local(key): value for key, value in zip(attributes[::2], attributes[1::2], strict=True)}
            )

    def closed(self, name):
        self.depth -= 1
        if self.end:
            self.end(local(name))

    def feed(self, data):
        for at in range(0, len(data), CHUNK):
            chunk = data[at : at + CHUNK]
            self.waiting = 0 if b">" in chunk else self.waiting + len(chunk)
            if self.waiting > WITHOUT_TAG:
                sentence = f"One tag or text is longer than {limits.CELL:,} characters. Shorten it."
                raise Refused(sentence, self.where)
            self.parse(chunk)

    def close(self):
        self.parse(b"", True)

    def parse(self, chunk, last=False):
        try:
            self.parser.Parse(chunk, last)
        except DefusedXmlException:
            sentence = "The file has a document type (DTD) or entities, which we do not read. Delete the <!DOCTYPE …>."
            raise Refused(sentence, self.where) from None
        except ExpatError as error:
            sentence = f"The XML is broken here ({ErrorString(error.code)}). {CURE}"
            raise Refused(
                sentence, f"{self.what}, line {error.lineno}" if self.what else f"line {error.lineno}"
            ) from None


def local(name):
    """The name without its namespace."""
    return name.rpartition("}")[2]
