@echo off
rem Installs from this folder only, without a network.
chcp 65001 >nul
setlocal
set "HERE=%~dp0"
set "PYTHON="
for /f "usebackq delims=" %%v in ("%HERE%PYTHONS") do (
    if not defined PYTHON (
        py -%%v -c "pass" >nul 2>&1 && set "PYTHON=py -%%v"
    )
)
if not defined PYTHON (
    for /f "usebackq delims=" %%v in ("%HERE%PYTHONS") do (
        if not defined PYTHON (
            python -c "import sys; sys.exit('%%d.%%d' %% sys.version_info[:2] != '%%v')" >nul 2>&1 && set "PYTHON=python"
        )
    )
)
if not defined PYTHON (
    echo 需要先安装 64 位 Python，版本见文件 PYTHONS。 64-bit Python is needed, versions in the file PYTHONS.
    pause
    exit /b 1
)
echo 正在安装……
%PYTHON% -m venv "%HERE%venv" || goto failed
"%HERE%venv\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%HERE%wheels\windows-amd64" -r "%HERE%duibiao\requirements.txt" || goto failed
cd /d "%HERE%duibiao"
"%HERE%venv\Scripts\python.exe" manage.py doctor
echo 安装完成。双击 run.bat 启动，浏览器打开 http://127.0.0.1:8501
pause
exit /b 0
:failed
echo 安装没有完成，见上面的提示。 Not installed, see above.
pause
exit /b 1
