"""Small inputs of the sentence on photos: each template once true and once false."""

from metrics.narrative.photo_words import of_photos
from tests.metrics.claims import Cases, frame

COLUMNS = "record_no before after same"
BOTH, BEFORE = ("1", "found", "found", False), ("2", "found", "none", False)
AFTER, LOST = ("3", "none", "found", False), ("4", "missing", "found", False)
ALIKE, SAME = ("5", "found", "alike", False), ("6", "found", "found", True)

PHOTOS: Cases = {
    "photos": (
        lambda looked, *rows: of_photos(frame(COLUMNS, *rows), looked),
        [
            ((True,), "photos-none"),
            ((True, BOTH), "photos-rows photos-both"),
            ((True, BEFORE), "photos-rows photos-only-before"),
            ((True, AFTER), "photos-rows photos-only-after"),
            ((True, BEFORE, AFTER), "photos-rows photos-and photos-only-before photos-only-after"),
            ((True, LOST), "photos-rows photos-and photos-both photos-missing"),
            ((False, LOST), "photos-rows photos-both"),
            ((True, ALIKE), "photos-rows photos-and photos-both photos-alike"),
            ((True, SAME), "photos-rows photos-and photos-both photos-same-rows units-1"),
            (
                (True, *[SAME] * 4),
                "photos-rows photos-and photos-both photos-same-rows-more units-3",
            ),
        ],
    ),
}
