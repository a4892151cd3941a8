"""Everything that an installation needs, in one folder, for a machine without internet.

    python deploy/wheelhouse.py FOLDER

Run it on a machine of the same system and Python version as the server's. Standard library alone.
"""

import hashlib
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUMS = "SHA256SUMS"


def write_sums(folder: Path) -> None:
    """The SHA-256 of every wheel, as `sha256sum -c` reads it."""
    wheels = sorted(folder.glob("*.whl"))
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in wheels]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def main(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        sys.exit(f"{folder} is not empty: name a new folder, or remove it first")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [*project["build-system"]["requires"], "-r", f"{ROOT / 'requirements.txt'}", f"{ROOT}"]
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--wheel-dir", f"{folder}"]
    subprocess.run([*command, *needed], check=True)
    write_sums(folder)
    shutil.copy(Path(__file__).with_name("install.py"), folder)
    print(f"{len(list(folder.glob('*.whl')))} wheels, {SUMS} and install.py in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "wheelhouse"))
