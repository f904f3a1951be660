"""What people do outside the house: pay at a bank, correct their entry in the registry, read their messages."""

import httpx

from simulators.population.people import Person


class Outside:
    """The simulated systems around the house, by the ports of `lintas serve`."""

    def __init__(self, *, port_base: int) -> None:
        self._client = httpx.Client(timeout=20)
        self._simponi, self._dukcapil, self._core = (f"http://127.0.0.1:{port_base + n}" for n in (101, 102, 103))

    def pay(self, code: str, *, amount_idr: int | None = None, late: bool = False, again: bool = False) -> int:
        """Pay a billing code and return the rupiah that left the purse; by default its full amount, once, in time."""
        order: dict[str, object] = {"code": code, "late": late, "again": again}
        if amount_idr is not None:
            order["amount_idr"] = amount_idr
        return int(self._client.post(f"{self._simponi}/bayar", json=order).raise_for_status().json()["amount_idr"])

    def pay_unknown(self, *, amount_idr: int) -> int:
        """Pay for a code that nobody was given, as one mistyped digit at a bank does."""
        order = {"unknown": True, "amount_idr": amount_idr}
        return int(self._client.post(f"{self._simponi}/bayar", json=order).raise_for_status().json()["amount_idr"])

    def notices_waiting(self) -> int:
        """Return how many payment notices the house has not acknowledged yet."""
        return int(self._client.get(f"{self._simponi}/siap").raise_for_status().json()["waiting_notices"])

    def register(self, people: list[Person], *, corrected: bool = False) -> None:
        """Enter the people in the civil registry, as it has them; ``corrected`` as they are."""
        entries = [one.registry_entry() | ({"NAMA_LGKP": one.full_name} if corrected else {}) for one in people]
        self._client.post(f"{self._dukcapil}/penduduk", json=entries).raise_for_status()

    def photograph(self) -> str:
        """Return the reference of a picture and fingerprints taken with the core system's camera."""
        return str(self._client.get(f"{self._core}/foto").raise_for_status().json()["rujukan"])

    def close(self) -> None:
        """Stop calling."""
        self._client.close()
