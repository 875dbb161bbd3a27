"""The dashboard's entry: page title and navigation; everything else is in `pages/` and `shell/`."""

import streamlit as st

from shell import navigation

st.set_page_config(page_title="对标", page_icon="shell/mark.svg", layout="wide", initial_sidebar_state="expanded")
page = st.navigation(navigation.pages(), position="hidden")
navigation.mark_entered()
page.run()
