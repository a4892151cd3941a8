"""The sample city (示例市): a seeded generator that writes exports as messy as real ones."""

from pathlib import Path

from data.samples.sample import exports, make_sample

__all__ = ["write_exports"]


def write_exports(folder: Path, months: int = 13, seed: int = 20251021) -> list[Path]:
    """Write the sample city's exports into `folder`; the files in the order of their import."""
    folder.mkdir(parents=True, exist_ok=True)
    return [export.write(folder) for export in exports(make_sample(months, seed))]
