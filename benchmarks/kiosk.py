"""Whether the big screen grows: memory of the page and of the server over many changes of step.

    python -m benchmarks.kiosk [--store DIR] [--changes 2000]

A real server, a real Chromium (that of the tests), the briefing with `kiosk=1`; each change is the
one that its clock makes, without the wait between them. Prints a line every tenth of the way.
"""

import argparse
import shutil
from contextlib import suppress
from mmap import PAGESIZE as PAGE_SIZE
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.visitors import server
from kernel.folders import ROOT

_TURN = """async () => {
  const before = document.querySelector(".step-head b")?.innerText;
  document.querySelector("a.step-after").click();
  for (let n = 0; n < 1200; n += 1) {
    await new Promise((done) => setTimeout(done, 25));
    const now = document.querySelector(".step-head b")?.innerText;
    if (now && now !== before && document.querySelector("a.step-after")) return;
  }
  throw new Error("the step does not change");
}"""


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--store", type=Path, required=True)
    asked.add_argument("--changes", type=int, default=2000)
    options = asked.parse_args()
    with server(ROOT / "dashboard.py", options.store) as at, sync_playwright() as tool:
        browser = tool.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(f"http://{at}/briefing?kiosk=1")
        page.wait_for_selector("a.step-after", timeout=120_000)
        print("changes  page heap MB  page nodes  server MB")
        for done in range(options.changes + 1):
            if done % max(options.changes // 10, 1) == 0:
                heap, nodes = _page(page)
                print(f"{done:7}  {heap:12.1f}  {nodes:10}  {_server(at):9.0f}", flush=True)
            page.evaluate(_TURN)


def _server(at: str) -> float:
    """Megabytes that the server at an address holds, as Linux tells it."""
    port = at.rsplit(":", 1)[1].encode()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (process / "cmdline").read_bytes().split(b"\0")
            if b"streamlit" in words and port in words:
                pages = int((process / "statm").read_text().split()[1])
                return pages * PAGE_SIZE / 1e6
    return float("nan")


def _page(page: Page) -> tuple[float, int]:
    """Megabytes of the page's heap after its garbage is collected, and its nodes."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    found = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    return found["JSHeapUsedSize"] / 1e6, int(found["Nodes"])


if __name__ == "__main__":
    main()
