"""The language a kit widget speaks: that of its locale, which windows hand down to everything inside them."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from reception_app.i18n import Translator, translator


def words(widget: QWidget | None) -> Translator:
    """The translator for the widget's own few words."""
    locale = widget.locale() if widget is not None else QLocale()
    return translator("pl" if locale.language() == QLocale.Language.Polish else "en")


def as_html(text: str) -> str:
    """Text for a tool tip, shown as it is even when a guest is called ``<b>``."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")


def tip(widget: QWidget, text: str) -> None:
    """Set a tool tip that shows ``text`` literally."""
    # Without the tag Qt guesses from the text whether it is markup.
    widget.setToolTip(f"<qt>{as_html(text)}</qt>" if text else "")
