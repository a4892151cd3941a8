"""What the overview says rose most did so among all kinds of problem, not only those drawn."""

from metrics.analyses.overview import problems
from metrics.analyses.problems import categories
from metrics.schemes.scheme import load_scheme
from ui.overview import captions as overview_captions


def test_the_kind_that_rose_most_is_looked_for_among_all(sample_store):
    scheme = load_scheme("sample-district")
    period = scheme.parse_period("2025-10")
    con = sample_store.connect()
    found = problems(con, period, scheme.rules)
    every = categories(con, period, rules=scheme.rules)
    con.close()
    assert len(found) > 6
    most = every.sort_values("change", ascending=False).iloc[0]
    said = overview_captions.of_problems(found).params
    assert said["riser"] == most["category"] and said["rise"] == f"{most['change']:.1f}"
    assert said["riser"] not in found["subcategory"].head(4).tolist()  # it is not among the bars
