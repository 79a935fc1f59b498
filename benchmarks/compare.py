"""orggraph beside other engines: ``python -m benchmarks.compare --scale county --peers igraph``.

Every task of every engine runs in a process of its own, on the same made-up region, and its answer
is compared with the others' and with what was planted. It writes ``RESULTS.md``, and ends with 1
where an answer is wrong or an engine broke, never because of a time.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import bounded, limits, results, tasks
from benchmarks.bounded import Bounds
from benchmarks.county import county
from benchmarks.outcomes import Outcome, failures, judged
from benchmarks.peers import PEERS, peer
from benchmarks.region import Region
from orggraph import tables
from tests.neo4j.fetch import jars
from tests.neo4j.server import serving

OUT = Path("out/bench")


class Plan(NamedTuple):
    """What is asked of whom, how often, and within which bounds."""

    scale: str
    engines: list[str]
    tasks: list[str]
    runs: int
    bounds: Bounds
    jobs: int


def main(words: Sequence[str] | None = None) -> int:
    """Run the trials, write the results, and say what is wrong."""
    plan, out = _asked(words)
    with tempfile.TemporaryDirectory(prefix="orggraph-benchmark-") as name:
        rooms = Path(name)
        folder = rooms / plan.scale
        answers = _made(plan.scale, folder)
        measured = _limits(folder)
        with ThreadPoolExecutor(plan.jobs) as pool:
            found = pool.map(lambda engine: list(_trials(engine, plan, rooms)), plan.engines)
            outcomes = [outcome for of_one in found for outcome in of_one]
    outcomes = judged(outcomes, answers)
    results.write(out, results.Run.of(plan, measured, outcomes))
    faults = failures(outcomes)
    for fault in faults:
        print(f"FAULT  {fault.engine} {fault.task}: {fault.verdict or fault.how} {fault.why}")
    print(f"{out / 'RESULTS.md'}: {len(outcomes)} trials, {len(faults)} faults")
    return 1 if faults else 0


def _asked(words: Sequence[str] | None) -> tuple[Plan, Path]:
    parser = argparse.ArgumentParser(prog="benchmarks.compare", description=__doc__)
    parser.add_argument("--scale", choices=tasks.SCALES, default="county")
    parser.add_argument("--peers", type=_names(PEERS), default=list(PEERS))
    parser.add_argument("--tasks", type=_names(tasks.TASKS))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=300, help="a process beside its loading")
    parser.add_argument("--memory", type=float, default=16, help="GiB that it may hold")
    parser.add_argument("--jobs", type=int, default=1, help="engines at a time: spoils the times")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of RESULTS.md")
    asked = parser.parse_args(words)
    bounds = Bounds(asked.seconds, asked.memory)
    known = [t.name for t in tasks.TASKS.values() if asked.scale in t.scales]
    plan = Plan(asked.scale, asked.peers, asked.tasks or known, asked.runs, bounds, asked.jobs)
    return plan, asked.out


def _names(known: Collection[str]) -> Callable[[str], list[str]]:
    def names(text: str) -> list[str]:
        asked = text.split(",")
        if unknown := set(asked) - set(known):
            message = f"{', '.join(sorted(unknown))}: not among {', '.join(known)}"
            raise argparse.ArgumentTypeError(message)
        return [name for name in known if name in asked]

    return names


def _made(scale: str, folder: Path) -> dict[str, Any]:
    """Make a region, in a process of its own where it is large, and give the planted answers."""
    if scale == tasks.LAYOUT:
        tables.write(county(tasks.SIZE), folder, format="csv")
        return {}
    words = ["synth", str(folder), "--scale", scale, "--format", "csv"]
    subprocess.run([sys.executable, "-m", "orggraph", *words], check=True)  # noqa: S603 - our own
    answers: dict[str, Any] = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    return answers


def _limits(folder: Path) -> limits.Limits:
    words = [sys.executable, "-m", "benchmarks.limits", str(folder)]
    found = subprocess.run(words, check=True, capture_output=True)  # noqa: S603 - our own
    return limits.Limits(**json.loads(found.stdout))


def _trials(engine: str, plan: Plan, rooms: Path) -> Iterator[Outcome]:
    """Ask an engine, first to load; what it cannot load it is not asked about."""
    region = Region(rooms / plan.scale, rooms / engine)
    region.store.mkdir()
    with _server(engine, region.store) as missing:
        loaded = missing or _unable(engine, "load", plan) or _trial(engine, "load", plan, region)
        if loaded.seconds:
            seconds = plan.bounds.seconds + 2 * max(loaded.seconds)
            plan = plan._replace(bounds=plan.bounds._replace(seconds=seconds))
        for task in plan.tasks:
            if task == "load":
                outcome = loaded
            elif unable := _unable(engine, task, plan):
                outcome = unable
            elif loaded.how != "answered":
                outcome = Outcome(engine, task, "unloaded", "not loaded")
            else:
                outcome = _trial(engine, task, plan, region)
            print(_line(outcome), flush=True)
            yield outcome
    shutil.rmtree(region.store)


def _unable(engine: str, task: str, plan: Plan) -> Outcome | None:
    """Say why an engine cannot do a task; one that can do no other need not load."""
    lacks, others = dict(peer(engine).CANNOT), set(plan.tasks) - {"load"}
    if set(tasks.WHOLE) & set(lacks):
        lacks["whole"] = "not all of it"
    if others and others <= set(lacks):
        lacks["load"] = "nothing is asked that it has"
    return Outcome(engine, task, "cannot", lacks[task]) if task in lacks else None


def _trial(engine: str, task: str, plan: Plan, region: Region) -> Outcome:
    words = [PEERS[engine], task, str(region.folder), str(region.store)]
    words += [str(plan.runs), str(plan.bounds.seconds)]
    ended = bounded.run([sys.executable, "-m", "benchmarks.trial", *words], plan.bounds)
    if ended.how == "done":
        return Outcome(engine, task, "answered", **json.loads(ended.said))
    why = {
        "late": f"no answer within {plan.bounds.seconds:.0f} s",
        "large": f"does not fit in {plan.bounds.memory:g} GiB",
    }
    return Outcome(engine, task, ended.how, why.get(ended.how, ended.said))


@contextmanager
def _server(engine: str, home: Path) -> Iterator[Outcome | None]:
    """Start the server of the engine that needs one; say so where there is none."""
    module = peer(engine)
    if not hasattr(module, "server"):
        yield None
    elif not (jars().is_dir() and shutil.which("java")):
        yield Outcome(engine, "load", "cannot", "no server here")
    else:
        with serving(home / "server") as server:
            place = server.address, server.user, server.password, str(server.process)
            os.environ[module.PLACE] = " ".join(place)
            yield None


def _line(outcome: Outcome) -> str:
    if outcome.how != "answered":
        return f"{outcome.engine:13} {outcome.task:13} {outcome.how}: {outcome.why}"
    return (
        f"{outcome.engine:13} {outcome.task:13} {outcome.middle:9.4f} s"
        f" {outcome.peak:6.2f} GiB  {outcome.told}"
    )


if __name__ == "__main__":
    sys.exit(main())
