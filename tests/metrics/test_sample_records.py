"""What the units of the sample city have promised: one kept, one missed, one still open."""

import shutil

from metrics.action_log.action_folder import ActionLog
from metrics.action_log.outcome import outcomes
from metrics.bulletin.facts import promised_and_noted
from metrics.schemes.scheme import load_scheme
from sample_city.workspace import RECORDS


def test_the_meeting_of_the_sample_city_has_promises_to_speak_of(sample_store, tmp_path) -> None:
    shutil.copytree(RECORDS, tmp_path, dirs_exist_ok=True)
    scheme = load_scheme("sample-district")
    period = scheme.parse_period("2025-10")
    with sample_store.connect() as con:
        promised, notes = promised_and_noted(tmp_path, con, scheme, period)
        earlier = outcomes(con, scheme, scheme.parse_period("2025-09"), ActionLog(tmp_path).all())
    found = dict(zip(promised["unit"], promised["outcome"], strict=True))
    assert found == {"东屏区": "missed", "石溪县": "met", "柳溪县": "open"}
    assert set(earlier["outcome"]) == {"open"}  # in September nothing was due
    assert [note.unit for note in notes] == ["东屏区"]
