"""The page 目标任务 (Targets), with own figures and weekly returns."""
