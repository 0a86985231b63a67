"""A real browser as judge of our pages: Chromium for the layout and the print, axe-core for the accessibility.

One run of Chromium judges many pages: each is put in a frame as wide as a phone or a desk screen, since the rules of a
style sheet about widths look at the frame. axe-core is injected there; `.ci/run tools` brings it.
"""

import json
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.architecture.source_tree import ROOT
from tests.exports.readers import html_page
from tests.tools import require_tool, unavailable

PHONE: Final = 360
DESK: Final = 1280
_AXE: Final = ROOT / "build" / "outils" / "axe.min.js"
_POLICY: Final = '<meta http-equiv="Content-Security-Policy"'
_OPTIONS: Final = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars")

_HARNESS: Final = """<!DOCTYPE html>
<html><head><meta charset="utf-8"></head><body><pre id="rapport"></pre><script>
const axe = %(axe)s, cases = %(cases)s;

function frame(html, width) {
  return new Promise(done => {
    const one = document.createElement("iframe");
    one.style.cssText = `border:0;height:900px;width:${width}px`;
    one.onload = () => done(one);
    one.srcdoc = html;
    document.body.append(one);
  });
}

function smallest(page, view) {
  const walker = page.createTreeWalker(page.querySelector("main") || page.body, NodeFilter.SHOW_TEXT);
  let size = Infinity;
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && !parent.closest(".hors-vue, thead"))
      size = Math.min(size, parseFloat(view.getComputedStyle(parent).fontSize));
  }
  return size;
}

async function judge({name, html, width}) {
  const one = await frame(html, width), view = one.contentWindow, page = one.contentDocument;
  const seen = {
    name, width, wide: page.documentElement.scrollWidth, shown: page.documentElement.clientWidth,
    ink: view.getComputedStyle(page.querySelector("h2")).color, smallest: smallest(page, view),
    ran: view.fait === true, faults: [], undecided: [],
  };
  if (!html.includes("Content-Security-Policy")) {
    view.eval(axe);
    const found = await view.axe.run(page, {resultTypes: ["violations", "incomplete"]});
    const told = rules => rules.map(r => ({id: r.id, impact: r.impact, where: r.nodes.map(n => n.html).slice(0, 3)}));
    seen.faults = told(found.violations);
    seen.undecided = told(found.incomplete);
  }
  one.remove();
  return seen;
}

(async () => {
  const all = [];
  try { for (const one of cases) all.push(await judge(one)); }
  catch (error) { all.push({error: String(error)}); }
  document.getElementById("rapport").textContent = JSON.stringify(all);
})();
</script></body></html>
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule of axe-core that a page breaks, or that only a person can decide."""

    id: str
    impact: str
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What the browser saw of a page at one width.

    Attributes:
        wide: the width of what is laid out, in pixels; more than `shown` scrolls sideways.
        shown: the width of the window, in pixels.
        ink: the colour of a section's heading: that of our style sheet, when it was let in.
        smallest: the size of the smallest text of the body, in pixels.
        ran: whether a script of the page ran.
        faults: the rules broken.
        undecided: the rules that only a person can decide.
    """

    wide: float
    shown: float
    ink: str
    smallest: float
    ran: bool
    faults: tuple[Fault, ...]
    undecided: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One page to look at.

    Attributes:
        name: of the sights.
        page: the HTML file.
        widths: of the window, in pixels.
        keeps_policy: look at it under its own policy; then axe-core cannot be injected, and finds nothing.
    """

    name: str
    page: bytes
    widths: tuple[int, ...] = (PHONE,)
    keeps_policy: bool = False


def look(cases: Iterable[Case], folder: Path) -> dict[tuple[str, int], Sight]:
    """Give what the browser sees of each page, by name and width."""
    if not _AXE.exists():
        unavailable("axe-core is not in build/outils (bash .ci/run tools)")
    frames = [
        {"name": case.name, "width": width, "html": text if case.keeps_policy else _without_policy(text)}
        for case, text in ((case, case.page.decode()) for case in cases)
        for width in case.widths
    ]
    harness = folder / "banc.html"
    filled = {"axe": script_value(_AXE.read_text(encoding="utf-8")), "cases": script_value(frames)}
    harness.write_text(_HARNESS % filled, encoding="utf-8")
    dumped = run_chromium(folder, "--virtual-time-budget=100000", "--dump-dom", harness.as_uri())
    told = html_page(dumped).get_element_by_id("rapport").text_content()
    return dict(_sight(one) for one in json.loads(told))


def print_pdf(page: bytes, folder: Path) -> Path:
    """Print a page as a person does from the browser, its own lines at the head and the foot left on."""
    source, made = folder / "page.html", folder / "page.pdf"
    source.write_bytes(page)
    run_chromium(folder, f"--print-to-pdf={made}", source.as_uri())
    return made


def drawn_pages(pdf: Path, resolution: int) -> list[memoryview]:
    """Give each page of a print in grey levels, rows of pixels, at so many dots per inch."""
    pdftoppm = require_tool("pdftoppm")
    data = subprocess.run(
        [pdftoppm, "-r", str(resolution), "-gray", pdf], check=True, capture_output=True, timeout=60
    ).stdout
    pages = []
    while data:
        kind, width, height, _, rest = re.split(rb"\s", data, maxsplit=4)
        assert kind == b"P5"
        size = int(width) * int(height)
        pages.append(memoryview(rest[:size]).cast("B", shape=[int(height), int(width)]))
        data = rest[size:]
    return pages


def printed_pages(pdf: Path) -> list[str]:
    """Give the text of each page of a print, line by line: in this mode pdftotext joins no hyphenated words."""
    pdftotext = require_tool("pdftotext")
    printed = subprocess.run(
        [pdftotext, "-layout", pdf, "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    return printed.rstrip("\f\n").split("\f")


def run_chromium(folder: Path, *arguments: str) -> bytes:
    """Run Chromium with a profile of its own; give what it printed."""
    program = require_tool("chromium")
    profile = f"--user-data-dir={folder / 'profil'}"
    return subprocess.run(
        [program, *_OPTIONS, profile, *arguments], check=True, capture_output=True, timeout=100
    ).stdout


def _without_policy(text: str) -> str:
    """Give a page without its policy, which would refuse the judge."""
    start = text.index(_POLICY)
    return text[:start] + text[text.index("\n", start) + 1 :]


def script_value(value: object) -> str:
    """Give a value for a script of the harness: no tag in it may end the script."""
    return json.dumps(value).replace("<", "\\u003c")


def _sight(seen: dict[str, Any]) -> tuple[tuple[str, int], Sight]:
    """Give what was seen under its name and width; an error of the harness is one of the test."""
    assert "error" not in seen, seen
    key = seen.pop("name"), seen.pop("width")
    faults, undecided = (_faults(seen.pop(name)) for name in ("faults", "undecided"))
    return key, Sight(**seen, faults=faults, undecided=undecided)


def _faults(rules: list[dict[str, Any]]) -> tuple[Fault, ...]:
    """Give the rules of a report."""
    return tuple(Fault(rule["id"], str(rule["impact"]), tuple(rule["where"])) for rule in rules)
