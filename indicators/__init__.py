"""Vocabulary and arithmetic of the field, pure: no I/O beyond our own catalogue files, no Streamlit, no SQL."""
