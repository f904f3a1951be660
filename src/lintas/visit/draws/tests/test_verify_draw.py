"""The script that anybody may run: it agrees with the house, and refuses a transcript in which one byte differs."""

import ast
import hashlib
import random
import subprocess
import sys
from pathlib import Path

import pytest

from lintas.foundation.tests.report import FULL
from lintas.visit.draws import verify_draw
from lintas.visit.draws.tests.worlds import small

SCRIPT = Path(verify_draw.__file__)
BITS = range(8) if FULL else (0, 5)
"""Which bit of a byte is turned; bit 5 turns a letter's case, which many readers of hexadecimal forgive."""


def with_a_right_sum(content: bytes) -> bytes:
    """Return the paper as a forger would leave it: the last line is right for what stands before it."""
    before, end, _ = content.rpartition(b'{"kind":"end"')
    said = end + b',"sha256":"' + hashlib.sha256(before).hexdigest().encode() + b'"}\n'
    return before + said if end else content


def refused(content: bytes) -> str:
    with pytest.raises(verify_draw.Refused) as refusal:
        verify_draw.verify(content)
    return str(refusal.value)


def test_the_script_is_short_and_needs_nothing_but_python():
    source = SCRIPT.read_text()
    wanted = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }

    assert len(source.splitlines()) <= 150
    assert wanted <= sys.stdlib_module_names


@pytest.mark.parametrize("seed", range(30))
def test_house_and_script_come_to_the_same_result(seed):
    paper = small(seed)

    _, entries, ranks, _ = verify_draw.verify(paper.content)

    assert len(entries) == 7
    assert [(one["unit"], one["rank"], one["session"]) for one in ranks] == [
        (one.unit.code, one.rank, one.session) for one in paper.decided
    ]


def test_every_changed_byte_is_refused():
    content = small().content

    for place in range(len(content)):
        for bit in BITS:
            changed = bytearray(content)
            changed[place] ^= 1 << bit
            refused(bytes(changed))


def test_every_changed_byte_is_refused_even_when_the_forger_makes_the_sum_right_again():
    content = small().content
    end = content.rindex(b'{"kind":"end"')

    for place in range(end):
        for bit in BITS:
            changed = bytearray(content)
            changed[place] ^= 1 << bit
            refused(with_a_right_sum(bytes(changed)))


def test_control_a_script_that_only_checks_the_sum_accepts_the_forger():
    content = small().content.replace(b'"rank":1', b'"rank":2')

    forged = with_a_right_sum(content)
    before, _, last = forged.rpartition(b'{"kind":"end"')

    assert hashlib.sha256(before).hexdigest().encode() in last
    assert "Line" in refused(forged)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda lines: lines[:-1],
        lambda lines: lines[1:],
        lambda lines: [*lines, lines[-1]],
        lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
        lambda lines: [*lines[:2], lines[1], *lines[2:]],
        lambda lines: [*lines[:1], *lines[2:]],
        lambda lines: [line for line in lines if b'"opened"' not in line],
        lambda lines: [line.replace(b'"credit":0', b'"credit":1') for line in lines],
        lambda lines: [line.replace(b'"credit":0', b'"credit":false') for line in lines],
        lambda lines: [line.replace(b'"seed":', b'"more":0,"seed":') for line in lines],
        lambda lines: [line.replace(b'"places":2', b'"places":3') for line in lines],
        lambda lines: [lines[0].replace(b'"household_most":8', b'"household_most":1'), *lines[1:]],
        lambda lines: [line.replace(b"\n", b"\r\n") for line in lines],
        lambda lines: [line.replace(b":", b": ", 1) for line in lines],
        lambda lines: [],
        lambda lines: [b"[" * 100_000],
        lambda lines: [b"null\n"],
        lambda lines: [b"\xff\xfe" + lines[0], *lines[1:]],
    ],
)
def test_what_was_taken_out_put_in_or_moved_is_refused(spoil):
    lines = small().content.splitlines(keepends=True)

    spoiled = with_a_right_sum(b"".join(spoil(lines)))

    assert refused(spoiled)


def test_a_value_that_does_not_open_its_promise_is_named():
    chance, content = random.Random(5), small().content
    value = content.partition(b'"witness-2":"')[2][:64]

    said = refused(with_a_right_sum(content.replace(value, chance.randbytes(32).hex().encode())))

    assert "witness-2" in said


def run(tmp_path, content: bytes, *more: str) -> subprocess.CompletedProcess:
    path = tmp_path / "transcript.jsonl"
    path.write_bytes(content)
    words = [sys.executable, "-I", str(SCRIPT), str(path), *more]
    return subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path)


def test_a_person_runs_it_alone_with_what_they_kept(tmp_path):
    paper = small()
    seed = paper.content.partition(b'"seed_commitment":"')[2][:64].decode()
    winner = next(one for one in paper.decided if one.session)

    done = run(tmp_path, paper.content, "--kept", seed, "--kept", paper.hash, "--entry", winner.unit.members[0])

    assert done.returncode == 0, done.stderr
    assert "COCOK / MATCHES: 7 peserta/entries" in done.stdout
    assert f"nomor urut/rank {winner.rank}, {winner.session}" in done.stdout


def test_a_whole_other_draw_is_refused_by_who_kept_the_promise(tmp_path):
    seed = small(1).content.partition(b'"seed_commitment":"')[2][:64].decode()

    done = run(tmp_path, small(2).content, "--kept", seed)

    assert done.returncode == 1
    assert "What you kept is not in here" in done.stderr


def test_a_changed_byte_ends_with_a_sentence_in_both_languages_and_no_traceback(tmp_path):
    done = run(tmp_path, small().content.replace(b'"rank":1', b'"rank":2'))

    assert done.returncode == 1
    assert done.stderr.startswith("TIDAK COCOK / DOES NOT MATCH\n")
    assert "berbeda dari hasil hitung ulang" in done.stderr
    assert "Line" in done.stderr
    assert "Traceback" not in done.stderr
