"""The URL is the state: what a person chooses goes there, a default does not, and a widget shows what the URL says."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from shell import address

    st.write("period=" + address.choose("period", "学年", ["2024S", "2023S"], "2024S", lambda key: key[:4], drop=("target",)))
    st.write("kind=" + address.choose("kind", "形式", ["a", "b"], "a", str, form="buttons"))
    st.write("carried=" + repr(address.carried()))


def written(app: AppTest) -> list[str]:
    assert not app.exception
    return [element.value for element in app.markdown]


def test_a_default_stays_out_of_the_url() -> None:
    app = AppTest.from_function(page).run()
    assert written(app) == ["period=2024S", "kind=a", "carried={}"]
    assert dict(app.query_params) == {}


def test_a_choice_goes_into_the_url_and_drops_what_it_makes_meaningless() -> None:
    app = AppTest.from_function(page)
    app.query_params["target"] = "nation-2025"
    app.run()
    app.selectbox[0].select("2023S").run()
    assert written(app) == ["period=2023S", "kind=a", "carried={'period': '2023S'}"]
    assert app.query_params["period"] == "2023S"
    assert "target" not in app.query_params
    app.selectbox[0].select("2024S").run()
    assert "period" not in app.query_params


def test_a_link_sets_the_widget_and_a_changed_link_changes_it() -> None:
    app = AppTest.from_function(page)
    app.query_params["period"] = "2023S"
    app.run()
    assert app.selectbox[0].value == "2023S"
    app.query_params["period"] = "2024S"
    app.run()
    assert app.selectbox[0].value == "2024S"


def test_a_value_nobody_knows_falls_back_to_the_default() -> None:
    app = AppTest.from_function(page)
    app.query_params["period"] = "<script>"
    app.run()
    assert app.selectbox[0].value == "2024S"
    assert written(app)[0] == "period=2024S"
