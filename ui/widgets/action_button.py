"""ActionButton: icon, text and key cap of one QAction, in the look's kinds and sizes."""

from __future__ import annotations

from collections.abc import Callable
from types import MethodType
from typing import Any
from weakref import WeakMethod

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import fonts, icons, style, theme
from ui.theme import scaled
from ui.widgets.key_cap import CAP_HEIGHT, cap_width, key_text, paint_cap
from ui.widgets.words import tip

KINDS = ("plain", "default", "destructive", "danger", "tool", "row")
SIZES = {
    "small": theme.BUTTON_SMALL,
    "normal": theme.BUTTON,
    "wizard": theme.BUTTON_WIZARD,
    "main": theme.BUTTON_MAIN,
}
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def make_action(
    parent: QWidget,
    icon: str = "",
    keys: str | QKeySequence.StandardKey = "",
    run: Callable[..., Any] | None = None,
    *,
    live: bool = True,
) -> QAction:
    """A QAction whose icon name buttons can read; live=False shows the key on the cap without listening to it."""
    action = QAction(parent)
    action.setProperty("icon_name", icon)
    if icon:
        action.setIcon(icons.icon(icon))
    if keys:
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if live:
            parent.addAction(action)
    if run is not None:
        call = _held_weakly(run)
        action.triggered.connect(lambda _checked=False: call())
    return action


def _held_weakly(run: Callable[..., Any]) -> Callable[[], Any]:
    """A call of ``run`` that does not keep its window alive.

    A window kept only by the connection of its own action would be deleted while the action is being deleted.
    """
    if not isinstance(run, MethodType):
        return run
    method = WeakMethod(run)

    def call() -> Any:
        found = method()
        return found() if found is not None else None

    return call


class ActionButton(QPushButton):
    """A button of an action: it shows the action's icon, text and key, is enabled with it and triggers it.

    action: None makes an own one, then give icon, keys and run. kind: "plain", "default" (filled accent, one in a
    view), "destructive" (red text), "danger" (filled red, only in a confirmation), "tool" (no frame), "row" (icon,
    text left, key right, for lists of actions). size: "small" 24, "normal" 28, "wizard" 32, "main" 34 px.
    show_text=False makes an icon button: the text is then its tool tip and accessible name.
    """

    def __init__(
        self,
        action: QAction | None = None,
        *,
        kind: str = "plain",
        size: str = "normal",
        icon: str = "",
        text: str = "",
        keys: str | QKeySequence.StandardKey = "",
        run: Callable[..., Any] | None = None,
        show_text: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._size, self._show_text = kind, size, show_text
        self._said = ""
        if action is None:
            action = make_action(self, icon, keys, run)
            action.setText(text)
        self._action = action
        self.setCheckable(action.isCheckable())
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        wide = QSizePolicy.Policy.Expanding if kind == "row" or size == "main" else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        action.changed.connect(self._follow)
        self.clicked.connect(self._pressed)
        self._follow()

    def action(self) -> QAction:
        return self._action

    def kind(self) -> str:
        return self._kind

    def set_kind(self, kind: str) -> None:
        self._kind = kind
        self.updateGeometry()
        self.update()

    def key_text(self) -> str:
        """What stands on the key cap."""
        return key_text(self._action.shortcut())

    def setText(self, text: str) -> None:
        self._action.setText(text)

    def text(self) -> str:
        return self._said

    def set_text_shown(self, shown: bool) -> None:
        """An icon button with words only where there is room; without them the text is its tool tip."""
        if shown != self._show_text:
            self._show_text = shown
            self._follow()

    def set_reason(self, reason: str) -> None:
        """Disable the action because of ``reason``, which its tool tip says then; "" enables it."""
        self._action.setEnabled(not reason)
        self._action.setProperty("reason", reason)
        self._follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt presses a focused button by Enter only in a dialog that has chosen it as its default.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self.click()
        else:
            super().keyPressEvent(event)

    def _pressed(self) -> None:
        self._action.trigger()

    def _follow(self) -> None:
        action = self._action
        self._said = action.text()
        # An ampersand in a name is a letter here, never a mnemonic.
        super().setText(self._said.replace("&", "&&"))
        self.setAccessibleName(self._said)
        self.setAccessibleDescription(self.key_text())
        self.setEnabled(action.isEnabled())
        self.setChecked(action.isCheckable() and action.isChecked())
        reason = action.property("reason") or ""
        if reason and not action.isEnabled():
            tip(self, reason)
        elif not self._show_text:
            tip(self, f"{self._said}  {self.key_text()}".strip())
        else:
            self.setToolTip("")
        self.updateGeometry()
        self.update()

    # --- measures -------------------------------------------------------------------------------------------

    def _font(self) -> QFont:
        if self._size == "small":
            return fonts.role("small", 500)
        return fonts.role("body", 600 if self._kind in ("default", "danger") else 400)

    def _icon_name(self) -> str:
        return str(self._action.property("icon_name") or "")

    def _icon_size(self) -> int:
        return scaled(15 if self._size == "small" else 16)

    def _side(self) -> int:
        return scaled(8 if self._size == "small" else 10)

    def sizeHint(self) -> QSize:
        height = scaled(SIZES[self._size])
        width = 2 * self._side()
        name, said = self._icon_name(), self._said if self._show_text else ""
        if name:
            width += self._icon_size() + (scaled(7) if said else 0)
        if said:
            width += QFontMetrics(self._font()).horizontalAdvance(said)
        cap = self.key_text() if self._show_text else ""
        if cap:
            width += scaled(8) + cap_width(cap)
        return QSize(max(width, height), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    # --- painting -------------------------------------------------------------------------------------------

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor, QColor]:
        """Fill, line, text and icon colour."""
        look = theme.tokens()
        quiet = self._kind in ("tool", "row")
        if not self.isEnabled():
            ground = (None, None) if quiet else (look.window, look.line)
            return (*ground, look.disabled, look.disabled)
        if self._kind == "default":
            return look.accent, look.accent, look.onaccent, look.onaccent
        if self._kind == "danger":
            return look.bad, look.bad, look.base, look.base
        held = self.isDown() or self.isChecked()
        fill = look.selection if self.isChecked() else look.hover if held or self.underMouse() else None
        ink = look.bad if self._kind == "destructive" else look.text
        icon = look.bad if self._kind == "destructive" else look.text2
        if quiet:
            return fill, None, ink, icon
        return (fill if held else look.base), look.border, ink, icon

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.tokens()
        fill, line, ink, icon_ink = self._colours()
        box = self.rect()
        if line is not None:
            style.frame(painter, box, fill, line)
        elif fill is not None:
            style.frame(painter, box, fill, fill)
        if self.hasFocus():
            filled = self._kind in ("default", "danger")
            inner = box.adjusted(2, 2, -2, -2) if filled else box
            style.frame(painter, inner, None, look.base if filled else look.focus, 2 if not filled else 1)
        self._paint_content(painter, ink, icon_ink, line)
        painter.end()

    def _paint_content(self, painter: QPainter, ink: QColor, icon_ink: QColor, line: QColor | None) -> None:
        said = self._said if self._show_text else ""
        cap = self.key_text() if self._show_text else ""
        name = self._icon_name()
        room = self.rect().adjusted(self._side(), 0, -self._side(), 0)
        if not said and not cap:
            room = self.rect().adjusted((self.width() - self._icon_size()) // 2, 0, 0, 0)
        elif self._size != "main" and self._kind != "row":
            room.setLeft(room.left() + max(0, (self.width() - self.sizeHint().width()) // 2))
            room.setWidth(self.sizeHint().width() - 2 * self._side())
        x = room.left()
        if name:
            side = self._icon_size()
            icons.paint(painter, name, x, (self.height() - side) // 2, side, icon_ink)
            x += side + scaled(7)
        if cap:
            self._paint_cap(painter, room.right() + 1, cap, ink)
        if said:
            painter.setFont(self._font())
            painter.setPen(ink)
            end = room.right() + 1 - (cap_width(cap) + scaled(8) if cap else 0)
            place = QRect(QPoint(x, 0), QPoint(end, self.height() - 1))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(place, flags | Qt.TextFlag.TextSingleLine, said)

    def _paint_cap(self, painter: QPainter, right: int, cap: str, ink: QColor) -> None:
        look = theme.tokens()
        width, height = cap_width(cap), scaled(CAP_HEIGHT)
        place = QRect(right - width, (self.height() - height) // 2, width, height)
        filled = self._kind in ("default", "danger") and self.isEnabled()
        if filled:
            paint_cap(painter, place, cap, ink, ink, None)
        else:
            cap_ink = look.text2 if self.isEnabled() else look.disabled
            paint_cap(painter, place, cap, cap_ink, look.border, look.head)
