#!/bin/sh
# 安装对标：不联网，只用本文件夹里的文件。Installs from this folder only, without a network.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
target="linux-$(uname -m)"
if [ ! -d "$here/wheels/$target" ]; then
    echo "这台机器是 $target，安装包里没有对应的组件。 No wheels for $target in this bundle." >&2
    exit 1
fi
python=""
while read -r version; do
    for name in "python$version" python3 python; do
        found=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true)
        if [ "$found" = "$version" ]; then python=$name; break 2; fi
    done
done < "$here/PYTHONS"
if [ -z "$python" ]; then
    echo "需要先安装 Python（版本之一：$(tr '\n' ' ' < "$here/PYTHONS")）。 Python of one of these versions is needed." >&2
    exit 1
fi
echo "使用 $("$python" --version)，正在安装…"
"$python" -m venv "$here/venv"
"$here/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index \
    --find-links "$here/wheels/$target" -r "$here/duibiao/requirements.txt"
cd "$here/duibiao"
"$here/venv/bin/python" manage.py doctor || echo "检查未全部通过，见上。 Not everything is in order, see above." >&2
echo "安装完成。运行 ./run.sh 启动，浏览器打开 http://127.0.0.1:8501"
