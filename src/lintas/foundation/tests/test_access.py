from lintas.foundation.access import Access, Audience, DataClass, declares, machine, public


def view(request):
    return "answer"


def test_a_declaration_is_attached_and_changes_nothing_else():
    access = Access(Audience.OFFICER, act="cases.decide", data=DataClass.PERSONAL, roles=frozenset({"kasi"}))

    declared = declares(access)(lambda request: "answer")

    assert declared.access is access
    assert declared(None) == "answer"


def test_a_public_page_is_for_anyone_and_shows_no_personal_data():
    access = public("front.home")(lambda request: None).access

    assert (access.audience, access.data, access.roles) == (Audience.ANYONE, DataClass.PUBLIC, frozenset())


def test_a_machines_address_is_not_public():
    access = machine("payments.notice")(lambda request: None).access

    assert (access.audience, access.data) == (Audience.MACHINE, DataClass.INTERNAL)


def test_what_was_not_declared_has_no_declaration():
    assert not hasattr(view, "access")
