"""Measures newslint beside its peers: one file as a hook runs it, and thousands as an archive does.

    python -m venv /tmp/peers
    /tmp/peers/bin/pip install . check-jsonschema yamllint ryl python-frontmatter matplotlib
    npm install --prefix /tmp/peers remark-cli remark-frontmatter remark-lint-frontmatter-schema
    PATH=$PATH:/tmp/peers/node_modules/.bin \\
        /tmp/peers/bin/python benchmarks/speed.py --write docs/speed.md

Every contender runs on the same generated articles, in turn, several rounds. The tables give CPU
seconds of the whole process as minimum, median and maximum, and the ratios within a round: the
machine may be busy, but it is so for all. A contender that says nothing of a broken article is
not measured, for it looks at nothing. Slow peers get a part of the files. Peers that are not
installed are left out and named. ``--quick`` runs everything once on few files and judges nothing.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.collection import write

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sysconfig.get_path("scripts"))
CHART = "images/speed.svg"
"""Where the picture is, seen from the page."""


class Contender(NamedTuple):
    """A command that checks files. It runs in a folder with the articles in ``md``, and with their
    front matter alone in ``yaml``."""

    name: str
    command: list[str]
    share: float = 1.0
    """The part of the files that it is given: all figures are per file."""
    prepare: Callable[[Path], None] = lambda _: None
    """What is done in the folder before each run, untimed."""
    checks: bool = True
    """Whether it looks at all the articles, and so must find what is broken."""
    whole: bool = False
    """Whether figures are of the run and not per file."""


class Job(NamedTuple):
    """Something to do on many files, and who does it; the first is the measure of the others."""

    title: str
    files: int
    contenders: list[Contender]


# Contenders


def newslint(*options: str) -> list[str]:
    """newslint from this environment, with its defaults, on one process."""
    return [str(SCRIPTS / "newslint"), "check", "--isolated", "--offline", "-q", "-j1", *options]


FRONTMATTER_LOOP = """
import json, sys, pathlib, frontmatter, jsonschema
from frontmatter.default_handlers import SafeLoader, YAMLHandler
check = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
class Loader(SafeLoader):  # dates stay text
    yaml_implicit_resolvers = {
        key: [pair for pair in pairs if not pair[0].endswith(':timestamp')]
        for key, pairs in SafeLoader.yaml_implicit_resolvers.items()}
class Handler(YAMLHandler):
    def load(self, text):
        return super().load(text, Loader=Loader)
handler = Handler()
for path in sorted(pathlib.Path(sys.argv[2]).rglob('*.md')):
    post = frontmatter.load(path, handler=handler)
    for error in check.iter_errors(post.metadata):
        sys.exit(f'{path}: {error.message}')
"""
SCHEMA = ROOT / "schemas" / "article.schema.json"


def peers() -> Iterator[Contender]:
    """The peers that are installed here; those that are not are named on standard error."""
    where = os.pathsep.join([str(SCRIPTS), os.environ.get("PATH", "")])
    style = "{extends: relaxed, rules: {line-length: disable}}"
    if ryl := shutil.which("ryl", path=where):
        yield Contender("ryl (style only)", [ryl, "check", "--no-cache", "-d", style, "yaml"])
    if _has("frontmatter"):
        loop = [sys.executable, "-c", FRONTMATTER_LOOP, str(SCHEMA), "md"]
        yield Contender("python-frontmatter + jsonschema", loop, 0.1)
    if check := shutil.which("check-jsonschema", path=where):
        files = f"find yaml -name '*.yaml' | sort | xargs -n 1000000 {check} --schemafile {SCHEMA}"
        yield Contender("check-jsonschema", ["sh", "-c", files], 0.1)
    if yamllint := shutil.which("yamllint", path=where):
        yield Contender("yamllint (style only)", [yamllint, "-d", style, "yaml"], 0.1)
    if remark := shutil.which("remark", path=where):
        use = [remark, "md", "--frail", "--quiet", "--no-config", "--no-ignore"]
        name = "remark-lint-frontmatter-schema"
        yield Contender(name, [*use, "--rc-path", "remark.json"], 0.01, _prepare_remark(remark))


def _has(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None


def _prepare_remark(remark: str) -> Callable[[Path], None]:
    """Writes the configuration of remark; its plug-in knows no later draft than 7."""
    modules = Path(remark).resolve().parents[1]

    def prepare(folder: Path) -> None:
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        del schema["$schema"]
        (folder / "schema.json").write_text(json.dumps(schema), encoding="utf-8")
        lint = str(modules / "remark-lint-frontmatter-schema" / "dist" / "index.js")
        plugins = [
            str(modules / "remark-frontmatter" / "index.js"),
            [lint, {"schemas": {"schema.json": ["md/**/*.md"]}}],
        ]
        (folder / "remark.json").write_text(json.dumps({"plugins": plugins}), encoding="utf-8")

    return prepare


def _missing(found: list[Contender]) -> list[str]:
    every = ("ryl", "python-frontmatter", "check-jsonschema", "yamllint", "remark")
    return [name for name in every if not any(one.name.startswith(name) for one in found)]


def jobs(files: int) -> list[Job]:
    """All that is measured, on ``files`` articles where there are many."""
    installed = list(peers())
    for name in _missing(installed):
        print(f"not installed: {name}", file=sys.stderr)
    alone = ("--no-cache", "md")
    bare = Contender("python -c pass", [sys.executable, "-c", "pass"], checks=False)
    one = Contender("newslint", newslint(*alone))
    finding = Contender(
        "newslint, with a finding", newslint("--no-cache", "--fail-on=never", "faulty.md"),
        prepare=_make_faulty, checks=False,
    )  # fmt: skip
    form = Contender("newslint: file, fields", newslint("--select=file,fields", *alone))
    article = Contender(
        "newslint: all rules on one article", newslint("--ignore=duplicates", *alone)
    )
    every = Contender("newslint: all rules", newslint(*alone))
    two = [one._replace(name=f"{one.name}, -j2", command=[*one.command, "-j2"])
           for one in (article, every)]  # fmt: skip
    warm = Contender("newslint: all rules, warm cache", newslint("--cache-dir=cache", "md"))
    hook = Contender("newslint", _hook(), prepare=_change_three, checks=False, whole=True)
    return [
        Job("One file", 1, [one, finding, bare, *installed]),
        Job(f"{files:,} files", files, [form, article, two[0], every, two[1], warm, *installed]),
        Job(f"{files * 5:,} files, all rules on one article", files * 5, [article]),
        Job(f"3 changed files against {files:,}, warm cache", files, [hook]),
    ]


def _make_faulty(folder: Path) -> None:
    text = next((folder / "md").rglob("*.md")).read_text(encoding="utf-8")
    (folder / "faulty.md").write_text(text.replace("quality: ", "quality: x", 1), "utf-8")


_CHANGED = [f"md/000/story-00000{number}.md" for number in range(3)]


def _hook() -> list[str]:
    command = [str(SCRIPTS / "newslint"), "check", "--config=hook.toml", "--offline", "-q"]
    return [*command, "--cache-dir=hook-cache", *_CHANGED]


def _change_three(folder: Path) -> None:
    """Change three articles of a collection that the cache knows."""
    (folder / "hook.toml").write_text('roots = ["md"]\n', encoding="utf-8")
    subprocess.run(_hook(), cwd=folder, check=True)
    for path in _CHANGED:
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write("One more line.\n")
    time.sleep(2.5)  # what was changed just now is never taken for settled


# Measuring


class Run(NamedTuple):
    """CPU and wall seconds of one run, its greatest memory in MB, the files it was given."""

    cpu: float
    wall: float
    memory: float
    files: int


def timed(contender: Contender, folder: Path, files: int) -> tuple[Run, int]:
    """Run a command to its end, whatever it prints thrown away; also gives its exit status."""
    contender.prepare(folder)
    start = time.monotonic()
    process = subprocess.Popen(
        contender.command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - start
    memory = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return Run(usage.ru_utime + usage.ru_stime, wall, memory, files), process.returncode


def collection(folder: Path, size: int, *, bare: bool) -> Path:
    """A folder with ``size`` articles, if asked for also as bare YAML."""
    write(folder / "md", size)
    if bare:
        for path in (folder / "md").rglob("*.md"):
            _write_bare(path, folder)
    return folder


def _write_bare(article: Path, folder: Path) -> None:
    target = folder / "yaml" / article.relative_to(folder / "md").with_suffix(".yaml")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(article.read_text(encoding="utf-8").split("\n---\n")[0] + "\n", "utf-8")


def check(contenders: list[Contender], folder: Path) -> None:
    """See that each contender finds a broken article, and nothing in one that is not."""
    whole, broken = (collection(folder / name, 1, bare=True) for name in ("whole", "broken"))
    for path in broken.rglob("*.*"):
        path.write_text(path.read_text(encoding="utf-8").replace("type: ", "type: [", 1), "utf-8")
    for contender in contenders:
        statuses = [timed(contender, one, 1)[1] for one in (whole, broken)]
        if statuses[0] != 0 or statuses[1] == 0:
            raise SystemExit(f"{contender.name} does not look: {statuses} on a good and a bad file")


def measure(job: Job, rounds: int, folders: dict[int, Path]) -> dict[str, list[Run]]:
    """All contenders of a job in turn, ``rounds`` times after one to warm up."""
    runs: dict[str, list[Run]] = {contender.name: [] for contender in job.contenders}
    for number in range(rounds + 1):
        for contender in job.contenders:
            files = _share(job, contender)
            run, status = timed(contender, folders[files], 1 if contender.whole else files)
            if status:
                raise SystemExit(f"{contender.name} ends with {status} on good files")
            if number or not rounds:
                runs[contender.name].append(run)
    return runs


def _share(job: Job, contender: Contender) -> int:
    return max(1, int(job.files * contender.share))


# Showing


def table(job: Job, runs: dict[str, list[Run]]) -> list[str]:
    """The figures of a job as Markdown."""
    first = runs[job.contenders[0].name]
    lines = [
        f"### {job.title}",
        "",
        "| | CPU, median | (min – max) | files per CPU s | ratio, median | (min – max) "
        "| wall s | MB |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, taken in runs.items():
        each = sorted(run.cpu / run.files for run in taken)
        ratios = sorted(
            (run.cpu / run.files) / (base.cpu / base.files)
            for run, base in zip(taken, first, strict=True)
        )
        middle = statistics.median(each)
        lines.append(
            f"| {name} | {_time(middle)} | {_time(each[0])} – {_time(each[-1])} "
            f"| {1 / middle:,.0f} | {statistics.median(ratios):.2f} "
            f"| {ratios[0]:.2f} – {ratios[-1]:.2f} "
            f"| {statistics.median(run.wall for run in taken):.2f} "
            f"| {max(run.memory for run in taken):.0f} |"
        )
    return [*lines, ""]


def _time(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f} µs"


def chart(file: Path, title: str, runs: dict[str, list[Run]]) -> None:
    """Files per CPU second as bars on a logarithmic scale."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams["svg.hashsalt"] = "newslint"
    import matplotlib.pyplot as plt

    rates = {
        name: statistics.median(r.files / r.cpu for r in taken)
        for name, taken in runs.items()
        if "-j2" not in name
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


def insert(page: Path, lines: list[str]) -> None:
    """Put the tables in place of those that the page has between its two marks."""
    before, begin, rest = page.read_text(encoding="utf-8").partition("<!-- figures -->\n")
    _, end, after = rest.partition("<!-- end of figures -->")
    page.write_text(before + begin + "\n".join(["", *lines, ""]) + end + after, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="200 files, one round")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put tables and chart there")
    args = parser.parse_args()
    files, rounds = (200, 0) if args.quick else (args.files, args.rounds)
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        planned = jobs(files)
        check([one for one in planned[0].contenders if one.checks], Path(folder))
        folders: dict[int, Path] = {}
        for job in planned:
            for size in {_share(job, contender) for contender in job.contenders} - folders.keys():
                folders[size] = collection(Path(folder) / str(size), size, bare=size <= files)
            runs = measure(job, rounds, folders)
            lines += table(job, runs)
            print("\n".join(table(job, runs)), flush=True)
            if args.write and job is planned[1]:
                chart(args.write.parent / CHART, f"Articles checked ({job.title})", runs)
    if args.write:
        insert(args.write, lines)


if __name__ == "__main__":
    main()
