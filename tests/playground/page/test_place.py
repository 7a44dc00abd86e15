import pytest

from playground.page.place import Place, address, parts


@pytest.mark.parametrize("names", [("a", "b"), ("a/b", 'say "hi" & ü', ""), ("%22", "x")])
def test_a_field_name_survives_multipart_forms(names):
    assert parts(address(*names)) == names
    assert '"' not in address(*names)


def test_an_address_keeps_what_is_open_and_forgets_the_moment():
    place = Place(me="U1", channel="C1", thread="1.2", panel="traffic", at="1.2", edit="1.2")

    assert place.url() == "/as/U1/C1?thread=1.2&panel=traffic"


def test_opening_a_thread_uncovers_it():
    place = Place(me="U1", channel="C1", panel="simulated")

    assert place.url(thread="1.2") == "/as/U1/C1?thread=1.2"


def test_going_elsewhere_leaves_the_thread_and_keeps_the_panel():
    place = Place(me="U1", channel="C1", thread="1.2", panel="traffic")

    assert place.elsewhere(channel="C2") == "/as/U1/C2?panel=traffic"


def test_unknown_words_in_an_address_are_ignored():
    place = Place.read("U1", "C1", {"tab": "home", "me": "U2", "evil": "x"})

    assert place == Place(me="U1", channel="C1", tab="home")
