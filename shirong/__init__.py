"""The command line: the one package above data, metrics and the screen. Nobody imports it."""

VERSION = "0.11.0"
