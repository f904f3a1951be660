"""The counter window that every simulated system fills in."""

import pytest

from simulators.core import window as core
from simulators.counter import Counter
from simulators.dukcapil import window as dukcapil
from simulators.postbox import window as postbox
from simulators.simponi import window as simponi


def test_a_window_that_answers_nothing_cannot_be_opened():
    class Silent(Counter):
        pass

    with pytest.raises(TypeError, match="answer"):
        Silent(None, None, None)


@pytest.mark.parametrize("system", [core, dukcapil, postbox, simponi])
def test_every_simulated_system_answers(system):
    assert issubclass(system.Window, Counter)
    assert not system.Window.__abstractmethods__
