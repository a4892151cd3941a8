"""Tables that sort where they stand: by a click on a heading, or Enter on it.

The order is the reader's and only of what the page shows; totals stay at the foot, groups stay
groups. A third click gives the table its own order back.
"""

import streamlit as st

# Columns on the right are numbers: ▼ is below zero, – nothing moved, a cell without a number last.
_IN_PLACE = """<script>
if (!window.shirongSorting) {
  window.shirongSorting = true;
  const own = new WeakMap();
  const number = (text) => {
    if (text === "–") return 0;
    const found = text.replace(/,/g, "").replace("−", "-").match(/[+-]?\\d+(\\.\\d+)?/);
    return found ? (text.startsWith("▼") ? -found[0] : +found[0]) : null;
  };
  const sort = (head) => {
    const table = head.closest("table"), body = table.tBodies[0];
    const numbers = head.classList.contains("right");
    const turns = numbers ? ["descending", "ascending", "none"]
                          : ["ascending", "descending", "none"];
    const turn = turns[(turns.indexOf(head.getAttribute("aria-sort")) + 1) % 3];
    for (const other of head.parentNode.cells) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", turn);
    if (!own.has(body)) own.set(body, [...body.rows]);
    const sign = turn === "descending" ? -1 : 1, at = head.cellIndex;
    const key = new Map(own.get(body).map((row) => {
      const text = (row.cells[at]?.textContent || "").trim();
      return [row, numbers ? number(text) : text === "—" ? null : text || null];
    }));
    const compare = (a, b) => {
      const x = key.get(a), y = key.get(b);
      if (x === null || y === null) return (x === null) - (y === null);
      return sign * (numbers ? x - y : x.localeCompare(y, "zh", { numeric: true }));
    };
    let group = [];
    const put = () => {
      if (turn !== "none") group.sort(compare);
      body.append(...group);
      group = [];
    };
    for (const row of own.get(body)) {
      if (row.classList.contains("group")) { put(); body.append(row); }
      else group.push(row);
    }
    put();
  };
  const heading = (event) => event.target.closest?.("table.sorts thead th");
  document.addEventListener("click", (event) => {
    if (heading(event)) sort(heading(event));
  });
  document.addEventListener("keydown", (event) => {
    if (!heading(event) || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    sort(heading(event));
  });
}
</script>"""


def sort_in_place() -> None:
    """Let tables sort by their headings. The script is constant text."""
    st.html(_IN_PLACE, unsafe_allow_javascript=True)
