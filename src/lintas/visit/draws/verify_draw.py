#!/usr/bin/env python3
"""
Recompute a draw from its published transcript. Needs Python 3.8 or newer and nothing else; reads one file, writes none.

    python3 verify_draw.py transcript.jsonl [--kept FINGERPRINT ...] [--entry CODE]

--kept takes what you noted before the draw: the commitment of the seed or of a witness, the root of the
entries, the transcript's hash. The transcript must contain it. --entry tells how one entry fared.
"""

import argparse
import hmac
import json
import sys
from hashlib import sha256


class Refused(Exception):
    """The transcript is not what it claims to be."""


def need(holds, indonesian, english):
    if not holds:
        raise Refused(f"{indonesian}\n{english}")


def line(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def packed(*parts):
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)


def root_of(hashes):  # RFC 9162, section 2.1.1
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256(b"").digest()
    half = 1 << ((len(hashes) - 1).bit_length() - 1)
    return sha256(b"\x01" + root_of(hashes[:half]) + root_of(hashes[half:])).digest()


def read(data):
    """Return first line, header, entries and opened values; the latter open every commitment made beforehand."""
    values = [json.loads(one) for one in data.splitlines()]
    header, opened = values[0], [value for value in values if value["kind"] == "opened"]
    canonical = (header["kind"], header["version"]) == ("draw", 1) and data.startswith(line(header))
    need(canonical, "Baris 1 bukan undian yang ditulis baku.", "Line 1 is not a draw in canonical form.")
    need(len(opened) == 1 and set(opened[0]) == {"kind", "seed", "values"}, "Pembuka bukan satu.", "Not one opening.")
    promised = {one["witness"]: one["commitment"] for one in header["witnesses"]}
    need(len(promised) >= 2, "Saksi kurang dari dua.", "There are fewer than two witnesses.")
    need(set(promised) == set(opened[0]["values"]), "Nilai dan saksi tidak sama.", "Values and witnesses differ.")
    promised["seed"], secrets = header["seed_commitment"], {**opened[0]["values"], "seed": opened[0]["seed"]}
    need(len(set(promised.values())) == len(header["witnesses"]) + 1, "Ada janji kembar.", "Commitments repeat.")
    for who, commitment in promised.items():
        value = bytes.fromhex(secrets[who])
        opens = len(value) == 32 and value.hex() == secrets[who] and sha256(value).hexdigest() == commitment
        need(opens, f"Nilai {who} tidak cocok dengan janjinya.", f"The value of {who} does not open its commitment.")
    return line(header), header, [value for value in values if value["kind"] == "entry"], opened[0]


def units_of(header, entries):
    """Return (pool, code, tickets, size, wanted sessions) of each household and of each person alone."""
    codes = [entry["entry"] for entry in entries]
    need(codes == sorted(set(codes)), "Kode peserta ganda atau tidak urut.", "An entry is doubled or out of order.")
    pools, together = {one["session"]: one["pool"] for one in header["sessions"]}, {}
    for entry in entries:
        code, wants, credit = entry["entry"], entry["wants"], entry["credit"]
        right = len(entry) == 6 and type(credit) is int and 0 <= credit <= header["credit_cap"]
        right = right and 0 < len(wants) == len(set(wants)) and {pools[want] for want in wants} == {entry["pool"]}
        need(right, f"Isi peserta {code} menyalahi aturan.", f"The entry {code} breaks a rule.")
        together.setdefault(entry["household"] or code, []).append(entry)
    units = []
    for code, members in together.items():
        pool, wants, size = members[0]["pool"], members[0]["wants"], len(members)
        right = size <= header["household_most"] and all((m["pool"], m["wants"]) == (pool, wants) for m in members)
        need(right, f"Keluarga {code} menyalahi aturan.", f"The household {code} breaks a rule.")
        units.append((pool, code, 1 + sum(one["credit"] for one in members) // size, size, wants))
    return units


def decide(header, units, key):
    """Rank by lot; by rank who is in; households first to their sessions, then the others, then down the ranks."""
    scored, decided = [], []
    for pool, code, tickets, size, wants in units:
        numbers = (packed(b"lintas/draw/ticket/1", code.encode(), n.to_bytes(4, "big")) for n in range(tickets))
        scored.append((pool, min(hmac.new(key, number, "sha256").hexdigest() for number in numbers), code, size, wants))
    for pool in sorted({one[0] for one in scored}):
        ranked = sorted(one for one in scored if one[0] == pool)
        room = {one["session"]: one["places"] for one in header["sessions"] if one["pool"] == pool}
        left, inside, seats = sum(room.values()), [], {}
        for one in ranked:
            if one[3] <= left:
                left -= one[3]
                inside.append(one)
        for _, _, code, size, wants in sorted(inside, key=lambda one: (-one[3], one[1])) + ranked:
            session = next((want for want in wants if room[want] >= size), None)
            if code not in seats and session is not None:
                room[session] -= size
                seats[code] = session
        for rank, (_, number, code, _, _) in enumerate(ranked, 1):
            named = {"kind": "rank", "pool": pool, "rank": rank, "unit": code}
            decided.append({**named, "score": number, "session": seats.get(code, "")})
    return decided


def verify(data):
    """Return header, entries, ranks and root of a sound transcript. :raises Refused: a single byte differs."""
    try:
        first, header, entries, opened = read(data)
        units, root = units_of(header, entries), root_of([sha256(b"\x00" + line(entry)).digest() for entry in entries])
        parts = [first, root, len(entries).to_bytes(8, "big"), bytes.fromhex(opened["seed"])]
        parts += [part for who, one in sorted(opened["values"].items()) for part in (who.encode(), bytes.fromhex(one))]
        ranks = decide(header, units, sha256(packed(b"lintas/draw/key/1", *parts)).digest())
        counted = {"kind": "root", "count": len(entries), "root": root.hex()}
        expected = [first, *map(line, [*entries, counted, opened, *ranks])]
        expected.append(line({"kind": "end", "sha256": sha256(b"".join(expected)).hexdigest()}))
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as problem:
        raise Refused(f"Bukan catatan undian yang utuh.\nNot a whole transcript: {type(problem).__name__}.") from None
    for number, (ours, theirs) in enumerate(zip(expected, data.splitlines(keepends=True)), 1):
        need(ours == theirs, f"Baris {number} berbeda dari hasil hitung ulang.", f"Line {number} is not what follows.")
    need(b"".join(expected) == data, "Ada yang kurang atau lebih.", "Something is missing or too much.")
    return header, entries, ranks, root.hex()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("transcript")
    parser.add_argument("--kept", action="append", default=[])
    parser.add_argument("--entry", default="")
    asked = parser.parse_args()
    try:
        with open(asked.transcript, "rb") as file:
            data = file.read()
        header, entries, ranks, root = verify(data)
        known = {"seed commitment": header["seed_commitment"], "root": root, "transcript": sha256(data).hexdigest()}
        known.update((f"witness {one['witness']}", one["commitment"]) for one in header["witnesses"])
        lost = [kept for kept in asked.kept if kept not in known.values()]
        need(not lost, f"Catatan Anda tidak ada di sini: {lost}", f"What you kept is not in here: {lost}")
    except Refused as refusal:
        sys.exit(f"TIDAK COCOK / DOES NOT MATCH\n{refusal}")
    ends = {one["unit"]: one for one in ranks}
    won = sum(bool(ends[one["household"] or one["entry"]]["session"]) for one in entries)
    print(f"COCOK / MATCHES: {len(entries)} peserta/entries, {won} mendapat tempat/got a place.")
    print(*(f"{name}: {value}" for name, value in known.items()), sep="\n")
    for end in (ends[one["household"] or one["entry"]] for one in entries if one["entry"] == asked.entry):
        print(f"{asked.entry}: nomor urut/rank {end['rank']}, {end['session'] or 'daftar tunggu/waiting list'}")


if __name__ == "__main__":
    main()
