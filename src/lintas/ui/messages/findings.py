"""What is missing or wrong in a catalogue, in sentences."""

import re
from collections.abc import Iterable

from babel.messages.catalog import Message

from lintas.ui.messages.rooms import Room

PLACES = re.compile(r"%\((?P<percent>\w+)\)[sd]|\{(?P<brace>\w*)\}")


def findings(room: Room) -> list[str]:
    """Return one sentence for each message that has no sound English text, and for each that nobody says."""
    written = room.written()
    found = []
    for message in room.spoken:
        if not message.id:
            continue
        known = written.get(message.id, context=message.context)
        said = _texts(message.id)[0]
        if known is None or not all(_texts(known.string)):
            found.append(f"{room.name}: no English text for “{said}”.")
        elif known.fuzzy:
            found.append(f"{room.name}: the English text is only a guess (fuzzy): “{said}”.")
        elif missing := _places(message) ^ _places(known, translated=True):
            found.append(f"{room.name}: {', '.join(sorted(missing))} differs between both languages in “{said}”.")
    spoken = {
        (message.id if isinstance(message.id, str) else message.id[0], message.context) for message in room.spoken
    }
    heard = {text for text, _context in spoken}
    for message in written:
        if message.id and (_texts(message.id)[0], message.context) not in spoken:
            found.append(f"{room.name}: nobody says “{_texts(message.id)[0]}” any more.")
    found += [
        f"{room.name}: an obsolete entry is left over: “{_texts(one.id)[0]}”." for one in written.obsolete.values()
    ]
    return found + [
        f"{room.name}: “{said}” is not found by the catalogue; say it as _(...), outside of an f-string."
        for said in room.sentences()
        if said not in heard
    ]


def _texts(value: str | Iterable[str] | None) -> tuple[str, ...]:
    texts = (value,) if isinstance(value, str) else tuple(value or ())
    return texts or ("",)


def _places(message: Message, *, translated: bool = False) -> set[str]:
    texts = _texts(message.string if translated else message.id)
    return {match.group(0) for text in texts for match in PLACES.finditer(text)}


def contradictions(rooms: Iterable[Room]) -> list[str]:
    """Return one sentence for each message that two rooms put differently: only one of them would be heard."""
    texts: dict[tuple[str, str | None], dict[tuple[str, ...], str]] = {}
    for room in rooms:
        for message in room.written():
            if message.id and all(_texts(message.string)):
                said = (_texts(message.id)[0], message.context)
                texts.setdefault(said, {}).setdefault(_texts(message.string), room.name)
    return [
        f"“{said[0]}” is put differently by {' and '.join(ways.values())}: {' / '.join(way[0] for way in ways)}."
        for said, ways in texts.items()
        if len({way[0] for way in ways}) > 1
    ]
