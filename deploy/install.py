"""Install from a wheelhouse, without a network, once every wheel is what was put there.

    python install.py TARGET        a virtual environment at TARGET, shirong in it

Standard library alone; run it with the Python that shall serve.
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

SUMS = "SHA256SUMS"


def faults(folder: Path) -> list[str]:
    """Every wheel that is missing, is not the one that was put there, or that nobody listed."""
    sums = folder / SUMS
    if not sums.is_file():
        return [f"{SUMS}: missing"]
    lines = sums.read_text(encoding="utf-8").splitlines()
    listed = {name.strip(): digest for digest, _, name in (line.partition("  ") for line in lines)}
    there = {path.name: path for path in folder.glob("*.whl")}
    found = [f"{name}: missing" for name in sorted(listed.keys() - there.keys())]
    found += [f"{name}: not in {SUMS}" for name in sorted(there.keys() - listed.keys())]
    for name in sorted(listed.keys() & there.keys()):
        if hashlib.sha256(there[name].read_bytes()).hexdigest() != listed[name]:
            found.append(f"{name}: not the file whose sum is in {SUMS}")
    return found or ([] if listed else [f"{SUMS}: names no wheel"])


def main(target: Path) -> None:
    folder = Path(__file__).resolve().parent
    if wrong := faults(folder):
        sys.exit("nothing was installed; copy the wheelhouse again:\n  " + "\n  ".join(wrong))
    venv.create(target, with_pip=True, clear=False)
    python = target / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    offline = ["--no-index", "--find-links", f"{folder}", "--disable-pip-version-check"]
    command = [f"{python}", "-m", "pip", "install", "--quiet", "--upgrade", *offline, "shirong"]
    subprocess.run(command, check=True)
    version = "import shirong; print(shirong.VERSION)"
    done = subprocess.run([python, "-c", version], capture_output=True, text=True, check=True)
    print(f"shirong {done.stdout.strip()} in {target}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("python install.py TARGET")
    main(Path(sys.argv[1]))
