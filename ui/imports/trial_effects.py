"""What a version on trial changes in periods that had ended."""

from contextlib import closing

from data.storage.draft import Trial
from data.store import Store
from metrics.effect import Effect, effects
from metrics.schemes.scheme import Scheme
from ui import store as cached


def effects_of(store: Store, trial: Trial) -> list[Effect]:
    """The effect on every scheme that sees one, against the current version."""
    schemes = [scheme for scheme in cached.schemes() if isinstance(scheme, Scheme)]
    with closing(store.connect()) as before, closing(store.connect_trial(trial)) as after:
        return effects(before, after, schemes)
