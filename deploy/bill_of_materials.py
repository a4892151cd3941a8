"""What the dashboard is made of: each library that it runs with, its version and its licence, as
CycloneDX 1.6 JSON. A check for known vulnerabilities reads this file on a machine with internet.

    python deploy/bill_of_materials.py > bill-of-materials.json
    python deploy/bill_of_materials.py --licences
"""

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements.txt"
UNKNOWN = "unknown"
_LONGEST = 100  # characters: what is longer is the text of a licence, not its name


def installed(requirements: Path = REQUIREMENTS) -> dict[str, Distribution]:
    """Every library that the requirements bring onto this machine, by its normal name."""
    lines = requirements.read_text(encoding="utf-8").splitlines()
    pending = [Requirement(text) for line in lines if (text := line.partition("#")[0].strip())]
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    while pending:
        wanted = pending.pop()
        name = normal(wanted.name)
        for extra in ("", *wanted.extras):
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            try:
                found[name] = distribution(wanted.name)
            except PackageNotFoundError:
                continue
            below = map(Requirement, found[name].requires or ())
            pending += [r for r in below if not r.marker or r.marker.evaluate({"extra": extra})]
    return dict(sorted(found.items()))


def normal(name: str) -> str:
    """The name of a library as addresses have it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(one: Distribution) -> str:
    """What a library says of its licence: an SPDX expression, its own words, or its classifier."""
    said = one.metadata.get("License-Expression") or one.metadata.get("License") or ""
    if 0 < len(said) <= _LONGEST and "\n" not in said:
        return said
    classes = [c for c in one.metadata.get_all("Classifier") or [] if c.startswith("License ::")]
    named = [c.rpartition(" :: ")[2] for c in classes if not c.endswith("OSI Approved")]
    return " OR ".join(named) or said.strip().partition("\n")[0][:_LONGEST] or UNKNOWN


def bill(found: dict[str, Distribution]) -> dict[str, Any]:
    """The bill in CycloneDX's own words."""
    components = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name}@{one.version}",
            "name": name,
            "version": one.version,
            "purl": f"pkg:pypi/{name}@{one.version}",
            "licenses": [{"license": {"name": licence(one)}}],
        }
        for name, one in found.items()
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "shirong"}},
        "components": components,
    }


if __name__ == "__main__":
    libraries = installed()
    if "--licences" in sys.argv:
        for each, library in libraries.items():
            print(f"{each:32} {library.version:16} {licence(library)}")
    else:
        print(json.dumps(bill(libraries), ensure_ascii=False, indent=1))
