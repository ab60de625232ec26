"""A short field in a form whose error line may be as long as the form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.field import FieldForm, FieldRow


def add_short(form: FieldForm, name: str, editor: QWidget, width: int) -> FieldRow:
    """A row whose editor has ``width`` px of the look and stands at the left."""
    row = form.add(name, editor)
    theme.fix_width(editor, width)
    column = row.layout()
    if column is not None:
        column.setAlignment(editor, Qt.AlignmentFlag.AlignLeft)
    return row
