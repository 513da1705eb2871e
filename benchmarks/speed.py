"""Measures newslint beside its peers: one file as a hook runs it, and thousands as an archive does.

    python -m venv /tmp/peers
    /tmp/peers/bin/pip install . check-jsonschema yamllint ryl rumdl python-frontmatter matplotlib
    npm install --prefix /tmp/peers remark-cli remark-frontmatter remark-lint-frontmatter-schema
    PATH=$PATH:/tmp/peers/node_modules/.bin \\
        /tmp/peers/bin/python benchmarks/speed.py --write docs/speed.md

Every contender runs on the same generated articles, in turn, several rounds: on clean ones, and on
articles like real ones, of which every second has findings. The tables give CPU seconds of the
whole process as median, minimum and maximum, and ratios within a round: the machine may be busy,
but it is so for all. A contender that says nothing of a broken article is not measured, for it
looks at nothing. Slow peers get a part of the files. Peers that are not installed are left out and
named. ``--newslint EXECUTABLE`` measures another version, ``--quick`` runs everything once on few
files and judges nothing.
"""

import argparse
import json
import os
import shlex
import shutil
import statistics
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import timing
from benchmarks.collection import write, write_lifelike
from benchmarks.timing import ON_ONE_ARTICLE, Run, timed

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sysconfig.get_path("scripts"))
CHART = "images/speed.svg"
"""Where the picture is, seen from the page."""
CLEAN, FAULTY = "clean", "with findings"
"""The kinds of articles."""
FAULTS = 0.5
"""The share of articles with findings, of the second kind."""


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
    """Whether it looks at all the articles' front matter, and so must find what is broken."""
    whole: bool = False
    """Whether figures are of the run and not per file."""


class Job(NamedTuple):
    """Something to do on many files, and who does it; the first is the measure of the others."""

    title: str
    files: int
    contenders: list[Contender]
    kinds: tuple[str, ...] = (CLEAN, FAULTY)


# Contenders


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
status = 0
for path in sorted(pathlib.Path(sys.argv[2]).rglob('*.md')):
    try:
        post = frontmatter.load(path, handler=handler)
    except Exception as error:
        print(f'{path}: {error}')
        status = 1
        continue
    for error in check.iter_errors(post.metadata):
        print(f'{path}: {error.message}')
        status = 1
sys.exit(status)
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
        files = "find yaml -name '*.yaml' | sort | xargs -n 1000000"
        command = f"{files} {check} --schemafile {SCHEMA} || exit 1"
        yield Contender("check-jsonschema", ["sh", "-c", command], 0.1)
    if yamllint := shutil.which("yamllint", path=where):
        yield Contender("yamllint (style only)", [yamllint, "-d", style, "yaml"], 0.1)
    if rumdl := shutil.which("rumdl", path=where):
        use = [rumdl, "check", "--no-cache", "--disable=MD013", "md"]
        yield Contender("rumdl (Markdown style only)", use, checks=False)
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
    every = ("ryl", "python-frontmatter", "check-jsonschema", "yamllint", "rumdl", "remark")
    return [name for name in every if not any(one.name.startswith(name) for one in found)]


def jobs(files: int, executable: str) -> list[Job]:
    """All that is measured, on ``files`` articles where there are many."""
    installed = list(peers())
    for name in _missing(installed):
        print(f"not installed: {name}", file=sys.stderr)

    def newslint(name: str, *options: str) -> Contender:
        return Contender(f"newslint{name}", timing.newslint(executable, *options, "md"))

    bare = Contender("python -c pass", [sys.executable, "-c", "pass"], checks=False)
    one = newslint("", "--no-cache")
    form = newslint(": file, fields", "--no-cache", "--select=file,fields")
    article = newslint(": rules on one article", "--no-cache", f"--select={ON_ONE_ARTICLE}")
    duplicates = newslint(": duplicates", "--no-cache", "--select=duplicates")
    every = newslint(": all rules", "--no-cache")
    two = [one._replace(name=f"{one.name}, -j2", command=[*one.command, "-j2"])
           for one in (article, every)]  # fmt: skip
    warm = newslint(": all rules, warm cache", "--cache-dir=cache")
    many = [form, article, two[0], duplicates, every, two[1], warm]
    hook = Contender(
        "newslint", _hook(executable), prepare=_change_three(executable), checks=False, whole=True
    )
    return [
        Job("One file", 1, [one, bare, *installed]),
        Job(f"{files:,} files", files, [*many, *installed]),
        Job(f"{files * 5:,} files, rules on one article", files * 5, [article], (CLEAN,)),
        Job(f"3 changed files against {files:,}, warm cache", files, [hook]),
    ]


def _hook(executable: str) -> list[str]:
    options = ["--offline", "--fail-on=never", "-q", "--config=hook.toml", "--cache-dir=hook-cache"]
    command = shlex.join([executable, "check", *options])
    return ["sh", "-c", f"exec {command} $(find md/000 -name '*.md' | sort | head -n 3)"]


def _change_three(executable: str) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        """Change three articles of a collection that the cache knows."""
        (folder / "hook.toml").write_text('roots = ["md"]\n', encoding="utf-8")
        run = timed(_hook(executable), folder)
        if run.status:
            raise SystemExit(f"the hook ends with {run.status}")
        for path in sorted((folder / "md/000").glob("*.md"))[:3]:
            with path.open("a", encoding="utf-8") as file:
                file.write("One more line.\n")
        time.sleep(2.5)  # what was changed just now is never taken for settled

    return prepare


# Measuring


class Folders:
    """Folders with articles, by kind and number, made when they are first asked for."""

    def __init__(self, parent: Path, most_bare: int) -> None:
        self.parent = parent
        self.most_bare = most_bare
        """The most articles of which there is bare YAML as well."""
        self._made: dict[tuple[str, int], Path] = {}

    def of(self, kind: str, size: int) -> Path:
        if (kind, size) not in self._made:
            folder = self.parent / f"{kind} {size}"
            self._made[kind, size] = collection(folder, kind, size, bare=size <= self.most_bare)
        return self._made[kind, size]


def collection(folder: Path, kind: str, size: int, *, bare: bool) -> Path:
    """A folder with ``size`` articles of a kind, if asked for also as bare YAML. The only article
    of a collection with findings has some."""
    if kind == CLEAN:
        write(folder / "md", size)
    else:
        write_lifelike(folder / "md", size, faults=FAULTS if size > 1 else 1.0)
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
    whole, broken = (collection(folder / name, CLEAN, 1, bare=True) for name in ("whole", "broken"))
    for path in broken.rglob("*.*"):
        path.write_text(path.read_text(encoding="utf-8").replace("type: ", "type: [", 1), "utf-8")
    for contender in contenders:
        # newslint is told to end with 0 whatever it finds: here it is not
        command = ["--fail-on=error" if part == "--fail-on=never" else part
                   for part in contender.command]  # fmt: skip
        statuses = []
        for one in (whole, broken):
            contender.prepare(one)
            statuses.append(timed(command, one).status)
        if statuses[0] != 0 or statuses[1] == 0:
            raise SystemExit(f"{contender.name} does not look: {statuses} on a good and a bad file")


Runs = dict[str, list[Run]]
"""The runs of each kind of articles, round by round."""


def measure(job: Job, rounds: int, folders: Folders) -> dict[str, Runs]:
    """All contenders of a job in turn, ``rounds`` times after one to warm up."""
    runs: dict[str, Runs] = {
        contender.name: {kind: [] for kind in job.kinds} for contender in job.contenders
    }
    for number in range(rounds + 1):
        for contender in job.contenders:
            for kind in job.kinds:
                run = _measured(contender, folders.of(kind, _share(job, contender)), kind)
                if number or not rounds:
                    runs[contender.name][kind].append(run)
    return runs


def _measured(contender: Contender, folder: Path, kind: str) -> Run:
    contender.prepare(folder)
    run = timed(contender.command, folder)
    # linters end with 1 when they have findings; newslint is told not to
    may_find = kind == FAULTY and not contender.name.startswith("newslint")
    if run.status > may_find:
        raise SystemExit(f"{contender.name} ends with {run.status} on articles {kind}")
    return run


def _share(job: Job, contender: Contender) -> int:
    return max(1, int(job.files * contender.share))


# Showing


def table(job: Job, runs: dict[str, Runs]) -> list[str]:
    """The figures of a job as Markdown: those of each kind of articles, and the ratio of the two
    kinds."""
    columns = ("CPU, median (min – max)", "files per CPU s", "ratio")
    first, *others = job.kinds
    heads = [f"articles {kind}: {name}" if name == columns[0] else name
             for kind in job.kinds for name in columns]  # fmt: skip
    heads += [f"{other} / {first}" for other in others] + ["wall s", "MB"]
    lines = [
        f"### {job.title}",
        "",
        f"| | {' | '.join(heads)} |",
        "| --- |" + " --: |" * len(heads),
    ]
    base = job.contenders[0]
    for contender in job.contenders:
        cells = [contender.name]
        each = {kind: _per_file(job, contender, runs[contender.name][kind]) for kind in job.kinds}
        for kind in job.kinds:
            middle = statistics.median(each[kind])
            ratio = _ratio(each[kind], _per_file(job, base, runs[base.name][kind]))
            spread = f"{_time(min(each[kind]))} – {_time(max(each[kind]))}"
            cells += [f"{_time(middle)} ({spread})", f"{1 / middle:,.0f}", f"{ratio:.2f}"]
        cells += [f"{_ratio(each[other], each[first]):.2f}" for other in others]
        taken = [run for kind in job.kinds for run in runs[contender.name][kind]]
        last = runs[contender.name][job.kinds[-1]]
        cells += [f"{statistics.median(run.wall for run in last):.2f}"]
        cells += [f"{max(run.memory for run in taken):.0f}"]
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]


def _per_file(job: Job, contender: Contender, runs: list[Run]) -> list[float]:
    files = 1 if contender.whole else _share(job, contender)
    return [run.cpu / files for run in runs]


def _ratio(seconds: list[float], base: list[float]) -> float:
    """The median of the ratios within a round."""
    return statistics.median(one / other for one, other in zip(seconds, base, strict=True))


def _time(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f} µs"


def chart(file: Path, job: Job, runs: dict[str, Runs]) -> None:
    """Files per CPU second as bars on a logarithmic scale, one for each kind of articles."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams["svg.hashsalt"] = "newslint"
    import matplotlib.pyplot as plt

    shown = [contender for contender in job.contenders if "-j2" not in contender.name]
    rates = {
        contender.name: [
            1 / statistics.median(_per_file(job, contender, runs[contender.name][kind]))
            for kind in job.kinds
        ]
        for contender in shown
    }
    names = sorted(rates, key=lambda name: rates[name])
    figure, axes = plt.subplots(figsize=(9, 0.7 * len(names) + 1.4), layout="constrained")
    colors = {"newslint": ("#1f6f8b", "#7fb3c4"), "": ("#7d8a93", "#c3ced5")}
    for at in range(len(job.kinds)):
        places = [place + 0.2 - 0.4 * at for place in range(len(names))]
        color = [colors["newslint" if name.startswith("newslint") else ""][at] for name in names]
        bars = axes.barh(places, [rates[name][at] for name in names], 0.38, color=color)
        axes.bar_label(bars, [f"{rates[name][at]:,.0f}" for name in names], padding=4)
    axes.set_yticks(range(len(names)), names)
    axes.set_xscale("log")
    axes.set_xlim(right=max(max(pair) for pair in rates.values()) * 2.5)
    axes.set_xlabel("files per CPU second (more is better); dark: clean, light: with findings")
    axes.set_title(f"Articles checked ({job.title})")
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
    parser.add_argument("--newslint", metavar="EXECUTABLE", default=str(SCRIPTS / "newslint"))
    args = parser.parse_args()
    files, rounds = (200, 0) if args.quick else (args.files, args.rounds)
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        planned = jobs(files, args.newslint)
        check([one for one in planned[0].contenders if one.checks], Path(folder))
        folders = Folders(Path(folder), most_bare=files)
        for job in planned:
            runs = measure(job, rounds, folders)
            lines += table(job, runs)
            print("\n".join(table(job, runs)), flush=True)
            if args.write and job is planned[1]:
                chart(args.write.parent / CHART, job, runs)
    if args.write:
        insert(args.write, lines)


if __name__ == "__main__":
    main()
