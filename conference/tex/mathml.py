"""A formula -> MathML in HTML, with its TeX source as annotation."""

from collections.abc import Iterable
from html import escape

from conference.tex import formula, mathtree
from conference.tex.mathtree import MathNode

_ROWS = {"mrow", "msqrt", "mstyle", "mpadded", "mphantom", "mtd"}
_NO_SPACE_BESIDE = {"mo", "mspace", "mtext"}
_THIN_SPACE = '<mspace width="0.167em"></mspace>'


@formula.remembered
def to_mathml(tex: str, *, block: bool) -> str:
    """The `<math>` element. Raises Unconvertible."""
    tree = mathtree.build(tex, block=block)
    display = ' display="block"' if block else ""
    annotation = f'<annotation encoding="application/x-tex">{escape(tex)}</annotation>'
    return f"<math{display}><semantics>{_element(tree)}{annotation}</semantics></math>"


def _element(node: MathNode) -> str:
    attributes = "".join(f' {name}="{escape(v)}"' for name, v in node.attributes.items())
    inner = _row(node.children) if node.tag in _ROWS else "".join(map(_element, node.children))
    return f"<{node.tag}{attributes}>{escape(node.text)}{inner}</{node.tag}>"


def _row(nodes: Iterable[MathNode]) -> str:
    """The nodes side by side; names of functions get the thin space that TeX gives them."""
    parts: list[str] = []
    previous: MathNode | None = None
    for node in nodes:
        is_beside_function = previous and (previous.is_function or node.is_function)
        if is_beside_function and not {previous.tag, node.tag} & _NO_SPACE_BESIDE:
            parts.append(_THIN_SPACE)
        parts.append(_element(node))
        previous = node
    return "".join(parts)
