"""The programme for other tools: as frab XML and JSON, as a CSV table, as BibTeX, and inside the pages.

Addresses: /<year>/programme.xml, .json (the read-only API) and .csv; a talk's or session's address plus .bib;
/robots.txt, /sitemap.xml and /<year>/sitemap-<n>.xml.
`frab` makes one schedule of plain values, which `frab_xml` writes as XML; `table` makes the rows of the CSV,
`bibtex` entries to cite. `structured` is JSON-LD, put into pages by the tags of `{% load exports %}`; `sitemap` lists
the pages.
What cannot be written is logged and left out, so that it takes nothing else down. No tables.
Knows the hall, tex and programme.
"""
