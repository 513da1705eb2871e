"""Tells what ``pip-audit --format json`` (on standard input) has found; fails on a vulnerability.

Where the advisory service cannot be asked, as behind some mirrors of the package index, that is
said and is no failure.
"""

import json
import sys

text = sys.stdin.read()
packages = json.loads(text)["dependencies"] if text.strip() else []
audited = [package for package in packages if "vulns" in package]
vulnerable = [package for package in audited if package["vulns"]]
for package in vulnerable:
    for advisory in package["vulns"]:
        mended = ", ".join(advisory["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {advisory['id']}, mended in {mended}")
print(f"{len(audited)} of {len(packages)} packages audited")
if not audited:
    print("the advisory service cannot be asked from here: NOTHING WAS AUDITED")
sys.exit(bool(vulnerable))
