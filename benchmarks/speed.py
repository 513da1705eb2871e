"""Measures newslint beside its peers: one file as a hook runs it, and thousands as an archive does.

    python -m venv /tmp/peers && /tmp/peers/bin/pip install . check-jsonschema yamllint \\
        python-frontmatter matplotlib
    /tmp/peers/bin/python benchmarks/speed.py --chart docs/images/speed.svg

Every contender runs on the same generated articles, in turn, several rounds; the table gives CPU
seconds of the whole process as minimum, median and maximum, and the median of the ratios within
a round: the machine may be busy, but it is so for all. Peers that are not installed are left out
and named. ``--quick`` runs everything once on few files and judges nothing.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from collection import write

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sysconfig.get_path("scripts"))


class Contender(NamedTuple):
    """A command that checks files, and how many of a job's files it is fair to give it."""

    name: str
    command: Callable[[Path], list[str]]
    share: float = 1.0


class Job(NamedTuple):
    """Something to do, its contenders, the first of which is the measure of the others."""

    title: str
    files: int
    contenders: list[Contender]


FRONTMATTER_LOOP = """
import json, sys, pathlib, frontmatter, jsonschema, yaml
schema = json.load(open(sys.argv[1]))
check = jsonschema.Draft202012Validator(schema)
class Loader(yaml.SafeLoader): pass
Loader.yaml_implicit_resolvers = {
    key: [pair for pair in pairs if not pair[0].endswith(':timestamp')]
    for key, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()}
for path in sorted(pathlib.Path(sys.argv[2]).rglob('*.md')):
    post = frontmatter.load(path, handler=None, Loader=Loader)
    for error in check.iter_errors(post.metadata):
        print(path, error.message)
"""


def newslint(*options: str) -> Callable[[Path], list[str]]:
    """newslint from this environment, alone with its defaults."""
    command = [str(SCRIPTS / "newslint"), "check", "--isolated", "--offline", *options]
    return lambda folder: [*command, str(folder / "md")]


def peers() -> list[Contender]:
    """The peers that are installed here."""
    schema = str(ROOT / "schemas" / "article.schema.json")
    found = []
    if (SCRIPTS / "yamllint").exists():
        relaxed = "{extends: relaxed, rules: {line-length: disable}}"
        command = [str(SCRIPTS / "yamllint"), "-d", relaxed]
        found.append(Contender("yamllint", lambda folder: [*command, str(folder / "yaml")], 0.1))
    if (SCRIPTS / "check-jsonschema").exists():
        check = [str(SCRIPTS / "check-jsonschema"), "--schemafile", schema]
        found.append(
            Contender(
                "check-jsonschema",
                lambda folder: [*check, *map(str, sorted((folder / "yaml").rglob("*.yaml")))],
                0.1,
            )
        )
    if _has("frontmatter"):
        loop = [sys.executable, "-c", FRONTMATTER_LOOP, schema]
        found.append(
            Contender(
                "python-frontmatter + jsonschema", lambda folder: [*loop, str(folder / "md")], 0.1
            )
        )
    where = os.pathsep.join([str(SCRIPTS), os.environ.get("PATH", "")])
    if ryl := shutil.which("ryl", path=where):
        found.append(Contender("ryl", lambda folder: [ryl, str(folder / "yaml")]))
    if remark := shutil.which("remark", path=where):
        use = [remark, "--frail", "--quiet", "--use", "remark-frontmatter"]
        use += ["--use", f"remark-lint-frontmatter-schema=schemas:{{'{schema}':['**']}}"]
        found.append(Contender("remark", lambda folder: [*use, str(folder / "md")], 0.01))
    return found


def _has(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None


def jobs(files: int) -> list[Job]:
    """One file, then the peers' work and all of newslint's on many."""
    form = Contender("newslint, families file and fields", newslint("-j1", "--no-cache", "--select",
        "file,fields"))  # fmt: skip
    every = Contender("newslint, every rule", newslint("-j1", "--no-cache"))
    two = Contender("newslint, every rule, -j2", newslint("-j2", "--no-cache"))
    warm = Contender("newslint, every rule, warm cache", newslint("-j1", "--cache-dir", _cache()))
    bare = Contender("python -c pass", lambda _: [sys.executable, "-c", "pass"])
    return [
        Job("one file", 1, [every._replace(name="newslint"), bare, *peers()]),
        Job(f"{files} files", files, [form, every, two, warm, *peers()]),
    ]


def _cache() -> str:
    return os.path.join(tempfile.gettempdir(), f"newslint-benchmark-{os.getpid()}")


class Run(NamedTuple):
    """CPU and wall seconds of one run, and the files it looked at."""

    cpu: float
    wall: float
    files: int


def timed(command: list[str], files: int) -> Run:
    """Run a command to its end; whatever it prints is thrown away."""
    import time

    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return Run(usage.ru_utime + usage.ru_stime, time.monotonic() - start, files)


def collections(folder: Path, sizes: set[int]) -> dict[int, Path]:
    """Per size a folder with the articles, as Markdown and as bare YAML."""
    made = {}
    for size in sizes:
        parent = folder / str(size)
        write(parent / "md", size)
        for path in (parent / "md").rglob("*.md"):
            target = parent / "yaml" / path.relative_to(parent / "md").with_suffix(".yaml")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(path.read_text(encoding="utf-8").split("\n---\n")[0] + "\n", "utf-8")
        made[size] = parent
    return made


def measure(job: Job, rounds: int, folders: dict[int, Path]) -> dict[str, list[Run]]:
    """All contenders of a job in turn, ``rounds`` times after one to warm up."""
    runs: dict[str, list[Run]] = {contender.name: [] for contender in job.contenders}
    for number in range(rounds + 1):
        for contender in job.contenders:
            files = _share(job, contender)
            run = timed(contender.command(folders[files]), files)
            if number or not rounds:
                runs[contender.name].append(run)
    return runs


def _share(job: Job, contender: Contender) -> int:
    return max(1, int(job.files * contender.share))


def table(job: Job, runs: dict[str, list[Run]]) -> list[str]:
    """The figures of a job as Markdown."""
    first = runs[job.contenders[0].name]
    lines = [
        f"### {job.title}",
        "",
        "| contender | CPU ms min | median | max | files per CPU s | CPU per file, first = 1 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, taken in runs.items():
        cpu = sorted(run.cpu * 1e3 for run in taken)
        rate = statistics.median(run.files / run.cpu for run in taken)
        ratio = statistics.median(
            (run.cpu / run.files) / (base.cpu / base.files)
            for run, base in zip(taken, first, strict=True)
        )
        lines.append(
            f"| {name} | {cpu[0]:.0f} | {statistics.median(cpu):.0f} | {cpu[-1]:.0f} "
            f"| {rate:,.0f} | {ratio:.2f} |"
        )
    return [*lines, ""]


def chart(file: Path, title: str, runs: dict[str, list[Run]]) -> None:
    """Files per CPU second as bars on a logarithmic scale."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams["svg.hashsalt"] = "newslint"
    import matplotlib.pyplot as plt

    rates = {
        name: statistics.median(r.files / r.cpu for r in taken) for name, taken in runs.items()
    }
    names = sorted(rates, key=lambda name: rates[name])
    figure, axes = plt.subplots(figsize=(9, 0.5 * len(names) + 1.2), layout="constrained")
    colors = ["#1f6f8b" if name.startswith("newslint") else "#b8c4cc" for name in names]
    bars = axes.barh(names, [rates[name] for name in names], color=colors)
    axes.bar_label(bars, [f"{rates[name]:,.0f}" for name in names], padding=4)
    axes.set_xscale("log")
    axes.set_xlim(right=max(rates.values()) * 2.5)
    axes.set_xlabel("files per CPU second (more is better)")
    axes.set_title(title)
    axes.spines[["top", "right"]].set_visible(False)
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, metadata={"Date": None} if file.suffix == ".svg" else None)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="200 files, one round")
    parser.add_argument("--chart", type=Path, metavar="FILE", help="write an SVG or PNG")
    args = parser.parse_args()
    files, rounds = (200, 0) if args.quick else (args.files, args.rounds)
    try:
        with tempfile.TemporaryDirectory() as folder:
            planned = jobs(files)
            sizes = {_share(job, contender) for job in planned for contender in job.contenders}
            folders = collections(Path(folder), sizes)
            for job in planned:
                runs = measure(job, rounds, folders)
                print("\n".join(table(job, runs)), flush=True)
        if args.chart:
            chart(args.chart, f"Front matter checked, {job.title}", runs)
    finally:
        shutil.rmtree(_cache(), ignore_errors=True)


if __name__ == "__main__":
    main()
