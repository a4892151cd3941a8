"""The story of the copied photos is found, and an import keeps what the file names."""

import pandas as pd
import pytest

from data.photos import photos
from kernel.periods import parse_period
from metrics.analyses.photo_book import photo_rows, with_states
from sample_city import photos as drawn
from sample_city.check_files import newest_findings
from sample_city.sample import make_sample


@pytest.fixture(scope="module")
def listed():
    sample = make_sample(1)
    return newest_findings(sample.findings, sample.months)


def test_a_copied_photo_is_the_same_picture_and_another_is_not(listed, tmp_path):
    paths = drawn.write_photos(listed, tmp_path)
    before, after = drawn.photo_names(listed)
    rows = pd.DataFrame({"photo_before": before, "photo_after": after}).assign(
        number=listed["finding_no"].to_list()
    )
    found = with_states(rows, tmp_path)
    copied = drawn.copying(listed)
    assert copied and set(found.loc[found["same"], "number"]) == set(copied)
    assert {"found", "missing", "address", "none"} == set(found["before"])
    named = {p.path for text in [*before, *after] for p in photos(text, tmp_path) if p.path}
    assert named == set(paths)


def test_the_sample_keeps_the_names_of_its_photos(sample_store):
    con = sample_store.connect()
    found = photo_rows(con, parse_period("2025-10"), sample_store.folder / "nowhere")
    own = photo_rows(con, parse_period("2025-10"), sample_store.folder, {"district": ["望岭区"]})
    earlier = photo_rows(con, parse_period("2025-03"), sample_store.folder)
    con.close()
    assert len(found) > len(own) > 0 and set(own["district"]) == {"望岭区"}
    assert earlier.empty and set(found["before"]) == {"missing", "address"}


def test_the_same_address_or_the_same_file_twice_is_no_proof(tmp_path):
    (tmp_path / "a.png").write_bytes(b"1")
    (tmp_path / "b.png").write_bytes(b"2")
    (tmp_path / "c.png").write_bytes(b"1")
    pairs = [("a.png", "a.png"), ("a.png", "c.png"), ("a.png", "b.png"),
             ("http://h.invalid/x", "http://h.invalid/x"), ("z.png", "z.png")]  # fmt: skip
    rows = pd.DataFrame(pairs, columns=["photo_before", "photo_after"])
    assert with_states(rows, tmp_path)["same"].tolist() == [True, True, False, True, True]
