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


def test_the_page_is_for_heads(client, payakumbuh):  # noqa: F811
    sign_in(client, payakumbuh)

    assert client.get("/petugas/rekan/").status_code == 403
    assert press(client, "/petugas/rekan/latihan/").status_code == 403
