"""A file on its way into the store: mapped, flagged, entered, merged; what it brought is kept."""
