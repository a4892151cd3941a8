@echo off
rem The dashboard on this machine. Installed by: python install.py C:\shirong
set SHIRONG_STORE=C:\shirong-data\store
if not exist C:\shirong-data mkdir C:\shirong-data
cd /d C:\shirong-data
C:\shirong\Scripts\shirong.exe run
