"""What sentences on objects need to be true, as small frames."""

from datetime import date

from metrics.narrative import object_words as words
from tests.metrics.claims import NAN, Cases, frame

STANDING = "object visits differs p_value findings deduction"
NONE = frame(STANDING)
UNSEEN = frame(STANDING, ("甲", 0, "none", NAN, NAN, NAN))
TAKEN = frame(STANDING, ("甲", 0, "none", NAN, 2, 3.0))
ONCE = frame(STANDING, ("甲", 1, "none", NAN, 1, 0.5), ("乙", 2, "none", NAN, 0, 0.0))
ALIKE = frame(STANDING, ("甲", 3, "none", 0.4, 0, 0.0), ("乙", 4, "none", 0.4, 0, 0.0))
DIFFER = frame(STANDING, ("甲", 9, "worse", 0.001, 1, 1.0), ("乙", 4, "none", 0.4, 0, 0.0))

RATED = "object period stars"
FIRST, AGAIN = ("甲", "2025-Q2", 3.0), ("甲", "2025-Q3", 4.0)
MOVED = frame("object change", ("甲", 1.0))
STILL = frame("object change")

ENDS = "object valid_to days"
SOON = ("甲", date(2025, 11, 1), 12)
PAST = ("乙", date(2025, 9, 1), -49)
DAY = date(2025, 10, 20)

OBJECTS: Cases = {
    "objects": (
        words.of_objects,
        [
            ((NONE,), "objects-none"),
            ((UNSEEN,), "objects-not-visited"),
            ((TAKEN,), "objects-taken"),
            ((ONCE,), "objects-not-judged"),
            ((ALIKE,), "objects-alike"),
            ((DIFFER,), "objects-differ"),
        ],
    ),
    "stars": (
        words.of_stars,
        [
            ((frame(RATED), STILL), "objects-no-stars"),
            ((frame(RATED, FIRST), STILL), "objects-stars-once"),
            ((frame(RATED, FIRST, AGAIN), MOVED), "objects-stars"),
        ],
    ),
    "expiring": (
        words.of_expiring,
        [
            ((frame(ENDS), DAY, 60, False), "objects-never-end"),
            ((frame(ENDS), DAY, 60, True), "objects-none-expires"),
            ((frame(ENDS, PAST), DAY, 60, True), "objects-none-expires"),
            ((frame(ENDS, PAST, SOON).iloc[::-1], DAY, 60, True), "objects-expiring"),
        ],
    ),
    "red and black": (
        words.of_lists,
        [
            ((["甲"], ["乙"]), "objects-lists"),
            ((["甲"], []), "objects-red"),
            (([], ["乙"]), "objects-black"),
            (([], []), "objects-no-lists"),
        ],
    ),
    "chance of lists": (
        words.of_lists_chance,
        [
            ((DIFFER, ["甲"]), "objects-lists-differ"),
            ((DIFFER, ["乙"]), "objects-lists-alike"),
            ((DIFFER, []), ""),
            ((TAKEN, ["甲"]), ""),
        ],
    ),
    "crossings": (words.of_crossings, [((3,), "objects-crossings"), ((0,), "")]),
}
