@echo off
rem Starts the dashboard; set PORT before to take another port.
chcp 65001 >nul
setlocal
set "HERE=%~dp0"
if not defined PORT set "PORT=8501"
if not exist "%HERE%venv\Scripts\python.exe" (
    echo 还没有安装，请先双击 install.bat。 Run install.bat first.
    pause
    exit /b 1
)
cd /d "%HERE%duibiao"
"%HERE%venv\Scripts\python.exe" -m streamlit run server.py --server.port %PORT%
