"""Figures of the office's own (自有指标): what was stated, and what it makes of longer periods.

A figure is known by its name. Without a unit it is the city's; nothing of units is added up to it.
"""
