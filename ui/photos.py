"""The photos of rows: what there is of before and after, and those of one row side by side."""

from io import BytesIO
from pathlib import Path

import pandas as pd
import streamlit as st
from PIL import Image, ImageOps, UnidentifiedImageError

from data.photos import Photo, photo_folder, photos
from metrics.analyses.photo_book import SIDES, with_states
from metrics.narrative.photo_words import of_photos
from ui.choices import choose_from
from ui.i18n import said, t
from ui.links import outward
from ui.markup import note, put, section
from ui.workspace import shown_store

LARGEST = 1280  # pixels; a phone's picture has 4,000
KEPT = 64  # pictures in memory


def photos_of(rows: pd.DataFrame, number: str) -> None:
    """What the photos of the rows on the page tell, and a choice of one row to look at. `number`
    names a row. Nothing where no row names a photo."""
    told = rows[rows[list(SIDES)].notna().any(axis=1)] if set(SIDES) <= set(rows) else rows[:0]
    if told.empty:
        return
    folder = photo_folder(shown_store().folder)
    found = with_states(told, folder).assign(record_no=told[number].astype(str))
    put(section(t("photos")))
    put(note(said(of_photos(found, folder.is_dir()))))
    if not folder.is_dir():
        put(note(t("photos-no-folder", folder=folder)))
    numbers = list(dict.fromkeys(found["record_no"]))
    chosen = choose_from("photo", ["", *numbers], lambda one: one or t("photos-choose"), width=260)
    if chosen:
        _side_by_side(found[found["record_no"] == chosen].iloc[0], folder)


def _side_by_side(row: pd.Series, folder: Path) -> None:
    for column, side in zip(st.columns(2, gap="medium"), SIDES, strict=True):
        with column:
            put(note(side_name(side)))
            named = photos(None if pd.isna(row[side]) else row[side], folder)
            for photo in named:
                _one(photo)
            if not named:
                put(note(t("photos-none-named")))
    if row["same"]:
        put(note(t("photos-same")))


def side_name(side: str) -> str:
    """Before or after, as a heading."""
    return t({"photo_before": "photo-before"}.get(side, "photo-after"))


def _one(photo: Photo) -> None:
    """A picture, or in words why there is none to see."""
    if photo.is_address:
        put(f'<p class="note">{outward(photo.written)}</p>')
    elif photo.alike > 1:
        put(note(t("photos-alike", name=photo.written, n=photo.alike)))
    elif photo.path is None:
        put(note(t("photos-not-there", name=photo.written)))
    elif picture := _picture(str(photo.path), photo.path.stat().st_mtime_ns):
        st.image(picture, width="stretch")
    else:
        put(note(t("photos-unreadable", name=photo.written)))


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _picture(path: str, changed: int) -> bytes | None:
    """The picture upright, small enough for the wire and without what cameras write into it (place
    and owner); None where it cannot be read."""
    try:
        with Image.open(path) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, UnidentifiedImageError, ValueError, Image.DecompressionBombError):
        return None
    upright.thumbnail((LARGEST, LARGEST))
    written = BytesIO()
    upright.save(written, "JPEG", quality=85)
    return written.getvalue()
