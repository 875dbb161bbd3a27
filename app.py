"""The dashboard's entry: page title, navigation, a page or the page as a slide; the rest is in `pages/` and `shell/`."""

import streamlit as st

from shell import navigation, slide_mode

st.set_page_config(page_title="对标", page_icon="shell/mark.svg", layout="wide", initial_sidebar_state="auto")
page = st.navigation(navigation.pages(), position="hidden")
navigation.mark_entered()
if not slide_mode.shown(page.url_path or navigation.ENTRIES[0].stem):
    page.run()
