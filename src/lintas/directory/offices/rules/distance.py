"""Distances good enough to choose between points."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the straight line over the sphere between two (lat, lng) in degrees; roads and boats take longer."""
    lat_a, lng_a, lat_b, lng_b = map(radians, (*a, *b))
    square = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lng_b - lng_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(square)))
