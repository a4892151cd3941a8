"""Below everything else: what `data`, `metrics` and `ui` share and what depends on none of them."""
