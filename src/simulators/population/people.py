"""Invented people: the same seed and series always make the same ones."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from simulators.population.places import LAST, LATER, MEN, PLACES, WOMEN, Place
from simulators.population.roads import Draft, Road
from simulators.register import ABSENT, BANNED, DUPLICATE, SILENT

PREFIX = "99"
"""No province has this number."""

SPECIAL = frozenset({ABSENT, BANNED, DUPLICATE, SILENT})
CHILD_SERVICES = ("passport.new.child", "passport.renew.child")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who wants a passport. ``registered_name`` is what the civil registry has."""

    number: int
    full_name: str
    registered_name: str
    sex: str
    born: date
    birth_place: str
    nik: str
    address: str
    village: str
    phone: str
    email: str
    place: Place
    service: str
    road: Road

    @property
    def is_child(self) -> bool:
        """Whether the service is one for children."""
        return self.service in CHILD_SERVICES

    def registry_entry(self) -> dict[str, str]:
        """Return the person as the civil registry holds them."""
        return {
            "NIK": self.nik,
            "NAMA_LGKP": self.registered_name,
            "TMPT_LHR": self.birth_place,
            "TGL_LHR": f"{self.born:%d-%m-%Y}",
            "JENIS_KLMIN": "Perempuan" if self.sex == "F" else "Laki-laki",
        }


def invent(
    roads: Sequence[Road], *, seed: int, series: int, today: date, first: int = 1, places: Sequence[Place] = ()
) -> list[Person]:
    """
    Return one person for each road, numbered from ``first``: at the place beside the road, or anywhere by their size.

    ``series`` (0 to 99) keeps the numbers of several runs with one seed apart.
    """
    chance = random.Random(f"{seed}/{series}/{first}")
    sizes = [place.size for place in PLACES]
    anywhere: list[Place | None] = [None] * len(roads)
    mixed = list(zip(roads, places or anywhere, strict=True))
    if not places:
        chance.shuffle(mixed)
    doors = _doors(chance)
    people: list[Person] = []
    for number, (road, chosen) in enumerate(mixed, start=first):
        open_doors = doors.get(road.walks_in) or chance.choices(PLACES, sizes)
        place = chosen or open_doors.pop()
        people.append(_person(number, road, place, chance, series=series, today=today))
    return _twins(people)


def _doors(chance: random.Random) -> dict[str, list[Place]]:
    """Return where one may come without an appointment, by the class: each place as often as its schedule says."""
    doors = {
        "priority": [place for place in PLACES for _ in range(place.priority)],
        "accelerated": [place for place in PLACES for _ in range(place.accelerated)],
    }
    for places in doors.values():
        chance.shuffle(places)
    return doors


def _person(number: int, road: Road, place: Place, chance: random.Random, *, series: int, today: date) -> Person:
    sex = chance.choice("FM")
    service = chance.choice(road.services)
    name = f"{chance.choice(WOMEN if sex == 'F' else MEN)} {chance.choice(LATER)} {chance.choice(LAST)}"
    born = _birthday(chance, child=service in CHILD_SERVICES, elder=road.walks_in == "priority", today=today)
    return Person(
        number=number,
        full_name=name,
        registered_name=_misspelt(name) if road.misspelt else name,
        sex=sex,
        born=born,
        birth_place=place.town,
        nik=_nik(place, sex, born, serial=road.serial or _plain_serial(number), series=series),
        address=f"{chance.choice(place.streets)} No. {chance.randint(1, 98)} RT 00{chance.randint(1, 5)} RW 001",
        village=chance.choice(place.villages),
        phone=f"0812000{series:02}{number:04}" if chance.random() < 0.8 else "",
        email=f"warga{series}.{number}@contoh.example" if chance.random() < 0.9 else "",
        place=place,
        service=service,
        road=road,
    )


def _twins(people: list[Person]) -> list[Person]:
    """Give those who apply with another's number the number of somebody of the same service who is served normally."""
    whole = [one for one in people if one.road.name == "straight through" and not one.is_child]
    twins = []
    for one in people:
        other = next((each for each in whole if each.number != one.number), None)
        if one.road.draft is Draft.SECOND and other is not None:
            twins.append(_twin(one, other))
        else:
            twins.append(one)
    return twins


def _twin(one: Person, other: Person) -> Person:
    values = {name: getattr(other, name) for name in Person.__slots__}
    return Person(**{**values, "number": one.number, "road": one.road, "email": one.email, "phone": one.phone})


def _birthday(chance: random.Random, *, child: bool, elder: bool, today: date) -> date:
    years = chance.randint(1, 15) if child else chance.randint(62, 78) if elder else chance.randint(19, 58)
    return today - timedelta(days=years * 365 + chance.randint(40, 330))


def _nik(place: Place, sex: str, born: date, *, serial: str, series: int) -> str:
    day = born.day + (40 if sex == "F" else 0)
    return f"{PREFIX}{place.digits}{series:02}{day:02}{born:%m%y}{serial}"


def _plain_serial(number: int) -> str:
    serial = f"{100 + number:04}"
    return f"{5000 + number:04}" if serial in SPECIAL else serial


def _misspelt(name: str) -> str:
    """Return the name as a tired clerk wrote it: one letter doubled."""
    first, _, rest = name.partition(" ")
    return f"{first[:-1]}{first[-2]}{first[-1]} {rest}"
