"""The pages: they show what the rules say, in words one can act on, small enough for a weak connection."""

import gzip
import html
import re
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.test import RequestFactory
from django.urls import reverse

from lintas.directory.catalogue import library, queries, remembering
from lintas.directory.catalogue.views import desk, public
from lintas.directory.people.queries import OfficerInfo
from lintas.directory.people.states import EVERY_ROLE
from lintas.foundation.access import Audience

KEYS = [service["key"] for service in library.services()]
ON = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def it_is_tuesday(monkeypatch, now):
    for views in (public, desk):
        monkeypatch.setattr(views, "now", lambda: now)


def papers_on(response):
    found = re.search(r'data-papers="([^"]*)"', response.content.decode())
    return found.group(1).split() if found else []


def text_of(response):
    return html.unescape(response.content.decode())


def test_every_service_has_its_page_and_it_lists_what_the_policy_asks(catalogue, client):
    for key in KEYS:
        policy = queries.policy_in_force(service_key=key, on=ON)

        response = client.get(reverse("catalogue:service", kwargs={"key": key}))

        assert response.status_code == 200
        assert papers_on(response) == [needed.key for needed in policy.checklist({})]
        page = text_of(response)
        assert policy.name.id in page
        assert all(step.id in page for step in policy.steps)
        assert all(source.cite in page for source in policy.legal)
        assert all(question.text.id in page for question in policy.questions() if question.about == "papers")


def test_the_list_follows_the_answers_in_the_address(catalogue, client):
    policy = queries.policy_in_force(service_key="itas.extend", on=ON)
    for purpose in ("work", "investment", "family", "study", "other"):
        for guarantor in ("yes", "no"):
            answers = {"purpose": purpose, "with_guarantor": guarantor}

            shown = papers_on(client.get("/layanan/itas.extend/", answers))

            assert shown == [needed.key for needed in policy.checklist(answers)]
            assert ("sktt" in shown) == (guarantor == "yes")
            assert ("rptka" in shown) == (purpose == "work")


def test_alternatives_originals_fees_and_their_source_are_shown(catalogue, client):
    page = text_of(client.get("/layanan/passport.new.adult/"))

    assert "Salah satu:" in page
    assert "Buku nikah" in page
    assert "Bawa aslinya" in page
    assert "Rp950.000" in page
    assert "PP 45/2024, sejak 17 Desember 2024" in page
    assert "3 hari kerja" in page
    assert "setelah wawancara dan pembayaran selesai" in page
    assert "Aturan versi 1, berlaku sejak 17 Desember 2024" in page
    assert "menikah?" not in page  # who may use the service is asked by the form, not by the list of papers


def test_a_disaster_waives_the_charge_and_a_child_gets_no_ten_years(catalogue, client):
    plain = text_of(client.get("/layanan/passport.replace.lost/"))
    waived = text_of(client.get("/layanan/passport.replace.lost/?force_majeure=yes&child_holder=yes"))

    assert "Rp1.000.000" in plain
    assert "paling lama 10 tahun" in plain
    assert "Rp1.000.000" not in waived
    assert "dibebaskan karena bencana" in waived
    assert "paling lama 10 tahun" not in waived


def test_what_is_not_sure_says_so(catalogue, client):
    assert "menunggu konfirmasi kantor" in text_of(client.get("/layanan/splp/"))
    assert "Aturan layanan ini menunggu konfirmasi kantor" in text_of(client.get("/layanan/splp/"))
    assert "Aturan layanan ini menunggu" not in text_of(client.get("/layanan/passport.new.adult/"))


def test_a_permit_that_cannot_be_extended_gets_a_sentence_instead_of_a_price(catalogue, client):
    assert "tidak dapat diperpanjang" in text_of(client.get("/layanan/itk.extend/?visa_index=C18"))
    assert "Rp1.000.000" in text_of(client.get("/layanan/itk.extend/?visa_index=C1"))


def test_a_service_that_does_not_exist_is_a_404_with_a_way_on(catalogue, client):
    response = client.get("/layanan/passport.gold/")

    assert response.status_code == 404
    assert "Cari layanan yang Anda perlukan" in text_of(response)


@pytest.mark.parametrize("query", ["dual_citizen=perhaps", "dual_citizen=yes&dual_citizen=no", "who_attends=<script>"])
def test_answers_that_make_no_sense_are_a_400_that_names_the_question(catalogue, client, query):
    response = client.get(f"/layanan/passport.new.child/?{query}&parents_married=yes")

    assert response.status_code == 400
    page = text_of(response)
    question = "Siapa yang datang" if "who" in query else "Apakah anak punya dua kewarganegaraan?"
    assert re.search(rf"“{re.escape(question)}[^”]*” (dijawab dua kali|tidak ada)", page)
    assert "<script>" not in response.content.decode().replace('<script src="', "")
    assert "nikah_ortu" in papers_on(response)  # the other answers are not lost


def test_words_that_others_hang_on_the_address_do_no_harm(catalogue, client):
    assert client.get("/layanan/imk/?fbclid=x&naturalised=yes&dual_citizen=").status_code == 200


def test_the_way_to_apply_is_shown_where_there_is_one(catalogue, client, monkeypatch):
    monkeypatch.setattr(public, "reverse", lambda name: "/permohonan/mulai/")

    def offers(key):
        return f'href="/permohonan/mulai/?layanan={key}"' in text_of(client.get(f"/layanan/{key}/"))

    assert [key for key in KEYS if offers(key)] == [
        "passport.new.adult",
        "passport.new.child",
        "passport.renew.standard",
        "passport.renew.legacy",
        "passport.renew.child",
    ]


def test_all_services_are_listed_and_found(catalogue, client):
    everything = text_of(client.get("/layanan/"))
    lost = text_of(client.get("/layanan/", {"q": "paspor hilang"}))

    assert all(reverse("catalogue:service", kwargs={"key": key}) in everything for key in KEYS)
    assert re.findall(r'href="/layanan/([^"]+)/"', lost)[0] == "passport.replace.lost"
    assert "Tidak ada layanan yang cocok" in text_of(client.get("/layanan/", {"q": "zzzz"}))
    assert client.get("/layanan/", {"q": "x" * 5000}).status_code == 200


def test_the_pages_speak_english_too(catalogue, client):
    client.cookies["bahasa"] = "en"
    page = text_of(client.get("/layanan/passport.new.adult/"))
    assert "First passport, adult" in page
    assert "Marriage book" in page or "Muslim marriage book" in page


@pytest.mark.parametrize("address", ["/layanan/", "/layanan/passport.new.child/", "/layanan/visa.visit/"])
def test_a_first_visit_weighs_little(catalogue, client, address):
    page = client.get(address).content
    assets = set(re.findall(r'(?:src|href)="/aset/([^"]+)"', page.decode()))

    weight = len(gzip.compress(page)) + sum(
        len(gzip.compress(Path(finders.find(asset)).read_bytes())) for asset in assets
    )

    assert len(assets) + 1 <= 9  # the motif and the water may come from the style sheet
    assert weight <= 50_000


@pytest.mark.parametrize(
    "address", ["/layanan/", "/layanan/?q=paspor", "/layanan/passport.replace.lost/?force_majeure=no"]
)
def test_a_page_that_was_seen_before_asks_the_database_nothing_of_ours(
    catalogue, client, address, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(remembering, "_is_changing", lambda: False)
    monkeypatch.setattr(public.offices, "points", lambda: ())
    client.get(address)

    with django_assert_num_queries(0):
        assert client.get(address).status_code == 200


def test_the_first_look_at_a_service_takes_one_query_for_each_shelf(
    catalogue, client, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(remembering, "_is_changing", lambda: False)
    monkeypatch.setattr(public.offices, "points", lambda: ())
    remembering.forget()
    # versions, the policy, legal sources, tariffs, services (for the grounds), grounds
    with django_assert_num_queries(6):
        client.get("/layanan/passport.replace.lost/")


def listed(query: str = "") -> str:
    """The page of unsure values as an officer of the counter sees it."""
    request = RequestFactory().get(f"/petugas/perlu-konfirmasi/{query}")
    request.officer = OfficerInfo(id=uuid4(), alias="x", roles=frozenset({"loket"}), office_id=uuid4(), point_id=None)
    return text_of(desk.unconfirmed(request))


def test_officers_see_what_is_to_be_confirmed_and_the_questions(catalogue):
    parameters, tariffs, nonsense = listed(), listed("?jenis=tariff"), listed("?jenis=x")

    assert "Lama jadwal disimpan" in parameters
    assert "15 menit" in parameters
    assert "Bolehkah sistem ini menyimpan permohonan" in parameters
    assert "IDR 7.000.000" in tariffs  # ten years of limited stay, from memory
    assert "Lama jadwal disimpan" in nonsense


def test_officers_see_every_version_of_the_rules(catalogue):
    page = text_of(desk.policies(RequestFactory().get("/petugas/kebijakan/")))

    assert page.count("sejak 17 Desember 2024") >= 20
    assert "Penggantian paspor hilang" in page


@pytest.mark.parametrize("view", [desk.unconfirmed, desk.policies])
def test_the_desk_pages_are_for_officers_of_all_roles(view):
    assert view.access.audience == Audience.OFFICER
    assert view.access.roles == EVERY_ROLE


@pytest.mark.parametrize("address", ["/petugas/perlu-konfirmasi/", "/petugas/kebijakan/"])
def test_nobody_else_comes_in(catalogue, client, address):
    assert client.get(address).status_code in {302, 403}
