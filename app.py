"""The dashboard's entry: page title, navigation, a page or the page as a slide; the rest is in `pages/` and `shell/`.

`streamlit run app.py` looks for an `app` in this file and imports it: that is the server with sign-in and with nobody's files
but staff's. The server then runs this file as a script for each page.
"""

import streamlit as st
from streamlit.starlette import App

from shell import navigation, slide_mode

if __name__ == "__main__":
    st.set_page_config(page_title="对标", page_icon="shell/mark.svg", layout="wide", initial_sidebar_state="auto")
    page = st.navigation(navigation.pages(), position="hidden")
    navigation.mark_entered()
    if not slide_mode.shown(page.url_path or navigation.ENTRIES[0].stem):
        page.run()
else:
    from shell import serving

    app = App("app.py", **serving.guarded())
