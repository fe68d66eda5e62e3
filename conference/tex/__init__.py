"""Source text of titles and abstracts, as authors type it in TeX, made readable.

`to_html` gives inline HTML with MathML, `to_paragraphs` the same for each paragraph of an abstract,
`to_text` plain text for calendars, page titles and slugs. All are pure and remember their answers;
whatever the source holds, they never raise, and everything that is not understood is shown as typed.
Templates use the filters of `{% load tex %}`.
"""

from conference.tex.render import to_html, to_paragraphs, to_text

__all__ = ["to_html", "to_paragraphs", "to_text"]
