"""Another program than ours opens the documents: LibreOffice makes a PDF of each."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from metrics.documents.briefing_pptx import briefing_pptx
from metrics.documents.notice_docx import notice_docx
from metrics.documents.notice_xlsx import notice_xlsx
from tests.metrics.made_notice import made

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    OFFICE is None or bool(os.environ.get("CI")), reason="no LibreOffice here to open documents"
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx"])
def test_libreoffice_opens_it(kind: str, lang: str, tmp_path: Path) -> None:
    made_by = {
        "docx": lambda: notice_docx(made(), lang, "城市管理考核办公室"),
        "xlsx": lambda: notice_xlsx(made(), lang),
        "pptx": lambda: briefing_pptx(made("briefing"), lang),
    }
    path = tmp_path / f"notice.{kind}"
    path.write_bytes(made_by[kind]())
    command = [str(OFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    if "source file could not be loaded" in ran.stderr:
        pytest.skip(f"this LibreOffice has no filter for {kind}")
    assert (tmp_path / "notice.pdf").read_bytes().startswith(b"%PDF"), ran.stderr
