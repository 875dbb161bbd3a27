"""The dashboard's server under a name of its own: what `make run` starts; `streamlit run app.py` starts the very same."""

from __future__ import annotations

from streamlit.starlette import App

from shell import serving

app = App("app.py", **serving.guarded())
