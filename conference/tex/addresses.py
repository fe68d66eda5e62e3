"""Web addresses in running text: where one ends, and whether it may become a link."""

import re
from ipaddress import AddressValueError, IPv4Address
from urllib.parse import quote

_STOP = r"\s<>\"\\^`{}|。，、；：！？）」』】《》"
_ADDRESS = re.compile(rf"https?://(?:[^{_STOP}]|\\[_%#&~$])*", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([_%#&~$])")
_PARTS = re.compile(r"(https?)://([^/?#]*)([^#]*)(#.*)?", re.IGNORECASE)
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_TRAILING = ".,;:!?'*”’»…"
_BRACKETS = {")": "(", "]": "["}


def read(text: str, start: int, end: int) -> tuple[str, int]:
    """The address that begins at `start` without TeX escapes, and where it ends in the text.

    Punctuation behind it, and a closing bracket that it does not open, stay outside.
    """
    found = _ADDRESS.match(text, start, end)
    if found is None:
        return "", start
    stop = found.end()
    count = {sign: text.count(sign, start, stop) for sign in "()[]"}
    while stop > start:
        last = text[stop - 1]
        if last in _BRACKETS and count[last] > count[_BRACKETS[last]]:
            count[last] -= 1
        elif last not in _TRAILING:
            break
        stop -= 1
    return _ESCAPE.sub(r"\1", text[start:stop]), stop


def link_target(address: str) -> str | None:
    """The address as a valid `href`, or None when it is not a plain http or https address."""
    found = _PARTS.fullmatch(address)
    if found is None or re.search(rf"[{_STOP}]", address):
        return None
    scheme, authority, path, fragment = found.groups()
    host = _host(authority)
    if host is None:
        return None
    tail = _quoted(path, safe="/?")
    if fragment:
        tail += "#" + _quoted(fragment[1:], safe="/?")
    return f"{scheme.lower()}://{host}{tail}"


def _host(authority: str) -> str | None:
    """Host and port in ASCII. No user names (they disguise hosts) and no IPv6."""
    host, colon, port = authority.partition(":")
    if colon and not (port.isascii() and port.isdecimal() and int(port[:6]) < 65536):
        return None
    labels = host.removesuffix(".").split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return None
    try:
        # A browser reads a host whose last part is a number as an IPv4 address.
        if labels[-1].isdigit() or labels[-1].lower().startswith("0x"):
            host = str(IPv4Address(host))
        else:
            host = host.encode("idna").decode("ascii").lower()
    except (UnicodeError, AddressValueError):
        return None
    return host + colon + port


def _quoted(part: str, safe: str) -> str:
    return _BARE_PERCENT.sub("%25", quote(part, safe=safe + "%:@!$&'()*+,;=-._~"))
