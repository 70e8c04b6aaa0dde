"""Damaged PDFs and texts: each ends in facts that verify, or in a named refusal."""

from __future__ import annotations

import random
import re
import resource
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from findingsgraph.benchmarks.endurance.trial import TEXT, Outcome, has_traceback, run, sample

BATCH = 50
SECONDS = 20
MEGABYTES = 1024

Change = Callable[[bytearray, random.Random], bytearray]


def flip(data: bytearray, dice: random.Random) -> bytearray:
    """Change up to two hundred single bytes."""
    for _ in range(dice.randint(1, 200)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return data


def cut(data: bytearray, dice: random.Random) -> bytearray:
    """Lose the end, as a broken download does."""
    return data[: dice.randint(1, len(data))]


def drop(data: bytearray, dice: random.Random) -> bytearray:
    """Lose a piece in the middle."""
    start = dice.randrange(len(data))
    del data[start : start + dice.randint(1, len(data) // 4)]
    return data or bytearray(b"%")


def repeat(data: bytearray, dice: random.Random) -> bytearray:
    """Say a piece several times."""
    start = dice.randrange(len(data))
    piece = data[start : start + dice.randint(1, 20_000)]
    return data[:start] + piece * dice.randint(2, 20) + data[start:]


def splice(data: bytearray, dice: random.Random) -> bytearray:
    """Swap two halves."""
    at = dice.randrange(len(data))
    return data[at:] + data[:at]


def digits(data: bytearray, dice: random.Random) -> bytearray:
    """Change numbers: lengths, offsets, object numbers, dates."""
    places = [match.start() for match in re.finditer(rb"\d", bytes(data))]
    for place in dice.sample(places, min(len(places), dice.randint(1, 60))):
        data[place] = dice.choice(b"0123456789")
    return data


def control(data: bytearray, dice: random.Random) -> bytearray:
    """Put in control characters, invalid UTF-8, bidirectional marks and very long lines."""
    odd = [
        b"\x00",
        b"\xff\xfe",
        b"\x0c",
        b"\x02",
        "\u202e".encode(),
        b"\r",
        b"A" * 50_000,
        b"(" * 3000,
        b"1. " * 500,
    ]
    for _ in range(dice.randint(1, 20)):
        place = dice.randrange(len(data))
        data[place:place] = dice.choice(odd)
    return data


CHANGES: tuple[Change, ...] = (flip, cut, drop, repeat, splice, digits, control)


def _write(folder: Path, count: int, seeds: list[Path], dice: random.Random) -> None:
    for number in range(count):
        seed = dice.choice(seeds)
        change = dice.choice(CHANGES)
        data = change(bytearray(seed.read_bytes()), dice)
        (folder / f"{number:03} {change.__name__}{seed.suffix}").write_bytes(bytes(data))


def damaged_reports(scratch: Path, count: int) -> Outcome:
    """Build so many damaged reports in batches, verify what was read, and count how each ended."""
    dice = random.Random(20140211)
    seeds = [*sample(30), TEXT, TEXT]
    refusals: Counter[str] = Counter()
    faults: list[str] = []
    read, slowest = 0, 0.0
    for batch in range(count // BATCH):
        folder, graph = scratch / f"damaged-{batch}", scratch / f"damaged-{batch}.graph"
        folder.mkdir()
        _write(folder, BATCH, seeds, dice)
        try:
            done = run(["build", folder, "--out", graph, "--jobs", "2"], SECONDS * BATCH)
        except subprocess.TimeoutExpired:
            faults.append(f"batch {batch}: not done after {SECONDS * BATCH} s")
            continue
        if has_traceback(done) or done.returncode not in (0, 1):
            faults.append(f"batch {batch}: exit {done.returncode}: {done.stderr[-300:]}")
        refusals.update(re.findall(r"errors\.md#(\w+)", done.stderr))
        times = [
            float(each) for each in re.findall(r"; (\d+\.\d+) s$", done.stdout + done.stderr, re.MULTILINE)
        ]
        read, slowest = read + len(times), max([slowest, *times])
        if graph.exists() and (checked := run(["verify", "--graph", graph])).returncode:
            faults.append(f"batch {batch}: {checked.stderr[-300:]}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    ended = read + refusals.total()
    if ended != count - count % BATCH:
        faults.append(f"{ended} of {count} accounted for")
    if slowest > SECONDS or peak > MEGABYTES:
        faults.append("too slow or too large")
    named = ", ".join(f"{kind} {n}" for kind, n in refusals.most_common())
    figures = f"{read} read and verified, {refusals.total()} refused ({named})"
    figures += f"; slowest {slowest:.1f} s, peak {peak:.0f} MB"
    return Outcome("damaged PDFs and texts", count, not faults, "; ".join([figures, *faults]))
