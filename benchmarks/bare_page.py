"""The page that ours are measured against: a chooser and one map of the 16 districts of 上海, drawn the plain way."""

import altair as alt
import streamlit as st

from geo.boundaries import shapes


@st.cache_data
def features() -> list[dict]:
    """The districts as GeoJSON."""
    return shapes("310000").__geo_interface__["features"]


st.title("bare")
factor = {"a": 1, "b": 2, "c": 3}[st.selectbox("which", ["a", "b", "c"])]
rows = [
    {"type": "Feature", "geometry": feature["geometry"], "name": feature["properties"]["name"], "value": number * factor % 7}
    for number, feature in enumerate(features())
]
map_ = alt.Chart(alt.InlineData(values=rows)).mark_geoshape(stroke="white").encode(color="value:Q", tooltip="name:N")
st.altair_chart(map_.properties(width=500, height=440), width="content")
