@echo off
chcp 65001 >nul
title starcase
cd /d "%~dp0"
set PY=py -3
where py >nul 2>nul
if errorlevel 1 set PY=python
%PY% -X utf8 build.py
if exist site\index.html start "" site\index.html
pause
