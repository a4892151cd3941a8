"""The user's own profiles, beside the store."""

import re
from itertools import count
from pathlib import Path

from data.importer import profile_folders
from data.layouts.profile import PROFILE_FOLDER, load_profiles, parse_profile
from data.store import Store
from kernel.messages import Message, ShirongError


class ProfileNameError(ShirongError):
    """A profile cannot be saved under this id."""


def free_id(store: Store, wanted: str = "my-layout") -> str:
    """An id that no profile has: the one wanted, or that with a number."""
    used = set(load_profiles(profile_folders(store)))
    return next(
        name
        for number in count(1)
        if (name := wanted if number == 1 else f"{wanted}-{number}") not in used
    )


def check_id(profile_id: str, replace: bool = False) -> None:
    """Raises ProfileNameError for an id that cannot be one, or that ships with the program and is
    not meant to be replaced."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", profile_id):
        raise ProfileNameError(Message("map-id-wrong", {"id": profile_id or "-"}))
    if not replace and profile_id in load_profiles((PROFILE_FOLDER,)):
        raise ProfileNameError(Message("map-id-taken", {"id": profile_id}))


def save_profile(store: Store, text: str, replace: bool = False) -> Path:
    """Save a profile (its YAML) in the user's folder, under its id; returns the file.

    A profile of the user's own with that id is replaced. Raises ProfileError when it is none,
    ProfileNameError when its id ships with the program, unless it is meant to `replace` that.
    """
    profile = parse_profile(text, "profile.yaml")
    check_id(profile.id, replace)
    folder = profile_folders(store)[-1]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{profile.id}.yaml"
    draft = path.with_suffix(".writing")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
    return path
