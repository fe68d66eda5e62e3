"""A formula -> one line of plain text: `O(1/√n)`, `x² ∈ ℝ`, `(a+b)/c`."""

import re
import unicodedata

from conference.tex import formula, letters, mathtree
from conference.tex.mathtree import MathNode

_SUPERSCRIPTS = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_RAISED = frozenset("*′″‴⁗†‡°'")  # signs that need no caret
_ROOTS = {"3": "∛", "4": "∜"}
_RELATIONS = frozenset("=<>≤≥≪≫≠≈≡∼≃≅∝∈∉∋⊂⊆⊃⊇→←↔⇒⇐⇔↦⟶⟹⟺⟵≔≜≺≻⪯⪰⩽⩾≲≳|∧∨")
_SAME = str.maketrans({"−": "-", "∣": "|", "∗": "*", "\N{NO-BREAK SPACE}": " ", "\N{THIN SPACE}": " "})
_BRACES = frozenset("⏞⏟⎴⎵⏜⏝―")
_COMBINING = {
    "^": "\u0302", "~": "\u0303", "¯": "\u0304", "˙": "\u0307", "¨": "\u0308", "→": "\u20d7",
    "´": "\u0301", "`": "\u0300", "˘": "\u0306", "ˇ": "\u030c", "˚": "\u030a",
}  # fmt: skip
_SUMS = ("∑", "∏", "∫", "⋃", "⋂")
_SPACED_RELATION = re.compile(rf" ([{re.escape(''.join(_RELATIONS))}]) ")
_RELATION_IN_CELL = re.compile(rf", ([{re.escape(''.join(_RELATIONS))}])")
_WIDE_SPACE = re.compile(r"(?:0\.5|[12])em")


@formula.remembered
def to_plain(tex: str, *, block: bool) -> str:
    """The formula in a line. Raises Unconvertible."""
    return _plain(mathtree.build(tex, block=block)).strip()


def _plain(node: MathNode) -> str:
    children = node.children
    match node.tag:
        case "mo" if node.text == "mod":
            return " mod "
        case "mi" if node.text == "mod":  # \pmod
            return "mod "
        case "mi" | "mn" | "mo" | "mtext":
            return letters.unstyled(node.text.translate(_SAME))
        case "mspace":
            return " " if _WIDE_SPACE.fullmatch(node.attributes.get("width", "")) else ""
        case "mphantom":
            return ""
        case "msup":
            return _base(children[0]) + _superscript(_plain(children[1]))
        case "msub":
            return _base(children[0]) + _subscript(_plain(children[1]))
        case "msubsup" | "munderover":
            low, high = map(_plain, children[1:])
            return _base(children[0]) + _subscript(low) + _superscript(high)
        case "munder":
            below = _plain(children[1])
            is_mark = below in _BRACES or below in _COMBINING
            return _base(children[0]) + ("" if is_mark else _subscript(below))
        case "mover":
            return _over(_plain(children[0]), _plain(children[1]))
        case "mfrac" if node.attributes.get("linethickness") == "0":
            return " choose ".join(map(_plain, children))
        case "mfrac":
            return "/".join(_as_one(_plain(child)) for child in children)
        case "msqrt":
            return "√" + _as_one(_row(children))
        case "mroot":
            base, index = map(_plain, children)
            return _ROOTS.get(index, "") + _as_one(base) + ("" if index in _ROOTS else f"^(1/{index})")
        case "mtable":
            return "; ".join(map(_plain, children))
        case "mtr":
            cells = ", ".join(filter(None, (_plain(child).strip() for child in children)))
            return _RELATION_IN_CELL.sub(r" \1", cells)
        case _:
            return _row(children)


def _row(nodes: tuple[MathNode, ...]) -> str:
    line = ""
    previous: MathNode | None = None
    for at, node in enumerate(nodes):
        text = _plain(node)
        following = nodes[at + 1] if at + 1 < len(nodes) else None
        if node.tag == "mo" and previous and following:
            if text == "," and not (previous.tag == following.tag == "mn"):
                text = ", "
            elif text in _RELATIONS and not (text == "|" and _is_fence(nodes, at)):
                text = f"{text} " if line.endswith(("(", "[", "{")) else f" {text} "
        elif previous and text and _stand_apart(line, text, previous, node):
            text = f" {text}"
        line += text
        previous = node
    return re.sub(" {2,}", " ", line)


def _stand_apart(line: str, text: str, previous: MathNode, node: MathNode) -> bool:
    """Names and sums need a space where the eye would otherwise run them into a letter."""
    is_name_or_sum = previous.is_function or node.is_function or _is_sum(previous) or _is_sum(node)
    before, behind = line[-1:], text[0]
    return (
        is_name_or_sum
        and (before.isalnum() or before == ")" or _is_sum(previous))
        and (behind.isalnum() or behind in "√∑∏∫")
    )


def _is_sum(node: MathNode) -> bool:
    return node.children[0].text in _SUMS if node.children else node.text in _SUMS


def _is_fence(nodes: tuple[MathNode, ...], at: int) -> bool:
    """A bar that is no ∣ stands around something, as in |x|."""
    return nodes[at].text != "∣" or nodes[at].attributes.get("fence") == "true"


def _base(node: MathNode) -> str:
    text = _plain(node)
    return _as_one(text) if node.tag == "mrow" else text


def _superscript(text: str) -> str:
    text = _SPACED_RELATION.sub(r"\1", text)
    if not text or all(char in _RAISED for char in text):
        return text
    if text == "∘":
        return "°"
    raised = text.translate(_SUPERSCRIPTS)
    return raised if all(a != b for a, b in zip(text, raised, strict=True)) else f"^{_as_one(text)}"


def _subscript(text: str) -> str:
    text = _SPACED_RELATION.sub(r"\1", text)
    lowered = text.translate(_SUBSCRIPTS)
    is_whole = all(a != b for a, b in zip(text, lowered, strict=True))
    return lowered if is_whole else f"_{_as_one(text)}"


def _over(base: str, mark: str) -> str:
    if mark in _BRACES:
        return base
    if mark not in _COMBINING:
        return base + _superscript(mark) if mark else base
    return unicodedata.normalize("NFC", base + _COMBINING[mark]) if len(base) == 1 else base


def _as_one(text: str) -> str:
    """In parentheses, unless it reads as one thing anyway."""
    text = _SPACED_RELATION.sub(r"\1", text)
    is_one = len(text) < 2 or text.isalnum() or re.fullmatch(r"[\d.]+|√?\w[₀-₉⁰-⁹ⁿ′*]*|-\d+", text)
    return text if is_one or re.fullmatch(r"\([^()]*\)", text) else f"({text})"
