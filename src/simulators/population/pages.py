"""A page as a browser understands it: its forms, links and words."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class Missing(Exception):
    """A page has not what somebody looked for on it; the text names both."""


@dataclass(slots=True)
class Field:
    """One control, with the words of its label or button. ``options`` are the values of a select."""

    name: str
    kind: str
    value: str
    chosen: bool = True
    options: list[str] = field(default_factory=list)
    id: str = ""
    words: str = ""


@dataclass(slots=True)
class Element:
    """A part of the page: its tag, its attributes, and where its words stand."""

    tag: str
    attributes: dict[str, str]
    start: int
    end: int = 0
    first_inside: int = 0
    """Where in the page's list of elements those inside it begin; they end before it."""


@dataclass(slots=True)
class Form:
    """
    A form with its words and its controls, in the order of the page; buttons are controls of the kind ``submit``.

    ``data`` holds its ``data-`` attributes without that prefix.
    """

    address: str
    method: str
    where: str
    fields: list[Field] = field(default_factory=list)
    words: str = ""
    data: dict[str, str] = field(default_factory=dict)

    def has(self, name: str, value: str | None = None) -> bool:
        """Say whether there is a control of this name (and, for buttons and choices, this value)."""
        return any(one.name == name and value in (None, one.value, *one.options) for one in self.fields)

    def names(self) -> list[str]:
        """Return the names of the controls, each once."""
        return list(dict.fromkeys(one.name for one in self.fields))

    def choices(self, name: str) -> list[str]:
        """Return the values one can choose under the name, without the empty one."""
        found = [value for one in self.fields if one.name == name for value in one.options or [one.value]]
        return [value for value in found if value]

    def button(self, name: str, words: str = "") -> tuple[str, str]:
        """Return name and value of the button of this name, and with these words on it. :raises Missing: none."""
        for one in self.fields:
            if one.kind == "submit" and one.name == name and words in one.words:
                return name, one.value
        raise Missing(f"{self.where}: the form {self.address} has no button {name!r} {words!r}, only {self.names()}")

    def value(self, name: str) -> str:
        """Return what the control holds now. :raises Missing: there is none of this name."""
        for one in self.fields:
            if one.name == name and one.chosen:
                return one.value
        raise Missing(f"{self.where}: the form {self.address} has no value for {name!r}, only {self.names()}")

    def filled(
        self, values: Mapping[str, str | list[str]], *, press: tuple[str, str] | None = None
    ) -> list[tuple[str, str]]:
        """
        Return what a browser would send: everything prefilled, with ``values`` in place of it, and the pressed button.

        :raises Missing: the form has no control of a name, or it cannot take the value.
        """
        wanted = {name: [value] if isinstance(value, str) else value for name, value in values.items()}
        for name, given in wanted.items():
            self._takes(name, given)
        sent = [(one.name, one.value) for one in self.fields if self._stays(one) and one.name not in wanted]
        sent += [(name, value) for name, given in wanted.items() for value in given]
        if press is not None:
            if not self.has(*press):
                raise Missing(f"{self.where}: the form {self.address} has no button {press}, only {self.names()}")
            sent.append(press)
        return sent

    def _takes(self, name: str, given: list[str]) -> None:
        controls = [one for one in self.fields if one.name == name and one.kind != "submit"]
        if not controls:
            raise Missing(f"{self.where}: the form {self.address} has no {name!r}, only {self.names()}")
        if all(one.kind in ("radio", "select", "checkbox") for one in controls):
            possible = {value for one in controls for value in one.options or [one.value]}
            for value in given:
                if value not in possible:
                    raise Missing(f"{self.where}: {name!r} cannot be {value!r}, only {sorted(possible)}")

    @staticmethod
    def _stays(one: Field) -> bool:
        return one.chosen and bool(one.name) and one.kind not in ("submit", "file", "button", "reset", "image")


@dataclass(slots=True)
class Page:
    """What came back: where from, its status, and what it holds."""

    address: str
    status: int
    title: str = ""
    forms: list[Form] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words that one can read."""
        return _joined(self.words)

    @property
    def problems(self) -> list[str]:
        """What the page says is wrong."""
        return self.texts("error-summary") or self.texts("error")

    def all(self, css_class: str) -> list[Element]:
        """Return the elements of the class, in the order in which they end."""
        return [one for one in self.elements if css_class in one.attributes.get("class", "").split()]

    def texts(self, css_class: str) -> list[str]:
        """Return the words of each element of the class, in the order in which they end."""
        return [self.said(one) for one in self.all(css_class)]

    def within(self, element: Element) -> list[Element]:
        """Return the elements inside the element."""
        end = next(place for place, one in enumerate(self.elements) if one is element)
        return self.elements[element.first_inside : end]

    def said(self, element: Element) -> str:
        """Return the words of the element."""
        return _joined(self.words[element.start : element.end])

    def mark(self, name: str) -> str:
        """Return the first value of an attribute such as ``data-state``. :raises Missing: nothing has it."""
        for one in self.elements:
            if name in one.attributes:
                return one.attributes[name]
        raise Missing(f"{self.address} ({self.status}, {self.title!r}): nothing has {name!r}")

    def form(self, *names: str, to: str = "", press: tuple[str, str] | None = None) -> Form:
        """Return the first form with these controls that is sent ``to`` an address ending so. :raises Missing: none."""
        for one in self.forms:
            fits = one.address.partition("?")[0].endswith(to) and all(map(one.has, names))
            if fits and (press is None or one.has(*press)):
                return one
        there = [(one.address, one.names()) for one in self.forms]
        what = f"a form with {list(names)}" + (f" to ...{to}" if to else "") + (f" and button {press}" if press else "")
        raise Missing(f"{self.address} ({self.status}, {self.title!r}): no {what}; there are {there}{self._said()}")

    def has_form(self, *names: str, to: str = "", press: tuple[str, str] | None = None) -> bool:
        """Say whether `form` would find one."""
        try:
            self.form(*names, to=to, press=press)
        except Missing:
            return False
        return True

    def link(self, *parts: str) -> str:
        """Return the first link whose address holds all the parts. :raises Missing: there is none."""
        for address in self.links:
            if all(part in address for part in parts):
                return address
        raise Missing(f"{self.address} ({self.status}, {self.title!r}): no link with {parts}{self._said()}")

    def links_with(self, *parts: str) -> list[str]:
        """Return every link whose address holds all the parts, each once."""
        return list(dict.fromkeys(one for one in self.links if all(part in one for part in parts)))

    def _said(self) -> str:
        return f"; it says {' / '.join(self.problems)[:400]!r}" if self.problems else ""


def _joined(words: list[str]) -> str:
    return " ".join(" ".join(words).split())
