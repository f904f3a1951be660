"""The draws in a real browser: accessible, fitting a phone, without a script."""

from datetime import timedelta

import pytest

from lintas.directory.catalogue import remembering
from lintas.directory.offices import queries as offices
from lintas.foundation import clock
from lintas.visit.appointments.tests.factories import make_slot, wib
from lintas.visit.draws import operations
from lintas.visit.draws.tests import factories as make
from lintas.visit.draws.tests.factories import ANNOUNCED, CLOSES
from tests.browser import DESK, assert_accessible, assert_fits, assert_targets_are_large, photograph
from tests.house import furnish


@pytest.fixture
def two_draws(transactional_db, monkeypatch, people):
    """One that is open, one that is decided, in a real point."""
    monkeypatch.undo()
    monkeypatch.setattr("lintas.directory.people.queries.person", people.info)
    monkeypatch.setattr(clock, "now", lambda: CLOSES + timedelta(hours=1))
    furnish(ANNOUNCED, rooms=("offices", "catalogue"))
    point = offices.point(slug="payakumbuh")
    hours = [wib(day, hour) for day in (12, 13) for hour in (8, 9, 10)]
    over = make.opened(point, slots=[make_slot(point.id, hour, capacity=2) for hour in hours])
    for number in range(26):
        make.enter(over, people.new(), wants=(f"S{number % 6 + 1}", f"S{(number + 1) % 6 + 1}"))
    make.enter(over, *(people.new() for _ in range(2)), wants=("S3", "S4"))
    operations.close_window(draw_id=over, by="system:x", at=CLOSES)
    make.reveal(over)
    operations.keep_the_calendar(at=CLOSES)
    later = {
        "opens_at": CLOSES,
        "closes_at": CLOSES + timedelta(days=3),
        "reveal_by": CLOSES + timedelta(days=3, hours=4),
    }
    slots = [
        make_slot(point.id, wib(20, hour), capacity=10, service_class=kind)
        for hour, kind in ((8, "regular"), (9, "priority"))
    ]
    going = make.opened(point, slots=slots, **later)
    for _ in range(123):
        make.enter(going, people.new(), at=CLOSES)
    yield {"over": over, "going": going}
    remembering.forget()
    offices.forget()


@pytest.mark.parametrize("size", [(360, 740), DESK])
@pytest.mark.parametrize("language", ["id", "en"])
def test_calendar_and_draws_fit_and_can_be_used_by_everybody(open_page, two_draws, size, language):
    page = open_page(size=size, cookies={"bahasa": language})
    addresses = {"kalender": "/undian/", **{name: f"/undian/{id}/" for name, id in two_draws.items()}}
    for name, address in addresses.items():
        page.goto(address)

        photograph(page, f"undian-{name}-{size[0]}-{language}", whole=True)
        assert_accessible(page)
        assert_fits(page)
        assert_targets_are_large(page)


def test_without_scripts_a_visitor_goes_from_the_calendar_to_the_transcript(open_page, two_draws):
    page = open_page(javascript=False)
    page.goto("/undian/")
    page.locator(f"a[href='/undian/{two_draws['over']}/']").click()

    with page.expect_download() as download:
        page.get_by_role("link", name="Catatan undian").click()
    assert download.value.suggested_filename.endswith("-catatan.jsonl")
