"""Fields of a form: label, editor and one line below it that says what is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.theme import scaled
from ui.widgets.label import Icon, Label


class FieldFrame(QWidget):
    """An editor with its error line; the editor then has a red frame and an icon.

    The error goes away when the user changes the editor's text.
    """

    def __init__(self, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._error = Label("", "small", "bad", wrap=True)
        self._error.hide()
        self._mark = Icon("circle-alert", 15, "bad", editor)
        self._mark.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(3))
        column.addWidget(editor)
        column.addWidget(self._error)
        self.setFocusProxy(editor)
        editor.installEventFilter(self)
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(lambda _text: self.set_error(""))
        elif isinstance(editor, QComboBox):
            editor.activated.connect(lambda _index: self.set_error(""))
        elif isinstance(editor, QAbstractSpinBox):
            editor.lineEdit().textEdited.connect(lambda _text: self.set_error(""))
        elif isinstance(editor, QPlainTextEdit):
            editor.textChanged.connect(lambda: self.set_error(""))

    def error(self) -> str:
        return self._error.text()

    def set_error(self, text: str) -> None:
        """Show what is wrong with the editor's value; "" takes it away."""
        if text == self._error.text():
            return
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.editor.setProperty("fault", bool(text))
        self.editor.setAccessibleDescription(text)
        marked = bool(text) and isinstance(self.editor, QLineEdit)
        if isinstance(self.editor, QLineEdit):
            right = bool(self.editor.alignment() & Qt.AlignmentFlag.AlignRight)
            margin = scaled(20) if marked else 0
            self.editor.setTextMargins(margin if right else 0, 0, 0 if right else margin, 0)
        self._mark.setVisible(marked)
        self._place_mark()
        self.editor.update()

    def focus_editor(self) -> None:
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.editor, QLineEdit):
            self.editor.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() == QEvent.Type.Resize:
            self._place_mark()
        return False

    def _place_mark(self) -> None:
        if not isinstance(self.editor, QLineEdit):
            return
        right = bool(self.editor.alignment() & Qt.AlignmentFlag.AlignRight)
        x = scaled(8) if right else self.editor.width() - self._mark.width() - scaled(8)
        self._mark.move(QPoint(x, (self.editor.height() - self._mark.height()) // 2))


class FieldRow(FieldFrame):
    """A field with its label, which names the editor for a screen reader too.

    The label stands beside the field when a FieldForm places it, above it when the row is used alone.
    """

    def __init__(self, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(editor, parent)
        self.label = Label("", "body", "text3")
        self.label.setBuddy(editor)

    def set_label(self, text: str) -> None:
        self.label.setText(text.replace("&", "&&"))
        self.editor.setAccessibleName(text)

    def above(self) -> FieldRow:
        """Put the label above the field, in small type, as in lines of several fields."""
        theme.type_role(self.label, "small")
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, self.label)
        return self


class FieldForm(QWidget):
    """Rows of label and field; the label column is as wide as the longest label.

    ``form.fields`` maps the names given to add() to their rows: hand the form to ``attempt(form=...)``, and a
    refusal with that field name is shown there.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, FieldFrame] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(12))
        self._grid.setVerticalSpacing(scaled(8))
        self._grid.setColumnMinimumWidth(0, scaled(98))
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def add(self, name: str, editor: QWidget, *, width: int = 0) -> FieldRow:
        """A new row; width fixes the editor's width in px of the look (0 fills the form).

        Say its label with ``self.say(form.add("amount", MoneyEdit()).set_label, "Amount")``.
        """
        row = FieldRow(editor)
        if width:
            theme.fix_width(editor, width)
        at = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        theme.fix_height(row.label, theme.FIELD)
        self._grid.addWidget(row.label, at, 0, top)
        if width:
            self._grid.addWidget(row, at, 1, top | Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(row, at, 1, top)
        self.fields[name] = row
        return row

    def add_wide(self, widget: QWidget) -> None:
        """A widget over both columns: a heading, a line, a table."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def set_row_visible(self, name: str, visible: bool) -> None:
        row = self.fields[name]
        row.setVisible(visible)
        if isinstance(row, FieldRow):
            row.label.setVisible(visible)

    def clear_errors(self) -> None:
        for row in self.fields.values():
            row.set_error("")

    def first_fault(self) -> FieldFrame | None:
        return next((row for row in self.fields.values() if row.error()), None)


def frame_of(form: FieldForm | Mapping[str, QWidget] | None, name: str | None) -> FieldFrame | None:
    """The frame that shows an error of the field ``name``; None when the form has no such field."""
    if form is None or name is None:
        return None
    found = (form.fields if isinstance(form, FieldForm) else form).get(name)
    while found is not None and not isinstance(found, FieldFrame):
        found = found.parentWidget()
    return found
