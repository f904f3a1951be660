"""The five places as the people of the demonstration know them: villages, streets, ways of naming children."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """
    One service point. ``size`` is its share of the people; ``digits`` stand for the region in specimen numbers.

    ``priority`` and ``accelerated`` are how many a day may come without an appointment, as the place's schedule says.
    Villages are real ones of the place with their kecamatan, so that a search for them finds them.
    """

    slug: str
    town: str
    digits: str
    size: int
    priority: int
    accelerated: int
    villages: tuple[str, ...]
    streets: tuple[str, ...]


PLACES = (
    Place(
        slug="lampung-tengah",
        town="LAMPUNG TENGAH",
        digits="02",
        size=7,
        priority=12,
        accelerated=6,
        villages=(
            "Komering Agung Gunung Sugih",
            "Rama Oetama Seputih Raman",
            "Asto Mulyo Punggur",
            "Sinar Sari Kalirejo",
            "Bina Karya Putra Rumbia",
        ),
        streets=("Jalan Proklamator Contoh", "Jalan Kampung Contoh", "Jalan Irigasi Contoh"),
    ),
    Place(
        slug="pesawaran",
        town="PESAWARAN",
        digits="09",
        size=4,
        priority=6,
        accelerated=2,
        villages=(
            "Kutoarjo Gedong Tataan",
            "Grujugan Baru Negeri Katon",
            "Sinarjati Tegineneng",
            "Munca Teluk Pandan",
            "Penengahan Way Khilau",
        ),
        streets=("Jalan Ahmad Contoh", "Jalan Pahawang Contoh", "Jalan Way Contoh"),
    ),
    Place(
        slug="payakumbuh",
        town="PAYAKUMBUH",
        digits="76",
        size=5,
        priority=3,
        accelerated=2,
        villages=(
            "Labuah Basilang Payakumbuh Barat",
            "Ompang Tanah Sirah Payakumbuh Utara",
            "Padang Tiakar Payakumbuh Timur",
            "Parit Muko Aie Lamposi Tigo Nagori",
            "Payolansek Payakumbuh Barat",
        ),
        streets=("Jalan Sudirman Contoh", "Jalan Rambai Contoh", "Jalan Pacuan Contoh"),
    ),
    Place(
        slug="kepulauan-mentawai",
        town="KEPULAUAN MENTAWAI",
        digits="13",
        size=2,
        priority=2,
        accelerated=0,
        villages=(
            "Tuapejat Sipora Utara",
            "Maileppet Siberut Selatan",
            "Muara Sikabaluan Siberut Utara",
            "Bukit Pamewa Sipora Utara",
            "Matotonan Siberut Selatan",
        ),
        streets=("Dusun Contoh", "Jalan Dermaga Contoh", "Dusun Pasir Contoh"),
    ),
    Place(
        slug="bengkulu-selatan",
        town="BENGKULU SELATAN",
        digits="17",
        size=2,
        priority=2,
        accelerated=0,
        villages=(
            "Padang Berangin Kota Manna",
            "Batu Kuning Pasar Manna",
            "Sebilo Pino",
            "Merambung Ulu Manna",
            "Air Sulau Kedurang Ilir",
        ),
        streets=("Jalan Pantai Contoh", "Jalan Kol. Contoh", "Jalan Pasar Contoh"),
    ),
)

WOMEN = (
    "SITI", "DEWI", "NURUL", "RINI", "YULIA", "RATNA", "FITRI", "LESTARI", "MURNI", "WAHYUNI", "ASIH", "HALIMAH",
    "SURYANI", "MARNI",
)  # fmt: skip
MEN = (
    "BUDI", "AGUS", "HENDRA", "YUSUF", "RAHMAT", "JOKO", "RUSLI", "FAISAL", "ARIFIN", "DEDI", "WAYAN", "ZULFIKAR",
    "SYAFRI", "TARMIZI",
)  # fmt: skip
LATER = (
    "AISYAH", "MULYA", "PERMATA", "CAHAYA", "PUTRA", "UTAMA", "SARI", "JAYA", "BAKTI", "INDAH", "LAUT", "RIMBA",
    "GUNUNG", "DANAU", "EMBUN", "FAJAR", "SENJA", "MELATI", "CENDANA", "SAUH",
)  # fmt: skip
LAST = ("CONTOH", "TELADAN", "PERAGAAN")
"""No name without a word that says what it is."""
