"""Every sentence of every room exists in both languages."""

import pytest

from lintas.ui.messages.findings import contradictions, findings
from lintas.ui.messages.rooms import Room, rooms


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_every_sentence_has_a_sound_english_text(room):
    assert findings(room) == []


def test_no_two_rooms_put_the_same_sentence_differently():
    assert contradictions(rooms()) == []


def test_the_rooms_speak_at_all():
    assert sum(len(room.spoken) for room in rooms()) > 50


@pytest.fixture
def speaking(tmp_path) -> Room:
    (tmp_path / "views.py").write_text(
        'from django.utils.translation import gettext as _\nx = _("Sisa %(left)s tempat")\ny = _("Batal")\n'
    )
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "page.html").write_text('{{ _("Kirim") }}{{ ngettext("%(num)s orang", "%(num)s orang", 2) }}')
    return Room("specimen", tmp_path)


def write(room: Room, **texts: str) -> None:
    lines = [
        'msgid ""',
        'msgstr ""',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"',
        "",
    ]
    for indonesian, english in texts.items():
        lines += [f'msgid "{indonesian}"', f'msgstr "{english}"', ""]
    lines += [
        'msgid "%(num)s orang"',
        'msgid_plural "%(num)s orang"',
        'msgstr[0] "%(num)s person"',
        'msgstr[1] "%(num)s people"',
        "",
    ]
    room.po.parent.mkdir(parents=True)
    room.po.write_text("\n".join(lines))


SOUND = {"Sisa %(left)s tempat": "%(left)s places left", "Batal": "Cancel", "Kirim": "Send"}


def test_given_everything_is_translated_then_nothing_is_found(speaking):
    write(speaking, **SOUND)

    assert findings(speaking) == []


def test_given_a_sentence_without_a_text_then_it_is_named(speaking):
    write(speaking, **(SOUND | {"Batal": ""}))

    assert findings(speaking) == ["specimen: no English text for “Batal”."]


def test_given_a_place_is_lost_in_translation_then_it_is_named(speaking):
    write(speaking, **(SOUND | {"Sisa %(left)s tempat": "A few places left"}))

    assert findings(speaking) == ["specimen: %(left)s differs between both languages in “Sisa %(left)s tempat”."]


def test_given_an_entry_that_nobody_says_then_it_is_named(speaking):
    write(speaking, **(SOUND | {"Lama": "Old"}))

    assert findings(speaking) == ["specimen: nobody says “Lama” any more."]


@pytest.mark.parametrize(
    "source",
    [
        'from django.utils.translation import gettext as _now\nx = _now("Lanjut")\n',
        "from django.utils.translation import gettext as _\nx = f'{_(\"Lanjut\")} 1'\n",
    ],
    ids=["by another name", "inside an f-string"],
)
def test_given_a_sentence_stands_where_no_catalogue_looks_then_it_is_named(speaking, source):
    write(speaking, **SOUND)
    (speaking.path / "forms.py").write_text(source)

    assert findings(speaking) == [
        "specimen: “Lanjut” is not found by the catalogue; say it as _(...), outside of an f-string."
    ]


def test_given_no_catalogue_then_every_sentence_is_named(speaking):
    assert len(findings(speaking)) == 4
