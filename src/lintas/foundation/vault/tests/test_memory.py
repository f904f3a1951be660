from lintas.foundation.vault.memory import ShortMemory


class Clock:
    seconds = 0.0

    def __call__(self):
        return self.seconds


def test_a_value_is_forgotten_when_its_life_is_over():
    clock = Clock()
    memory = ShortMemory(size=2, life=60, clock=clock)
    memory.put("a", 1)

    clock.seconds = 59
    assert memory.get("a") == 1
    clock.seconds = 61
    assert memory.get("a") is None
    assert len(memory) == 0


def test_the_value_not_asked_for_the_longest_makes_room():
    memory = ShortMemory(size=2, life=60)
    memory.put("a", 1)
    memory.put("b", 2)
    memory.get("a")
    memory.put("c", 3)

    assert (memory.get("a"), memory.get("b"), memory.get("c")) == (1, None, 3)


def test_a_value_can_be_forgotten_at_once():
    memory = ShortMemory(size=2, life=60)
    memory.put("a", 1)
    memory.forget("a")
    memory.forget("never known")

    assert memory.get("a") is None
