"""The TeX macros of running text that we know. Any other macro is shown as typed."""

# How a macro with one argument, `\emph{…}`, sets it. "plain" keeps the text and drops the macro.
STYLES = {
    "emph": "em",
    "textit": "em",
    "textsl": "em",
    "underline": "em",
    "textbf": "strong",
    "texttt": "code",
    "textsuperscript": "sup",
    "textsubscript": "sub",
    "textsc": "plain",
    "textrm": "plain",
    "textsf": "plain",
    "textup": "plain",
    "textmd": "plain",
    "textnormal": "plain",
    "text": "plain",
    "mbox": "plain",
    "hbox": "plain",
}

# Macros that hold until their group ends, as in `{\it any}`.
DECLARATIONS = {
    "it": "em",
    "em": "em",
    "sl": "em",
    "itshape": "em",
    "slshape": "em",
    "bf": "strong",
    "bfseries": "strong",
    "tt": "code",
    "ttfamily": "code",
    "sc": "plain",
    "scshape": "plain",
    "rm": "plain",
    "rmfamily": "plain",
    "sf": "plain",
    "sffamily": "plain",
    "normalfont": "plain",
    "small": "plain",
    "large": "plain",
    "Large": "plain",
}

CITATIONS = {"cite", "citep", "citet", "citealp", "citeauthor", "ref", "eqref", "autoref", "cref"}

# Accents by sign: the combining character, and the letters that may follow without braces.
# The lists are short on purpose: `it\'s` and `name\.txt` are not accents.
SIGN_ACCENTS = {
    '"': ("\u0308", "aeiouyAEIOUY"),
    "'": ("\u0301", "aeiouyAEIOUYcnszCNSZ"),
    "`": ("\u0300", "aeiouAEIOU"),
    "^": ("\u0302", "aeiouAEIOU"),
    "~": ("\u0303", "anoANO"),
    "=": ("\u0304", "aeiouAEIOU"),
    ".": ("\u0307", "zZI"),
}

# Accents by letter, which need braces or a space: `\c{c}`, `\v s`.
LETTER_ACCENTS = {
    "c": "\u0327",
    "v": "\u030c",
    "u": "\u0306",
    "H": "\u030b",
    "k": "\u0328",
    "r": "\u030a",
    "d": "\u0323",
    "b": "\u0331",
}

LETTERS = {
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "i": "ı",
    "j": "ȷ",
    "dh": "ð",
    "DH": "Ð",
    "dj": "đ",
    "DJ": "Đ",
    "th": "þ",
    "TH": "Þ",
    "ng": "ŋ",
    "NG": "Ŋ",
}

SIGNS = {
    "ldots": "…",
    "dots": "…",
    "textellipsis": "…",
    "textendash": "–",
    "textemdash": "—",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotesingle": "'",
    "textquotedbl": '"',
    "guillemotleft": "«",
    "guillemotright": "»",
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textunderscore": "_",
    "textbar": "|",
    "textless": "<",
    "textgreater": ">",
    "textdollar": "$",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textdegree": "°",
    "textmu": "µ",
    "texttimes": "×",
    "textpm": "±",
    "textbullet": "•",
    "textperiodcentered": "·",
    "textregistered": "®",
    "texttrademark": "™",
    "textcopyright": "©",
    "copyright": "©",
    "textsection": "§",
    "texteuro": "€",
    "euro": "€",
    "pounds": "£",
    "dag": "†",
    "ddag": "‡",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "LaTeXe": "LaTeX2ε",
}

# After these TeX authors rely on the space being swallowed: `\textquotedblleft word`.
OPENING_SIGNS = {"textquotedblleft", "textquoteleft", "guillemotleft"}
