"""Reads HTML into a page."""

from html.parser import HTMLParser
from urllib.parse import urljoin

from simulators.population.pages import Element, Field, Form, Page

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
SILENT = frozenset({"script", "style", "svg", "template"})
CHOSEN_BY_MARK = frozenset({"checkbox", "radio"})


class Reader(HTMLParser):
    """Fills a page from its HTML."""

    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self._open: list[Element] = []
        self._silent = 0
        self._form: Form | None = None
        self._named: dict[str, Form] = {}
        self._controls: list[tuple[Field, Form | None, str]] = []
        self._select: Field | None = None
        self._area: Field | None = None
        self._named_by_words: dict[int, Field | Form] = {}

    def read(self, html: str) -> Page:
        """Return the page with everything found in the HTML."""
        self.feed(html)
        self.close()
        while self._open:
            self._close(self._open.pop())
        labels = {one.attributes["for"]: one for one in self.page.elements if "for" in one.attributes}
        for control, form, named in self._controls:
            control.words = control.words or (self.page.said(labels[control.id]) if control.id in labels else "")
            form = self._named.get(named, form)
            if form is not None:
                form.fields.append(control)
        return self.page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        element = Element(tag, given, len(self.page.words), first_inside=len(self.page.elements))
        if tag in VOID:
            element.end = element.start
            self.page.elements.append(element)
        else:
            self._open.append(element)
        self._silent += tag in SILENT
        match tag:
            case "form":
                address = urljoin(self.page.address, given.get("action") or self.page.address)
                self._form = Form(address, given.get("method", "get").lower(), self.page.address)
                self._form.data = {
                    name.removeprefix("data-"): value for name, value in given.items() if name.startswith("data-")
                }
                self.page.forms.append(self._form)
                self._named_by_words[id(element)] = self._form
                if "id" in given:
                    self._named[given["id"]] = self._form
            case "input" | "button":
                self._control(element)
            case "select":
                self._select = self._keep(Field(given.get("name", ""), "select", ""), given)
            case "option":
                self._option(given)
            case "textarea":
                self._area = self._keep(Field(given.get("name", ""), "textarea", ""), given)
            case "a" if given.get("href", "#")[0:1] not in ("", "#"):
                self.page.links.append(urljoin(self.page.address, given["href"]))

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT
        match tag:
            case "form":
                self._form = None
            case "select":
                self._select = None
            case "textarea" if self._area is not None:
                self._area.value = self._area.value.removeprefix("\n")
                self._area = None
        if any(one.tag == tag for one in self._open):
            while True:
                element = self._open.pop()
                self._close(element)
                if element.tag == tag:
                    break

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.value += data
        elif not self._silent:
            self.page.words.append(data)

    def _close(self, element: Element) -> None:
        element.end = len(self.page.words)
        self.page.elements.append(element)
        if element.tag == "title" and not self.page.title:
            self.page.title = self.page.said(element)
        if found := self._named_by_words.pop(id(element), None):
            found.words = self.page.said(element)

    def _control(self, element: Element) -> None:
        given = element.attributes
        kind = given.get("type", "submit" if element.tag == "button" else "text")
        if "disabled" in given:
            return
        marked = kind in CHOSEN_BY_MARK
        value = given.get("value", "on" if marked else "")
        control = Field(given.get("name", ""), kind, value, chosen="checked" in given or not marked)
        self._keep(control, given)
        if element.tag == "button":
            self._named_by_words[id(element)] = control

    def _option(self, given: dict[str, str]) -> None:
        if self._select is None or "disabled" in given:
            return
        value = given.get("value", "")
        if not self._select.options or "selected" in given:
            self._select.value = value
        self._select.options.append(value)

    def _keep(self, control: Field, given: dict[str, str]) -> Field:
        control.id = given.get("id", "")
        self._controls.append((control, self._form, given.get("form", "")))
        return control


def read(html: str, *, address: str, status: int) -> Page:
    """Return the page that the HTML describes."""
    return Reader(Page(address, status)).read(html)
