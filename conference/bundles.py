"""Style sheets and the script as browsers get them: one request for each, without what only their writers read.

A sheet or script that begins with imports is a bundle. Browsers could fetch the parts themselves, and do so where
nothing is collected; as they are sent, the parts stand in it.
"""

import posixpath
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = ("css/", "js/")
SHEET = re.compile(r'^@import "(?P<part>[^"]+)"(?: (?P<medium>\w+))?;$', re.MULTILINE)
MODULE = re.compile(r'^import "(?P<part>[^"]+)";$', re.MULTILINE)
COMMENT = re.compile(r'(?P<string>"[^"]*")|/\*.*?\*/', re.DOTALL)
SHORTER = re.compile(
    r'(?P<string>"[^"]*")|\s*;?\s*(?P<end>})\s*|\s*(?P<sign>[{;,>])\s*|(?P<colon>:)\s+|(?P<blank>\s+)|(?P<zero>(?<![\w.])0(?=\.\d))'
)
SAID = {"blank": " ", "zero": ""}


def shortened(sheet):
    """The same rules without comments, without line ends, and without the blanks and zeros that say nothing."""
    sheet = COMMENT.sub(lambda found: found["string"] or "", sheet)
    return SHORTER.sub(lambda found: SAID.get(found.lastgroup, found[found.lastgroup]), sheet).strip()


def whole(name, text):
    """The text of a sheet or script with what it imports in the imports' places.

    Raises ImproperlyConfigured where a part is missing.
    """

    def part(found):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), found["part"]))
        file = finders.find(path)
        if not file:
            raise ImproperlyConfigured(f"{name} imports {path}, which is not there.")
        text = whole(path, Path(file).read_text("utf-8"))
        medium = found.groupdict().get("medium")
        return f"@media {medium} {{\n{text}}}\n" if medium else text

    return (SHEET if name.endswith(".css") else MODULE).sub(part, text)


class Storage(CompressedManifestStaticFilesStorage):
    """What `collectstatic` fills: our own files whole and shortened; all compressed, and named by what is in them."""

    def _save(self, name, content):
        return super()._save(name, as_sent(name, content))

    def file_hash(self, name, content=None):
        return super().file_hash(name, as_sent(name, content))

    def get_modified_time(self, name):
        """Not known, or a sheet would stay as it is where only a part of it changed."""
        raise NotImplementedError

    def stored_name(self, name):
        """Where nothing is collected yet, the plain name: a page without its look is better than none."""
        return super().stored_name(name) if self.hashed_files else name

    def url_converter(self, name, hashed_files, template=None):
        # Our imports are not addresses that browsers will ask for.
        return (lambda found: found[0]) if is_ours(name) else super().url_converter(name, hashed_files, template)


def is_ours(name):
    return name.startswith(OURS) and name.endswith((".css", ".js"))


def as_sent(name, content):
    if not (content and name and is_ours(name)):
        return content
    content.seek(0)
    text = whole(name, content.read().decode())
    return ContentFile((shortened(text) if name.endswith(".css") else text).encode())
