"""The sample city (示例市): a seeded generator that writes exports as messy as real ones.

Every name and figure is invented. Thirteen assessment months, 2024-10 to 2025-10, each from the
21st to the 20th; the last export is of 2025-10-21 08:00. `stories` holds the parameters of what is
hidden, `truth` the tables to compare with, `account` what an import must report. The figures below
are those of the default seed.

Stories:

- 东屏区 truly worsens: on-time closure about 94 % until 2025-06, then 91, 86, 86, 80 % in 2025-07
  to 2025-10, with more problems per check and, under `sample-district`, a score that falls from
  93.7 (2025-05) to 87.2; no other district loses 5 points of on-time closure.
- 白鹭新区 improves: on-time closure from 86 % (2024-10) to 94 % (2025-10), fewer findings as well.
- The inspector 岑砺 is strict everywhere: 0.17 problems per check against 0.09 of the others, and
  deductions of 0.68 against 0.58 on average.
- 南汀区 shines when it is warned: 0.044 problems per check in open inspections, 0.185 in covert
  ones (4 times as many; elsewhere 1.0 to 1.5 times).
- In 汀兰街道 (南汀区) and 柳荫镇 (柳溪县) problems come back: 30 % of all closed cases are followed
  by the same type at the same place within 30 days, elsewhere 8 % or less. The places are spelled
  otherwise (full-width digits, 号门前, 弄口, 交叉口); decoys stand a few doors further.
- 石溪县执法二中队 leads by luck: about 40 cases a month, and since 2025-09-01 all of them on time.
- 柳溪县 ignores the key problem 店外经营: in the last six months 120 findings, 36 % rectified, 58 %
  notified twice or more; the other districts have 30 or fewer and rectify 80 % or more.
- An overdue pile lies behind 市政设施管理处: 244 of its cases of the last four months are open and
  overdue, more than two fifths of all that are.
- The inspections of 石溪县 in 2025-06 came late: 272 visits and 21 findings in a file of their own
  (_补报) of 2025-07-09; the month's workbook lacks them.
- 690 hotline orders are about a matter that the grid reported in the two days before.
- At six markets no inspector ever found anything; 87 to 116 callers complained about each.
- 望岭区执法三中队 was merged into the second team on 2025-04-21; two in five rows still name it.
  The second team had 8 officers until then and has 14 since.
- 东屏区执法二中队 (12 officers, then 18) was 白鹭新区执法三中队, a team that 白鹭新区 had sent out,
  until 2025-03-20: it changed its name, its district and its group in one day, and one row in five
  has the old name for ten weeks more. The register says it in rows at its end, with dates typed by
  another hand.
- The rules of `sample-district` changed in the year: version 1 scores the months to 2025-06,
  version 2 those from 2025-07 on. By the new rules every June would be 0.1 to 0.5 points higher:
  东屏区 seems to gain 0.4 in July and stands where it stood (0.05).
- In 2025-08 nine cases name 高铁片区中队, a team that no register knows.

- The plan asks for 400 visits a month in 柳溪县 from 2025-05 on; about 300 are made, as before.
- 程望舒 has a quota of 320 visits a month from 2025-05 on and makes about 225; 季青岚 has one from
  2025-09 on and makes none.
- Of the voided reports of collectors two in five are 采集员C17's.
- In rain 1.4 times as many problems are found per visit; the lists say the weather from 2025-01 on.
- 知微调查公司 makes seven in eight of its checks of roads on main ones, 清源测评公司 one.
- The late file of 石溪县 has no column of key problems: there the library says which are.
- What was decided of units, where the city stands in the province, campaigns, leaders in charge:
  see `consequences`; these files tell stories alone and are not written without them.
- The newest list of findings names photos, which `--photos` draws; 望岭区 proves four
  rectifications by a copy of the photo of before: see `photos`.
- What the departments promised for the year, as limits, places and zeros: see `goals`; the same.
- Shops under 门前三包, star ratings given again, building sites whose registration expires, points
  taken from hauliers: see `objects`; the same.

Without stories (`--stories none`) the files are as messy, units differ as much from each other and
the merger and the late file are there, but no unit changes, shines, ignores or returns more than
its lasting rate gives: on-time closure moves by an sd of 0.6 points from month to month (cut at two
sd), as it does with stories. Findings come as real ones do: a dirty visit has a geometric number of
1.8 on average, three in five of the further ones of the first one's kind; the strictness of
inspectors has a coefficient of variation of about 0.3, weather one of 0.25 from day to day. The
city with stories keeps its single, Poisson findings: its foretold accounts and the figures that
tests hold by hand would all change with them.
"""

from pathlib import Path

import duckdb

from data.access.narrowing import OTHERS
from sample_city import photos
from sample_city.check_files import newest_findings
from sample_city.city import DISTRICTS
from sample_city.sample import exports, make_sample

__all__ = ["is_sample_city", "write_exports"]


def write_exports(
    folder: Path,
    months: int = 13,
    seed: int = 20251021,
    planted: bool = True,
    pictures: Path | None = None,
) -> list[Path]:
    """Write the exports of the last `months` assessment months; files in the order of import.
    planted: with the stories. pictures: the folder that gets the photos of the newest month."""
    folder.mkdir(parents=True, exist_ok=True)
    sample = make_sample(months, seed, planted)
    if pictures:
        photos.write_photos(newest_findings(sample.findings, sample.months), pictures)
    return [export.write(folder) for export in exports(sample)]


def is_sample_city(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the registered districts of a store are those of the sample city, and no others; also
    by a connection to which most of them are one."""
    found = con.execute("SELECT DISTINCT name FROM units WHERE kind = 'district'").fetchall()
    named = {name for (name,) in found} - {OTHERS}
    return bool(named) and named <= {row[0] for row in DISTRICTS}
