"""`lintas ledger`: check the ledger, or show what it holds."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lintas.foundation.ledger import queries


class Command(BaseCommand):
    help = "Check that the ledger is whole, or show its shards and newest checkpoints."

    def add_arguments(self, parser: ArgumentParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        verify = steps.add_parser("verify", help="recompute everything; ends with 1 when anything does not fit")
        verify.add_argument("--shard", help="only this one, such as PDG/2026")
        steps.add_parser("show", help="list the shards with their newest signed checkpoint")

    def handle(self, *args: Any, step: str, shard: str | None = None, **options: Any) -> None:
        if step == "show":
            self._show()
        else:
            self._verify(shard)

    def _show(self) -> None:
        shards = queries.shards()
        for info in shards:
            counts = _("%(shard)s: %(size)s entri, %(signed)s di antaranya di bawah tanda tangan terakhir")
            self.stdout.write(counts % {"shard": info.name, "size": info.size, "signed": info.signed_size})
            self.stdout.write(_("Kunci pemeriksa: %(verifier)s") % {"verifier": info.verifier})
            self.stdout.write(info.note)
        if not shards:
            self.stdout.write(_("Buku besar masih kosong."))

    def _verify(self, shard: str | None) -> None:
        findings = queries.verify(shard)
        counts = {"entries": findings.entries, "checkpoints": findings.checkpoints, "faults": len(findings.faults)}
        if findings.sound:
            text = _("Utuh: %(entries)s entri dan %(checkpoints)s titik periksa dihitung ulang, semuanya cocok.")
            self.stdout.write(text % counts)
            return
        for fault in findings.faults:
            self.stderr.write(str(fault))
        text = _(
            "Tidak utuh: %(faults)s kejanggalan pada %(entries)s entri dan %(checkpoints)s titik periksa. "
            "Jangan ubah apa pun; simpan salinan basis data dan berkas saksi, lalu laporkan."
        )
        self.stderr.write(text % counts)
        raise SystemExit(1)
