"""The small browser understands forms as a browser does."""

import pytest

from simulators.population.pages import Missing
from simulators.population.reader import read

HTML = """
<!doctype html><title>Langkah 1</title>
<form method="get" action="/cari/"><input type="search" name="q"></form>
<form method="post" id="utama">
<input type="hidden" name="csrfmiddlewaretoken" value="abc"><input type="hidden" name="once" value="key-1">
<div class="error-summary"><h2>Ada yang perlu diperbaiki</h2><ul><li><a href="#id_nik">NIK terdiri dari 16 angka</a></li></ul></div>
<input name="full_name" value="SITI &amp; CONTOH">
<fieldset><input type="radio" name="sex" value="F" checked><input type="radio" name="sex" value="M"></fieldset>
<input type="checkbox" name="confirmed"><input type="checkbox" name="kept" value="ya" checked>
<select name="village"><option value="">Pilih</option><option value="13.76">Tiakar</option></select>
<textarea name="note">
dua baris
di sini</textarea>
<input name="gone" disabled value="x"><input type="file" name="page">
<button name="cari" value="1">Cari</button><button type="submit">Lanjut</button>
</form>
<p>Isi <b>halaman</b></p><script>var x = "<form>";</script>
<button form="utama" name="langkah" value="kembali">Kembali</button>
<a href="/permohonan/PYK-7K3M-Q2XD/data/">data</a><div data-live="case:1"></div>
<form><input type="radio" id="a" name="slot" value="1"><label for="a">08.30 <b>WIB</b></label></form>
"""


@pytest.fixture
def page():
    return read(HTML, address="/permohonan/PYK-7K3M-Q2XD/data/?lagi=1", status=200)


def test_what_stands_in_the_form_is_sent_besides_what_was_typed(page):
    sent = page.form("full_name").filled({"full_name": "BUDI", "sex": "M"}, press=("langkah", "kembali"))

    assert sent == [
        ("csrfmiddlewaretoken", "abc"),
        ("once", "key-1"),
        ("kept", "ya"),
        ("village", ""),
        ("note", "dua baris\ndi sini"),
        ("full_name", "BUDI"),
        ("sex", "M"),
        ("langkah", "kembali"),
    ]


def test_a_form_is_sent_to_its_own_address_unless_it_names_another(page):
    assert page.form("full_name").address == "/permohonan/PYK-7K3M-Q2XD/data/?lagi=1"
    assert page.form(to="/cari/").method == "get"


def test_choices_are_those_on_the_page(page):
    form = page.form("sex")

    assert (form.choices("sex"), form.choices("village"), form.value("sex")) == (["F", "M"], ["13.76"], "F")


@pytest.mark.parametrize("values", [{"sex": "X"}, {"village": "99"}, {"unknown": "1"}, {"gone": "y"}])
def test_what_a_browser_could_not_send_is_refused_with_the_name_of_the_page(page, values):
    with pytest.raises(Missing, match="/permohonan/PYK-7K3M-Q2XD/data/"):
        page.form("sex").filled(values)


def test_a_missing_form_or_link_is_named_together_with_what_the_page_says(page):
    with pytest.raises(Missing, match=r"harga.*NIK terdiri dari 16 angka"):
        page.form("harga")
    with pytest.raises(Missing, match="bayar"):
        page.link("bayar")


def test_words_labels_links_problems_and_marks_are_read(page):
    assert page.title == "Langkah 1"
    assert "Isi halaman" in page.text
    assert "var x" not in page.text
    assert page.problems == ["Ada yang perlu diperbaiki NIK terdiri dari 16 angka"]
    assert page.links_with("/permohonan/") == ["/permohonan/PYK-7K3M-Q2XD/data/"]
    assert page.mark("data-live") == "case:1"
    assert page.form("slot").fields[0].words == "08.30 WIB"
    assert [one.words for one in page.form("sex").fields if one.kind == "submit"] == ["Cari", "Lanjut", "Kembali"]
