"""What a kiosk says, from raw bytes to values: read only after its signature was checked."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from lintas.visit.kiosks import operations, rules

MOST_BYTES = 64 * 1024
MOST_LINES = 25
"""Lines in one message: their numbers join the line in one transaction, while which nobody is called."""

Letter = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Boot = Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{1,40}$")]
Ticks = Annotated[int, Field(ge=0, le=10**12)]
Reference = Annotated[str, StringConstraints(pattern=r"^([A-Z]{1,4}-[0-9A-Z]{4}-[0-9A-Z]{4})?$")]
Body = Annotated[str, StringConstraints(max_length=1024)]


class Message(BaseModel):
    """Closed: a field that nobody agreed on is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class EnrolMessage(Message):
    """A new box shows its key."""

    code: Annotated[str, StringConstraints(max_length=64)]
    key: Digest


class LogMessage(Message):
    """Lines of the log as they were written, and how long the box has been running."""

    boot: Boot
    ticks: Ticks
    all: bool
    lines: Annotated[list[Body], Field(max_length=MOST_LINES)]


class LogLine(Message):
    """One line."""

    seq: Annotated[int, Field(ge=1, le=2**31 - 1)]
    id: UUID
    before: Digest
    lane: Letter
    day: date
    number: Annotated[int, Field(ge=1, le=rules.NUMBERS)]
    reference: Reference
    wall: AwareDatetime
    boot: Boot
    ticks: Ticks


class ActLogLine(Message):
    """One line that says what a counter did."""

    seq: Annotated[int, Field(ge=1, le=2**31 - 1)]
    id: UUID
    before: Digest
    act: Literal["call", "recall", "arrive", "miss", "come_back", "transfer", "finish"]
    ticket: UUID
    number: Annotated[str, StringConstraints(pattern=r"^[A-Z] [0-9]{3}$")]
    counter: UUID
    station: Annotated[str, StringConstraints(pattern=r"^[a-z]{0,12}$")]
    wall: AwareDatetime
    boot: Boot
    ticks: Ticks


class HallMessage(Message):
    """The digest of the hall as the box knows it."""

    seen: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]


class WishMessage(Message):
    """A block that the kiosk wants."""

    id: UUID
    lane: Letter
    day: date


class BlocksMessage(Message):
    """All that it wants."""

    wishes: Annotated[list[WishMessage], Field(max_length=16)]


ANY_LINE: TypeAdapter[Any] = TypeAdapter(LogLine | ActLogLine)
"""Both are closed, so that a line can be one of them only."""


def enrolment(body: bytes) -> tuple[str, bytes]:
    """Return code and public key. :raises NotUnderstood:"""
    message = _read(EnrolMessage, body)
    return message.code, bytes.fromhex(message.key)


def log(body: bytes) -> tuple[list[operations.Line | operations.ActLine], rules.Sent, bool]:
    """Return the lines, the running box, and whether these are all of its lines. :raises NotUnderstood:"""
    message = _read(LogMessage, body)
    return [_line(text) for text in message.lines], rules.Sent(message.boot, message.ticks), message.all


def wishes(body: bytes) -> list[operations.Wish]:
    """Return the blocks that are wanted. :raises NotUnderstood:"""
    return [operations.Wish(wish.id, wish.lane, wish.day) for wish in _read(BlocksMessage, body).wishes]


def seen(body: bytes) -> str:
    """Return the digest of the hall that the box knows. :raises NotUnderstood:"""
    return str(_read(HallMessage, body).seen)


def _line(text: str) -> operations.Line | operations.ActLine:
    line = _read(ANY_LINE, text.encode())
    if isinstance(line, ActLogLine):
        return operations.ActLine(
            id=line.id,
            seq=line.seq,
            before=bytes.fromhex(line.before),
            action=line.act,
            ticket=line.ticket,
            number=line.number,
            counter_id=line.counter,
            station=line.station,
            told=rules.Told(line.boot, line.ticks, _within_reason(line.wall)),
            body=text.encode(),
        )
    return operations.Line(
        id=line.id,
        seq=line.seq,
        before=bytes.fromhex(line.before),
        letter=line.lane,
        day=line.day,
        number=line.number,
        reference=line.reference,
        told=rules.Told(line.boot, line.ticks, _within_reason(line.wall)),
        body=text.encode(),
    )


def _within_reason(wall: datetime) -> datetime:
    # A clock that stands in the year 1 would leave no room for time zones.
    return wall if 2000 <= wall.year <= 2999 else wall.replace(year=2000, month=1, day=1)


def _read(kind: type[Message] | TypeAdapter[Any], body: bytes) -> Any:
    try:
        return kind.validate_json(body) if isinstance(kind, TypeAdapter) else kind.model_validate_json(body)
    except ValidationError:
        raise operations.NotUnderstood from None
