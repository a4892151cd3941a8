@echo off
rem Once, as an administrator: what arrives in the watched folder is imported every ten minutes.
schtasks /Create /TN "Shirong watch" /SC MINUTE /MO 10 /TR "cmd /c set SHIRONG_STORE=C:\shirong-data\store&& C:\shirong\Scripts\shirong.exe watch --once"
schtasks /Create /TN "Shirong backup" /SC DAILY /ST 02:30 /TR "cmd /c set SHIRONG_STORE=C:\shirong-data\store&& C:\shirong\Scripts\shirong.exe backup D:\shirong-backup"
schtasks /Create /TN "Shirong retention" /SC MONTHLY /D 1 /ST 01:30 /TR "cmd /c set SHIRONG_STORE=C:\shirong-data\store&& C:\shirong\Scripts\shirong.exe retention --apply"
