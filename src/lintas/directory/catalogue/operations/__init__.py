"""The write side of the catalogue: load its data, publish versions, set parameters, record what an office confirms."""

from lintas.directory.catalogue.operations.confirming import NothingToConfirm, confirm_value
from lintas.directory.catalogue.operations.loading import Loaded, load_catalogue
from lintas.directory.catalogue.operations.publishing import (
    ParameterInThePast,
    Published,
    TariffIsPublished,
    TariffOutOfOrder,
    announce_policies,
    publish_policy,
    publish_tariff,
    set_parameter,
)

__all__ = [
    "Loaded",
    "NothingToConfirm",
    "ParameterInThePast",
    "Published",
    "TariffIsPublished",
    "TariffOutOfOrder",
    "announce_policies",
    "confirm_value",
    "load_catalogue",
    "publish_policy",
    "publish_tariff",
    "set_parameter",
]
