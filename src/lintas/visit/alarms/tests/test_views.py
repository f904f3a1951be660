from django.test import Client

from lintas.visit.alarms.models import Alarm
from lintas.visit.queueing.tests.conftest import payakumbuh, real_house  # noqa: F401 (the hall of the console)
from lintas.visit.queueing.tests.pages import press, sign_in, sit, text_of


def console(client):
    return text_of(client.get("/petugas/loket/"))


def test_the_key_changes_nothing_on_the_screen(client, payakumbuh):  # noqa: F811
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)

    after = text_of(press(client, "/petugas/rekan/panggil/"))

    assert Alarm.objects.get().counter_id is not None
    assert "Loket kosong" in after
    for word in ("bantuan", "darurat", "alarm"):
        assert word not in after.lower()


def test_a_head_sees_who_calls_and_says_that_they_come(client, payakumbuh):  # noqa: F811
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)
    press(client, "/petugas/rekan/panggil/")
    client.cookies.clear()
    sign_in(client, payakumbuh, role="kasi")

    page = text_of(client.get("/petugas/rekan/"))
    assert "meminta bantuan" in page
    assert "Payakumbuh · Loket 1" in page
    page = text_of(press(client, f"/petugas/rekan/{Alarm.objects.get().id}/"))

    assert "Tidak ada yang meminta bantuan." in page
    assert "Akhiri latihan" in text_of(press(client, "/petugas/rekan/latihan/"))
    assert "Mulai latihan" in text_of(press(client, "/petugas/rekan/latihan/selesai/"))


def test_the_console_of_the_caller_says_that_somebody_comes_in_words_that_tell_a_visitor_nothing(
    client,
    payakumbuh,  # noqa: F811
):
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)
    assert "Rekan siap" not in console(client)
    assert "Rekan siap" not in text_of(press(client, "/petugas/rekan/panggil/"))
    head = Client()
    sign_in(head, payakumbuh, role="kasi")

    press(head, f"/petugas/rekan/{Alarm.objects.get().id}/")

    said = console(client)
    assert "Rekan siap, 09.00" in said
    assert "Rekan siap, 09.00" in text_of(client.get("/petugas/rekan/panggil/isi/"))
    for word in ("bantuan", "darurat", "alarm", 'role="alert"'):
        assert word not in said.lower()
    other = Client()
    sign_in(other, payakumbuh)
    sit(other, payakumbuh, 2)
    assert "Rekan siap" not in console(other)


def test_the_page_is_for_heads(client, payakumbuh):  # noqa: F811
    sign_in(client, payakumbuh)

    assert client.get("/petugas/rekan/").status_code == 403
    assert press(client, "/petugas/rekan/latihan/").status_code == 403
