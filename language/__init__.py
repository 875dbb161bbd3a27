"""Chinese first, English by a switch: every text a user sees passes through `_`.

Texts are written in Chinese in the code and are the keys; the English ones stand in `language/en/<package>.po`
(gettext's own format, one file for each package so that they stay readable). The language is a context variable, so
that each session and thread has its own.

    from language import _, use
    _("{n} 个区县").format(n=6)
"""

from language.catalogues import LANGUAGES, WHOLES, _, current, speak_of, use, using

__all__ = ["LANGUAGES", "WHOLES", "_", "current", "speak_of", "use", "using"]
