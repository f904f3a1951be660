"""Where a request comes from, and whether it came encrypted: what proxies say of both, if they are ours."""

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Network = IPv4Network | IPv6Network
FORWARDED = "HTTP_X_FORWARDED_FOR"
ENCRYPTED = "HTTP_X_FORWARDED_PROTO"


class CallerMiddleware:
    """
    Put the caller's own address in place of the proxy's, and forget what strangers say of encryption, before all else.

    All other code reads it with `lintas.foundation.limits.door.place_of` and knows nothing of proxies.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        connection = request.META.get("REMOTE_ADDR", "")
        if not _is_trusted(_read(connection), settings.TRUSTED_PROXIES):
            request.META.pop(ENCRYPTED, None)
        request.META["REMOTE_ADDR"] = caller_address(
            connection=connection,
            forwarded=request.META.get(FORWARDED, ""),
            trusted=settings.TRUSTED_PROXIES,
        )
        return self.get_response(request)


def caller_address(*, connection: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """
    Return the right-most address of ``forwarded`` that is no trusted proxy: each proxy appends whom it saw.

    What stands further left was written by the caller and proves nothing. The connection's own address is returned
    when it is no trusted proxy, when what the proxies wrote is not readable, and when all of it are proxies.
    """
    if not trusted or not _is_trusted(_read(connection), trusted):
        return connection
    for hop in reversed(forwarded.split(",")):
        address = _read(hop.strip())
        if address is None:
            return connection
        if not _is_trusted(address, trusted):
            return str(address)
    return connection


def _is_trusted(address: IPv4Address | IPv6Address | None, trusted: Sequence[Network]) -> bool:
    return address is not None and any(address in network for network in trusted)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    """Return the address; one of IPv4 that is written as IPv6 (``::ffff:192.0.2.1``) as what it is."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
