"""How likely a count is when everybody's odds are equal."""

import math
from collections.abc import Sequence


def p_value(wins: Sequence[int], *, sizes: Sequence[int], draws: int, places: int) -> float:
    """
    Return the probability of counts at least this uneven, in ``draws`` draws of ``places`` among groups of ``sizes``.

    Pearson's statistic, corrected for drawing without replacement (in one draw nobody wins twice).
    """
    people = sum(sizes)
    expected = [draws * places * size / people for size in sizes]
    statistic = sum((won - mean) ** 2 / mean for won, mean in zip(wins, expected, strict=True))
    return upper_gamma((len(sizes) - 1) / 2, statistic * (people - 1) / (people - places) / 2)


def upper_gamma(a: float, x: float) -> float:
    """Return the regularised upper incomplete gamma function Q(a, x): a series below, a continued fraction above."""
    if x <= 0:
        return 1.0
    scale = math.exp(-x + a * math.log(x) - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        n = a
        while term > total * 1e-15:
            n += 1
            term *= x / n
            total += term
        return 1 - total * scale
    b = x + 1 - a
    c, d = 1e300, 1 / b
    value = d
    for i in range(1, 1000):
        part = -i * (i - a)
        b += 2
        d = 1 / (part * d + b)
        c = b + part / c
        value *= d * c
        if abs(d * c - 1) < 1e-14:
            break
    return value * scale
