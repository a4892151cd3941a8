"""What pyproject.toml cannot say: Streamlit looks for its settings beside dashboard.py."""

from pathlib import Path
from shutil import rmtree

from setuptools import setup
from setuptools.command.build_py import build_py

SETTINGS = Path(".streamlit", "config.toml")


class BuildWithSettings(build_py):
    def run(self) -> None:
        if not self.editable_mode:
            rmtree(self.build_lib, ignore_errors=True)  # what an earlier build left there
        super().run()
        if not self.editable_mode:
            self.mkpath(f"{Path(self.build_lib, SETTINGS).parent}")
            self.copy_file(f"{SETTINGS}", f"{Path(self.build_lib, SETTINGS)}")

    def get_source_files(self) -> list[str]:
        return [*super().get_source_files(), f"{SETTINGS}"]


setup(cmdclass={"build_py": BuildWithSettings})
