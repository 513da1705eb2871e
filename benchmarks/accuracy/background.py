"""Make the table of word frequencies that same-story weighs words by.

    python benchmarks/accuracy/background.py [OUT]

Wants the package wordsegment, which carries Peter Norvig's counts of the words of the Google Web
Trillion Word Corpus (https://norvig.com/ngrams/). The counts of words with one stem are added,
function words and what is rarer than one word in two million left out, and the rest written as
bits, -log2 of the share, to a quarter of a bit.
"""

import math
import sys
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

from newslint.similarity.tokens import function_words, stem

TOTAL = 1_024_908_267_229
"""Words in the corpus."""
LEAST = 5e-7
"""Share of the corpus below which a word is left out."""


def main() -> None:
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "lint/newslint/similarity/background.txt")
    counts: Counter[str] = Counter()
    for line in (files("wordsegment") / "unigrams.txt").read_text("utf-8").splitlines():
        word, count = line.split("\t")
        if float(count) < TOTAL * LEAST:
            break
        if len(word) > 1 and word not in function_words("english"):
            counts[stem(word, "english")] += int(float(count))
    levels: defaultdict[float, list[str]] = defaultdict(list)
    for word_stem, total in counts.items():
        levels[round(-4 * math.log2(total / TOTAL)) / 4].append(word_stem)
    lines = (f"{level} {' '.join(sorted(levels[level]))}\n" for level in sorted(levels))
    out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
