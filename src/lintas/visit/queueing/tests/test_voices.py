"""What the hall's voice says, and that each clip it may ask for is there, small and unbroken."""

import shutil

import pytest
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command

from lintas.visit.queueing.voices import making, sound, taking
from lintas.visit.queueing.voices.sentences import announcement, sentence
from lintas.visit.queueing.voices.texts import clips, scripts

BUDGET = 400_000


def said(names):
    return " ".join(clips()[name] for name in names)


def test_a_number_is_read_digit_by_digit_and_a_counter_as_people_say_it():
    call = {"numbers": ["A 024"], "counter": "Loket 12", "is_last": False}

    assert said(sentence(**call, language="id")) == "Nomor antrean, a, nol, dua, empat, silakan ke loket, dua belas."
    assert said(sentence(**call, language="en")) == "Number, A, zero, two, four, please go to counter, twelve."


def test_a_family_is_called_in_one_sentence_number_after_number():
    names = sentence(numbers=["A 024", "A 031"], counter="Loket 3", is_last=False, language="id")

    assert said(names) == "Nomor antrean, a, nol, dua, empat, a, nol, tiga, satu, silakan ke loket, tiga."
    assert announcement(numbers=["A 024", "?"], counter="Loket 3", is_last=False) == ()


def test_the_last_call_says_so():
    names = sentence(numbers=["P 100"], counter="Loket 1", is_last=True, language="id")

    assert said(names).startswith("Panggilan terakhir. Nomor antrean, pe, satu, nol, nol,")


def test_a_counter_beyond_the_places_is_read_by_digits_and_an_unknown_kind_is_a_counter():
    names = sentence(numbers=["A 001"], counter="Bilik 21", is_last=False, language="id")

    assert names[-3:] == ("id/to-loket", "id/digit-2", "id/digit-1")


@pytest.mark.parametrize(("number", "counter"), [("A 024", ""), ("", "Loket 1"), ("Ä 1", "Loket 1"), ("A 1", "Loket")])
def test_what_cannot_be_said_whole_is_not_said(number, counter):
    assert announcement(numbers=[number], counter=counter, is_last=False) == ()


def test_an_announcement_is_a_gong_and_then_indonesian_before_english():
    gong, indonesian, english = announcement(numbers=["A 024"], counter="Loket 3", is_last=False)

    assert gong == ("gong",)
    assert {name.partition("/")[0] for name in indonesian} == {"id"}
    assert {name.partition("/")[0] for name in english} == {"en"}


def test_every_ticket_and_counter_can_be_said_in_both_languages():
    asked = {
        name
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        for number in ("000", "123", "456", "789")
        for place in range(1, 100)
        for code in scripts()
        for name in sentence(numbers=[f"{letter} {number}"], counter=f"Loket {place}", is_last=True, language=code)
    }

    assert asked <= set(clips())
    assert all((making.HOME / f"{name}.mp3").is_file() for name in clips())


def test_the_clips_are_those_that_the_list_names_and_together_small():
    listed = making.manifest()

    assert set(listed["clips"]) == set(clips())
    for name, facts in listed["clips"].items():
        path = making.HOME / f"{name}.mp3"
        assert facts["says"] == clips()[name]
        assert facts["sha256"] == making.digest(path), f"{name} is not what was made; run bin/voices make"
        assert facts["bytes"] == path.stat().st_size
        assert 0.15 < facts["seconds"] < 2.5
    assert listed["bytes"] < BUDGET


def test_the_same_programs_make_the_same_bytes(tmp_path, monkeypatch):
    if any(shutil.which(name) is None for name in (making.SPEAKER, making.ENCODER)):
        pytest.skip("espeak-ng and lame are not installed; only who makes clips needs them.")
    few = {name: clips()[name] for name in ("gong", "id/digit-0", "en/to-loket")}
    monkeypatch.setattr(making, "clips", lambda: few)
    known = making.manifest()

    made, again = (making.make(tmp_path / name) for name in ("once", "again"))

    assert made == again
    if making.manifest(tmp_path / "once")["made_with"] == known["made_with"]:
        assert {name: clip.sha256 for name, clip in made.items()} == {
            name: known["clips"][name]["sha256"] for name in few
        }


def test_without_the_engine_one_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(making.shutil, "which", lambda name: None)

    with pytest.raises(CommandError, match="apt install espeak-ng lame"):
        call_command("voices", "make", "--into", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_silence_around_a_word_is_cut_and_every_word_is_equally_loud():
    quiet_word = sound.array("h", [0] * 5_000 + [2_000, -2_000] * 2_000 + [0] * 5_000)

    word = sound.levelled(sound.trimmed(quiet_word))

    assert len(word) < 4_000 + 1_000
    assert max(word) == pytest.approx(4_200, abs=5)
    with pytest.raises(ValueError, match="said nothing"):
        sound.trimmed(sound.array("h", [0] * 100))


@pytest.fixture
def fresh_finders():
    """Let the search for static files begin anew, before and after."""
    finders.get_finder.cache_clear()
    yield
    finders.get_finder.cache_clear()


def test_recorded_clips_come_in_place_of_ours(tmp_path, settings, fresh_finders):
    recorded, settings.VOICE_DIR = tmp_path / "rekaman", tmp_path / "suara"
    settings.STATIC_ROOT = tmp_path / "aset"
    settings.STATICFILES_DIRS = [("queueing/voice", settings.VOICE_DIR)]
    settings.VOICE_DIR.mkdir()
    (recorded / "id").mkdir(parents=True)
    (recorded / "id" / "digit-0.mp3").write_bytes(b"\xff\xf3" + bytes(500))

    call_command("voices", "take", str(recorded))

    served = settings.STATIC_ROOT / "queueing" / "voice" / "id"
    assert (served / "digit-0.mp3").read_bytes() == b"\xff\xf3" + bytes(500)
    assert making.digest(served / "digit-1.mp3") == making.manifest()["clips"]["id/digit-1"]["sha256"]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("id/angka-0.mp3", b"\xff\xf3", "no clip has this name"),
        ("id/digit-0.mp3", b"RIFF....WAVE", "not an MP3 file"),
        ("id/digit-0.mp3", b"", "not an MP3 file"),
        ("id/digit-0.mp3", b"\xff\xf3" + bytes(taking.LARGEST), "larger than"),
    ],
)
def test_a_wrong_recording_is_named_and_nothing_is_taken(tmp_path, settings, name, content, fault):
    recorded, settings.VOICE_DIR = tmp_path / "rekaman", tmp_path / "suara"
    (recorded / "id").mkdir(parents=True)
    (recorded / "id" / "digit-1.mp3").write_bytes(b"ID3 good")
    (recorded / name).write_bytes(content)

    with pytest.raises(CommandError, match=fault):
        call_command("voices", "take", str(recorded))
    assert not settings.VOICE_DIR.exists()
