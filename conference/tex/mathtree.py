"""latex2mathml's elements -> our own tree, which holds only what may stand on a page.

An allow-list of elements of MathML Core, the attributes each may have and the values these may
take. An element that is not listed makes the formula unconvertible; an attribute that is not listed
or has an odd value is dropped. What latex2mathml gets wrong for browsers is put right on the way.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from conference.tex import formula, letters
from conference.tex.formula import Unconvertible

_MOST_NESTED = 60
_SIZE = re.compile(r"0|(?:\d{1,2}(?:\.\d{1,4})?|\.\d{1,4})(?:em|ex|px|pt)")
_LENGTH = re.compile(rf"-?(?:{_SIZE.pattern})")
_TRUTH = re.compile(r"true|false")
_TOKENS = {"mi", "mn", "mo", "mtext"}
_CHILDREN = {  # how many children; None for any number
    "mrow": None, "msqrt": None, "mstyle": None, "mpadded": None, "mphantom": None, "mtable": None,
    "mtr": None, "mtd": None, "mspace": 0, "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2,
    "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3,
}  # fmt: skip
_SIZES = ("width", "height", "depth")
_ATTRIBUTES = {
    "mo": {
        "form": re.compile(r"prefix|infix|postfix"),
        **dict.fromkeys(("stretchy", "fence", "separator", "largeop", "movablelimits"), _TRUTH),
        **dict.fromkeys(("lspace", "rspace", "minsize", "maxsize"), _LENGTH),
    },
    "mspace": dict.fromkeys(_SIZES, _LENGTH),
    "mpadded": dict.fromkeys(_SIZES, _SIZE) | dict.fromkeys(("lspace", "voffset"), _LENGTH),
    "mfrac": {"linethickness": _LENGTH},
    "mover": {"accent": _TRUTH},
    "mstyle": {"displaystyle": _TRUTH, "scriptlevel": re.compile(r"[012]")},
    "mtable": {"displaystyle": _TRUTH},
    "mtd": {"columnalign": re.compile(r"left|right|center")},
}
_PARENTS = {"mtr": "mtable", "mtd": "mtr"}
_ACCENTS = frozenset("´¯˘ˇ˙¨`^~⃛⃜˚→‾")
_ORDINARY = frozenset("∞∅⊤⊥…%")  # signs that are no operators, whatever their code point
_LIMITS = {"max", "min", "sup", "inf", "lim", "argmax", "argmin", "limsup", "liminf"}
_THIN_SPACES = re.compile("[\u2006\u2009]")


@dataclass(frozen=True, slots=True)
class MathNode:
    tag: str
    text: str = ""
    children: "tuple[MathNode, ...]" = ()
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def is_function(self) -> bool:
        """Whether this is a name such as log, with or without scripts."""
        if self.tag in ("msub", "msup", "msubsup", "munder", "munderover"):
            return self.children[0].is_function
        return self.tag == "mi" and len(self.text) > 1 and self.text[0].isalpha()


def build(tex: str, *, block: bool) -> MathNode:
    """The formula as one node, an mrow if it has several parts. Raises Unconvertible."""
    (row,) = formula.convert(tex, block=block)
    return _node(row, block, "math", 1)


def _node(element: Element, block: bool, parent: str, depth: int) -> MathNode:
    if depth > _MOST_NESTED:
        raise Unconvertible("too deeply nested")
    tag = "mrow" if _is_box(element) else element.tag
    if tag in _TOKENS and len(element) == 0:
        return _token(tag, element)
    if tag in _TOKENS:  # `<mo>` around an expression, from \mathbin{…}
        tag = "mrow"
    if tag not in _CHILDREN or _PARENTS.get(tag, parent) != parent:
        raise Unconvertible(f"{tag} in {parent}")
    if tag == "mtable" and any(child.tag != "mtr" for child in element):
        raise Unconvertible("a table without rows")
    if tag == "mtr" and any(child.tag != "mtd" for child in element):
        raise Unconvertible("a row without cells")
    children = [_node(child, block, tag, depth + 1) for child in element]
    if element.text:
        children.insert(0, MathNode("mtext", formula.decoded(element.text)))
    attributes = _attributes(tag, element)
    if tag == "mpadded" and set(attributes) != set(element.attrib):
        tag, attributes = "mrow", {}  # half of a padding would displace its content
    if tag == "mrow":
        children = _merged(children)
        if len(children) == 1:
            return children[0]
    if _CHILDREN[tag] not in (None, len(children)):
        raise Unconvertible(f"{tag} with {len(children)} children")
    if tag == "mover" and children[1].tag == "mo" and children[1].text in _ACCENTS:
        attributes["accent"] = "true"
    return MathNode(_with_limits(tag, children, block), "", tuple(children), attributes)


def _is_box(element: Element) -> bool:
    return element.tag == "menclose" and element.get("notation") == "box"


def _attributes(tag: str, element: Element) -> dict[str, str]:
    allowed = _ATTRIBUTES.get(tag, {})
    return {name: value for name, value in element.attrib.items() if name in allowed and allowed[name].fullmatch(value)}


def _token(tag: str, element: Element) -> MathNode:
    variant = element.get("mathvariant", "")
    text = formula.decoded(element.text)
    attributes = _attributes(tag, element)
    if tag in ("mi", "mo") and text.startswith("\\") and len(text) > 1:
        tag, attributes = "mtext", {}  # an unknown macro, as typed
    elif tag == "mi" and len(text) == 1 and _is_operator(text):
        tag = "mo"
        if unicodedata.category(text) in ("Ps", "Pe"):
            attributes["stretchy"] = "false"
    elif tag == "mo" and text != "mod" and (text in _ORDINARY or text[:1].isalpha()):
        tag, attributes = "mi", {}
        text = _THIN_SPACES.sub("\N{THIN SPACE}", text)
    elif tag == "mo" and text == "―":  # \overline, with a sign that browsers stretch
        text, attributes = "¯", {"stretchy": "true"}
    if variant == "normal" and tag == "mi" and len(text) == 1:
        attributes["mathvariant"] = "normal"
    elif not (variant == "italic" and tag == "mi" and len(text) == 1):  # italic anyway
        text = letters.styled(text, variant)
    return MathNode(tag, text, (), attributes)


def _is_operator(char: str) -> bool:
    return char not in _ORDINARY and (unicodedata.category(char) in ("Sm", "Ps", "Pe", "Pd") or char in ":;'!?")


def _merged(children: list[MathNode]) -> list[MathNode]:
    """Upright letters in a row are one name: \\mathrm{softmax}."""
    merged: list[MathNode] = []
    run = ""
    for child in children:
        is_upright = child.tag == "mi" and child.attributes.get("mathvariant") == "normal"
        if is_upright and child.text.isalpha():
            if run:
                merged.pop()
            run += child.text
            upright = child.attributes if len(run) == 1 else {}
            merged.append(MathNode("mi", run, (), upright))
        else:
            run = ""
            merged.append(child)
    return merged


def _with_limits(tag: str, children: list[MathNode], block: bool) -> str:
    """In a displayed formula what is below \\max stands under it."""
    name = children[0].text.replace("\N{THIN SPACE}", "") if block and children else ""
    return {"msub": "munder", "msubsup": "munderover"}.get(tag, tag) if name in _LIMITS else tag
