"""Timing two ways in turns, so that what else the machine does hits both alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Action = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Figure:
    """One ratio of medians with its limit; times in milliseconds."""

    name: str
    engine: str
    ratio: float
    limit: str
    is_met: bool
    measured_ms: float
    baseline_ms: float
    rounds: int


def in_turns(measured: Action, baseline: Action, *, rounds: int) -> tuple[float, float]:
    """The median time of each in milliseconds, after one unmeasured round of both."""
    times: tuple[list[float], list[float]] = ([], [])
    for round_number in range(rounds + 1):
        for action, found in zip((measured, baseline), times, strict=True):
            start = perf_counter()
            action()
            if round_number:
                found.append((perf_counter() - start) * 1000)
    return median(times[0]), median(times[1])


def at_most(
    name: str, engine: str, measured_ms: float, baseline_ms: float, limit: float, rounds: int
) -> Figure:
    ratio = round(measured_ms / baseline_ms, 2)
    return Figure(
        name,
        engine,
        ratio,
        f"at most {limit}",
        ratio <= limit,
        round(measured_ms, 2),
        round(baseline_ms, 2),
        rounds,
    )


def at_least(
    name: str, engine: str, fast_ms: float, slow_ms: float, limit: float, rounds: int
) -> Figure:
    """How many times faster the first is than the second."""
    ratio = round(slow_ms / fast_ms, 2)
    return Figure(
        name,
        engine,
        ratio,
        f"at least {limit}",
        ratio >= limit,
        round(fast_ms, 2),
        round(slow_ms, 2),
        rounds,
    )
