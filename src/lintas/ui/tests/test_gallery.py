"""The examples of the gallery are the tests of the components' markup."""

from html.parser import HTMLParser

import pytest
from django.template import engines
from django.test import RequestFactory
from django.urls import NoReverseMatch

from lintas.ui.components import ROOM, names
from lintas.ui.gallery import shelf
from lintas.ui.gallery.specimens import SpecimenShell
from lintas.ui.gallery.views import SHELVES, rendered

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle", "rect"}
BLOCKS = {"div", "p", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "form", "fieldset", "table", "section", "nav", "figure"}


class Markup(HTMLParser):
    """Collects what is wrong with a piece of markup."""

    def __init__(self):
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.references: list[str] = []

    def handle_startendtag(self, tag, attrs):
        self._look(tag, dict(attrs))

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS and self.open and "p" in self.open:
            self.faults.append(f"<{tag}> inside <p>")
        if tag in {"a", "button"} and {"a", "button"} & set(self.open):
            self.faults.append(f"<{tag}> inside another control")
        if tag == "li" and self.open and self.open[-1] not in {"ul", "ol"}:
            self.faults.append("<li> outside a list")
        self._look(tag, dict(attrs))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def _look(self, tag, attrs):
        self.faults += [f"{name}= on <{tag}>" for name in attrs if name == "style" or name.startswith("on")]
        if attrs.get("id"):
            self.ids.append(attrs["id"])
        for name in ("for", "aria-describedby", "aria-labelledby"):
            self.references += (attrs.get(name) or "").split()


def read(markup: str) -> Markup:
    found = Markup()
    found.feed(markup)
    found.close()
    found.faults += [f"<{tag}> is never closed" for tag in found.open]
    found.faults += [f"the id {one} twice" for one in set(found.ids) if found.ids.count(one) > 1]
    found.faults += [f"nothing has the id {one}" for one in set(found.references) - set(found.ids)]
    return found


def examples():
    return [
        pytest.param(example, id=f"{piece.name}-{number}")
        for piece in shelf.pieces()
        for number, example in enumerate(piece.examples, start=1)
    ]


@pytest.mark.parametrize("example", examples())
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_example_is_sound_markup(example, language):
    from django.utils import translation

    with translation.override(language):
        markup = rendered(example, RequestFactory().get("/galeri/"))

    assert read(markup).faults == []


@pytest.mark.parametrize("name", names())
def test_every_component_has_examples_and_lists_every_option(name):
    piece = shelf.piece(name)
    macro = getattr(engines.all()[0].env.get_template(f"ui/components:{name}/template.html").module, name)

    assert piece.examples
    assert piece.purpose
    assert [option for option in macro.arguments if option not in piece.options] == []


@pytest.mark.parametrize("name", names())
def test_an_unknown_option_is_refused(name):
    macro = getattr(engines.all()[0].env.get_template(f"ui/components:{name}/template.html").module, name)

    with pytest.raises(TypeError):
        macro(no_such_option=True)


def test_an_unknown_component_is_refused():
    with pytest.raises(Exception, match="nothing_like_this"):
        engines.all()[0].from_string("{{ ui.nothing_like_this() }}").render({})


def test_an_unknown_value_of_an_option_is_refused():
    with pytest.raises(ValueError, match="loud"):
        engines.all()[0].from_string('{{ ui.tag("Draf", "loud") }}').render({})


def test_a_remembered_component_speaks_the_language_of_the_page():
    from django.utils import translation

    page = engines.all()[0].from_string("{{ ui.footer(shell) }}")
    said = {}
    for language in ("id", "en", "id"):
        with translation.override(language):
            said[language] = page.render({"shell": SpecimenShell()})

    assert "urus sendiri" in said["id"]
    assert "by yourself" in said["en"]
    assert page.render({"shell": SpecimenShell(motif="tapis")}).count("motif--tapis") == 1


def test_a_remembered_component_still_refuses_an_unknown_option():
    with pytest.raises(TypeError):
        engines.all()[0].from_string('{{ ui.icon("check", colour="red") }}').render({})


def test_addresses_follow_the_house_they_are_in(settings):
    page = engines.all()[0].from_string('{{ url("people:sign-in") }}')
    assert page.render({}) == "/petugas/masuk/"
    settings.ROOT_URLCONF = "lintas.ui.urls"

    with pytest.raises(NoReverseMatch):
        page.render({})


def test_what_people_typed_is_never_markup():
    page = engines.all()[0].from_string('{{ ui.tag(text) }}{{ ui.summary([{"key": text, "value": text}]) }}')

    assert "<script>" not in page.render({"text": "<script>alert(1)</script>"})


@pytest.mark.parametrize("name", SHELVES)
def test_whole_pages_are_sound_markup(client, name):
    markup = client.get(f"/galeri/halaman/{name}/").content.decode()

    assert read(markup).faults == []


def test_an_office_at_work_has_no_gallery(client, settings):
    settings.DEMONSTRATION = False

    assert client.get("/galeri/").status_code == 404
    assert client.get("/galeri/button/").status_code == 404
    assert client.get("/galeri/halaman/meja/").status_code == 404


def test_no_page_holds_inline_style_or_script():
    texts = [path.read_text() for path in (*ROOM.rglob("*.html"), *(ROOM.parent / "templates").rglob("*.html"))]

    assert not [
        text for text in texts if " style=" in text or "<style" in text or "<script>" in text or " onclick=" in text
    ]
