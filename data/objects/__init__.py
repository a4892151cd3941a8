"""Objects of assessment (考核对象): roads, markets, toilets, shops and what else is listed."""
