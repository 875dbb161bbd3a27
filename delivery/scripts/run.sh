#!/bin/sh
# 启动对标。Starts the dashboard; PORT=8600 ./run.sh takes another port.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
if [ ! -x "$here/venv/bin/python" ]; then
    echo "还没有安装，请先运行 ./install.sh  Run ./install.sh first." >&2
    exit 1
fi
cd "$here/duibiao"
exec "$here/venv/bin/python" -m streamlit run server.py --server.port "${PORT:-8501}"
