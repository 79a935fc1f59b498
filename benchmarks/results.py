"""RESULTS.md: what came of the last run at each scale, as tables with ratios.

Each run is kept as JSON in ``results/`` beside it, so that the page can be written anew when one
scale is run again. Seconds of two runs are never compared.
"""

import json
import os
import platform
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from benchmarks import tasks
from benchmarks.limits import Limits
from benchmarks.outcomes import ALONE, Outcome
from benchmarks.peers import peer

if TYPE_CHECKING:
    from benchmarks.compare import Plan

OURS = "orggraph"
HERE = Path(__file__).parent
_WORDS = {"cannot": "–", "late": "late", "large": "large", "broke": "BROKE", "unloaded": "·"}


class Run(NamedTuple):
    """A run at one scale: what ran where, and what came of it."""

    scale: str
    day: str
    commit: str
    machine: str
    engines: dict[str, str]
    versions: dict[str, str]
    runs: int
    seconds: float
    memory: float
    limits: Limits
    outcomes: Sequence[Outcome]

    @classmethod
    def of(cls, plan: "Plan", measured: Limits, outcomes: Sequence[Outcome]) -> Self:
        """Say where and with what a plan was run."""
        modules = {name: peer(name) for name in plan.engines}
        packages = {package for module in modules.values() for package in module.PACKAGES}
        return cls(
            plan.scale,
            datetime.now(UTC).date().isoformat(),
            _commit(),
            _machine(),
            {name: module.ABOUT for name, module in modules.items()},
            {package: version(package) for package in sorted(packages)},
            plan.runs,
            plan.bounds.seconds,
            plan.bounds.memory,
            measured,
            outcomes,
        )

    def told(self) -> dict[str, Any]:
        """Give it as JSON holds it."""
        rows = [outcome._asdict() for outcome in self.outcomes]
        return self._asdict() | {"limits": self.limits._asdict(), "outcomes": rows}

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read what ``told`` has given."""
        facts = json.loads(path.read_text(encoding="utf-8"))
        outcomes = [Outcome(**row) for row in facts["outcomes"]]
        return cls(**facts | {"limits": Limits(**facts["limits"]), "outcomes": outcomes})


def write(folder: Path, run: Run) -> None:
    """Keep a run, and write the page of the last run at each scale."""
    kept = folder / "results"
    kept.mkdir(parents=True, exist_ok=True)
    content = json.dumps(run.told(), ensure_ascii=False, indent=1)
    (kept / f"{run.scale}.json").write_text(content + "\n", encoding="utf-8")
    paths = [path for scale in tasks.SCALES if (path := kept / f"{scale}.json").exists()]
    (folder / "RESULTS.md").write_text(page(map(Run.read, paths)), encoding="utf-8")


def page(runs: Iterable[Run]) -> str:
    """Write the page."""
    runs = list(runs)
    parts = [(HERE / "results.head.md").read_text(encoding="utf-8").rstrip(), *_engines(runs)]
    for run in runs:
        parts += _section(run)
    return "\n".join(parts) + "\n"


def ratio(run: Run, outcome: Outcome) -> float | None:
    """Give how many times as long as orggraph an engine took; None where an answer is missing."""
    ours = _find(run, OURS, outcome.task)
    if ours is None or not ours.stands or not outcome.stands:
        return None
    return outcome.middle / ours.middle


def _engines(runs: Sequence[Run]) -> Iterator[str]:
    known = {name: about for run in runs for name, about in run.engines.items()}
    rows = [[f"`{name}`", about] for name, about in known.items()]
    yield from ("", "## The engines", "", *_table(["engine", "what it is here"], rows))


def _section(run: Run) -> Iterator[str]:
    loaded = next((o.told for o in run.outcomes if o.task == "load" and o.told), "nothing loaded")
    versions = ", ".join(f"{name} {number}" for name, number in run.versions.items())
    yield from ("", f"## {run.scale.capitalize()}: {loaded}", "")
    yield (
        f"{run.day}, commit {run.commit}, {run.machine}. The median of up to {run.runs} runs; a "
        f"process may take {run.seconds:g} s beside its loading, and hold {run.memory:g} GiB. "
        f"{versions}."
    )
    yield from ("", "Times ÷ orggraph's, in the same run:", "", *_glance(run))
    yield from ("", "The machine, in the same run:", "", *_machine_limits(run))
    yield from ("", "<details><summary>Seconds, memory and answers, task by task</summary>")
    for task in tasks.TASKS.values():
        asked = [o for o in run.outcomes if o.task == task.name]
        if asked:
            yield from ("", f"**{task.name}.** {task.asks}", "", *_details(run, asked))
    yield from ("", "</details>")


def _glance(run: Run) -> list[str]:
    engines = list(dict.fromkeys(o.engine for o in run.outcomes))
    rows = [
        [task, *(_short(run, _find(run, engine, task)) for engine in engines)]
        for task in dict.fromkeys(o.task for o in run.outcomes)
    ]
    return _table(["task", *engines], rows)


def _short(run: Run, outcome: Outcome | None) -> str:
    if outcome is None or outcome.how != "answered":
        return _WORDS[outcome.how] if outcome else ""
    if not outcome.stands:
        return outcome.verdict
    if outcome.engine == OURS:
        return f"{_figure(outcome.middle)} s"
    times = ratio(run, outcome)
    return f"{_figure(times)}×" if times else f"{_figure(outcome.middle)} s"


def _machine_limits(run: Run) -> list[str]:
    measured = run.limits
    rows = [
        ["memory copied", f"{measured.copy:.1f} GiB/s", ""],
        [
            f"gather: {measured.neighbours:,} numbers at random, as many as there are neighbours",
            f"{_figure(measured.gather)} s",
            _against(run, "gather", measured.gather),
        ],
        ["the same in the order of the graph", f"{_figure(measured.gather_in_order)} s", ""],
        [
            f"every file read, {measured.bytes / 2**20:,.0f} MiB, warm",
            f"{_figure(measured.read)} s",
            _against(run, "read", measured.read),
        ],
    ]
    return _table(["limit", "measured", "orggraph ÷ limit"], rows)


def _against(run: Run, limit: str, seconds: float) -> str:
    found = [_find(run, OURS, task.name) for task in tasks.TASKS.values() if task.limit == limit]
    return ", ".join(f"{o.task} {_figure(o.middle / seconds)}" for o in found if o and o.stands)


def _details(run: Run, asked: Sequence[Outcome]) -> list[str]:
    return _table(
        ["engine", "seconds", "÷ orggraph", "CPU s", "peak GiB", "answer", "checksum"],
        [_detail(run, outcome) for outcome in asked],
    )


def _detail(run: Run, outcome: Outcome) -> list[str]:
    if outcome.how != "answered":
        return [outcome.engine, outcome.why, "", "", "", "", ""]
    times = ratio(run, outcome)
    seconds = _figure(outcome.middle) + (" ¹" if len(outcome.seconds) == 1 else "")
    quality = "" if outcome.quality is None else f", modularity {outcome.quality:.4f}"
    return [
        outcome.engine,
        seconds,
        f"{_figure(times)}×" if times else "",
        f"{outcome.cpu:.2f}",
        f"{outcome.peak:.2f}",
        outcome.told + quality,
        f"`{outcome.digest[:8]}` {outcome.verdict if outcome.verdict != ALONE else f'({ALONE})'}",
    ]


def _find(run: Run, engine: str, task: str) -> Outcome | None:
    found = (o for o in run.outcomes if (o.engine, o.task) == (engine, task))
    return next(found, None)


def _figure(number: float) -> str:
    """Write a number with three digits that mean something."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"  # noqa: PLR2004 - three digits


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [heading, ["---"] * len(heading), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def _commit() -> str:
    words = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    found = subprocess.run(words, cwd=HERE, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    return found.stdout.strip() or "unknown"


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), "CPU")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    python = platform.python_version()
    return f"{cores} cores of {model}, {memory:.0f} GiB, Python {python}"
