"""The page 考核办法 (Scheme), with the trial of another one."""
