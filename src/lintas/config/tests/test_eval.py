"""`lintas eval`: one line in, one answer out, at once; a broken line is named and passed over."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lintas.foundation import evaluations

META = '{"e":"meta","t":0,"services":{"a":{"mean":60,"sd":30}},"counters":1}'
ARRIVAL = '{"e":"arrive","t":36000,"ticket":"1","svc":"a","prio":0,"appt":null}'
QUESTION = '{"e":"query","t":36001,"ticket":"1","q":1}'


def run(monkeypatch, content: bytes):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    out, complaints = io.StringIO(), io.StringIO()
    call_command("eval", "queue", stdout=out, stderr=complaints, no_color=True)
    return [json.loads(line) for line in out.getvalue().splitlines()], complaints.getvalue().splitlines()


def test_each_question_gets_one_answer(monkeypatch):
    answers, complaints = run(monkeypatch, "\n".join([META, ARRIVAL, QUESTION, QUESTION]).encode())

    assert [set(answer) for answer in answers] == [{"q", "wait", "lo", "hi"}] * 2
    assert complaints == []


def test_the_ends_are_rounded_outwards(monkeypatch):
    early = ARRIVAL.replace("36000", "25526.6"), QUESTION.replace("36001", "25526.6")
    ((answer,), _) = run(monkeypatch, "\n".join([META, *early]).encode())

    assert answer["lo"] <= 28_800 - 25_526.6 <= answer["hi"]


def test_broken_lines_are_named_by_number_and_the_rest_is_answered(monkeypatch):
    lines = [META.encode(), b"kaput", b"", b"\xff\xfe", b'{"e":"dance","t":1}', ARRIVAL.encode(), QUESTION.encode()]
    answers, complaints = run(monkeypatch, b"\n".join([*lines, b'{"e":"query","t":1,"ticket":"9","q":2}']))

    assert [answer["q"] for answer in answers] == [1]
    assert complaints == [
        "line 2 is not JSON",
        "line 4 is not UTF-8",
        "line 5 has an unknown kind of event: 'dance'",
        "line 8 asks for the ticket '9', which is not in the line",
    ]


def test_a_line_without_end_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr("lintas.config.management.commands.eval.LONGEST", 200)
    answers, complaints = run(
        monkeypatch, b"\n".join([META.encode(), b"x" * 1000, ARRIVAL.encode(), QUESTION.encode()])
    )

    assert len(answers) == 1
    assert complaints == ["line 2 is longer than 200 bytes"]


def test_an_unknown_part_is_refused():
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("eval", "weather")


def test_no_two_parts_have_one_name(monkeypatch):
    monkeypatch.setattr(evaluations, "_parts", {})
    evaluations.evaluates(name="contoh", about="once")(lambda: lambda line: None)

    with pytest.raises(evaluations.PartNameTaken):
        evaluations.evaluates(name="contoh", about="again")(lambda: lambda line: None)


def test_an_answer_comes_before_the_next_line_is_read(tmp_path):
    source = Path(__file__).resolve().parents[3]
    surroundings = os.environ | {"LINTAS_MODE": "test", "LINTAS_VAR_DIR": str(tmp_path), "PYTHONPATH": str(source)}
    with subprocess.Popen(
        [sys.executable, "-m", "lintas", "eval", "queue"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=surroundings,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in (1, 2):
            process.stdin.write("".join(f"{line}\n" for line in (META, ARRIVAL, QUESTION)).encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["q"] == 1, number
        process.stdin.close()
        assert process.wait(timeout=60) == 0
