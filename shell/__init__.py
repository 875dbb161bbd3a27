"""The frame of a page: navigation, filters and URL, cached queries, showing a view. The only package that knows Streamlit."""
