"""
How one Indonesian name is written in several ways: titles that come and go, old and new spelling.

From the dossier on identity data (confidence M): what is folded together here only means that a
person looks; the civil registry's answer alone counts as identity.
"""

import re

TITLES = frozenset(
    [
        "DR",
        "DRS",
        "DRA",
        "DRG",
        "IR",
        "PROF",
        "H",
        "HJ",
        "HAJI",
        "HAJAH",
        "KH",
        "TGK",
        "TUANKU",
        "DATUAK",
        "DATUK",
        "DT",
        "SUTAN",
        "BAGINDO",
        "SIDI",
        "RADEN",
        "NYI",
    ]
)
"""Before a name, with or without a dot: academic, religious, Minangkabau and Lampung titles."""

DEGREES = frozenset(
    [
        "SH",
        "SE",
        "ST",
        "SPD",
        "SPDI",
        "SKOM",
        "SSOS",
        "SIP",
        "SAG",
        "SKED",
        "SKM",
        "SKEP",
        "SHI",
        "SPT",
        "SPI",
        "SHUT",
        "SFARM",
        "SPSI",
        "SIKOM",
        "STR",
        "SST",
        "MM",
        "MH",
        "MSI",
        "MPD",
        "MPDI",
        "MKOM",
        "MT",
        "MA",
        "MAG",
        "MSC",
        "MBA",
        "MKES",
        "MKN",
        "MAP",
        "MENG",
        "PHD",
        "LC",
        "AMD",
        "AMK",
        "AMKEB",
        "AMDKEB",
        "NERS",
        "NS",
        "BA",
        "BSC",
    ]
)
"""After a name: dropped behind a comma, or when written with dots."""

SURE_DEGREES = frozenset(
    [
        "SH",
        "SPD",
        "SPDI",
        "SKOM",
        "SSOS",
        "SKED",
        "SKM",
        "SKEP",
        "SHI",
        "MSI",
        "MPD",
        "MKOM",
        "MKES",
        "MKN",
        "PHD",
        "AMD",
        "AMKEB",
    ]
)
"""Dropped also without comma or dots: no name looks like these."""

PARTICLES = frozenset(["BIN", "BINTI", "BINTE", "BT", "BTE", "BR", "BORU"])
"""Between the own and the father's or clan's name; one record has them, another does not."""

ARTICLES = frozenset({"I", "NI"})
"""Balinese, before the name."""

WHOLE = {
    **dict.fromkeys(
        [
            "M",
            "MD",
            "MHD",
            "MHMD",
            "MOH",
            "MOCH",
            "MUH",
            "MUCH",
            "MUHAMMAD",
            "MUHAMAD",
            "MUHAMMED",
            "MUHAMED",
            "MOHAMMAD",
            "MOHAMAD",
            "MOHAMMED",
            "MOHAMED",
            "MOCHAMMAD",
            "MOCHAMAD",
            "MUCHAMMAD",
            "MUCHAMAD",
            "MOKHAMMAD",
            "MOKHAMAD",
            "MUKHAMMAD",
            "MUKHAMAD",
        ],
        "MUHAMMAD",
    ),
    **dict.fromkeys(["ABD", "ABDL", "ABDOEL"], "ABDUL"),
    **dict.fromkeys(["AHMAD", "ACHMAD", "AKHMAD", "AHMED", "ACH", "AKMAD"], "AHMAD"),
    **dict.fromkeys(["ST", "SITTI", "SITI"], "SITI"),
    **dict.fromkeys(["NUR", "NOOR", "NOER", "NOR"], "NUR"),
}
"""Whole words that stand for one name."""

LETTERS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"OE", "U"),
        (r"DJ", "J"),
        (r"TJ", "C"),
        (r"SJ|SY|SH", "S"),
        (r"NJ", "NY"),
        (r"^CH", "C"),
        (r"CH|KH", "H"),
        (r"PH|V", "F"),
        (r"TH", "T"),
        (r"DH", "D"),
        (r"DZ|DL", "D"),
        (r"Q", "K"),
        (r"X", "KS"),
        (r"IE", "I"),
        (r"Y", "I"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)H$", ""),
    )
)
"""Old and new spelling, Arabic sounds, doubled letters."""


def folded(word: str) -> str:
    """Return the word in the one spelling in which it is compared."""
    word = WHOLE.get(word, word)
    for pattern, plain in LETTERS:
        word = pattern.sub(plain, word)
    return word
