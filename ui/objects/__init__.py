"""The page of objects: roads, markets, toilets, shops side by side and taken apart."""
