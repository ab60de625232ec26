"""One proxy style over Fusion that draws flat what Fusion shades."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QWidget,
)

from ui import fonts

_installed: list[QProxyStyle] = []
_PE, _CE, _CC, _PM = QStyle.PrimitiveElement, QStyle.ControlElement, QStyle.ComplexControl, QStyle.PixelMetric
_State = QStyle.StateFlag
_Role = QPalette.ColorRole
_FIELDS = (
    QStyle.ContentsType.CT_LineEdit,
    QStyle.ContentsType.CT_ComboBox,
    QStyle.ContentsType.CT_SpinBox,
)
# The smallest target of the look is 24 high.
_TICKS = (QStyle.ContentsType.CT_CheckBox, QStyle.ContentsType.CT_RadioButton)
_METRICS = {
    _PM.PM_ScrollBarExtent: 12,
    _PM.PM_IndicatorWidth: 15,
    _PM.PM_IndicatorHeight: 15,
    _PM.PM_ButtonShiftHorizontal: 0,
    _PM.PM_ButtonShiftVertical: 0,
    _PM.PM_SplitterWidth: 1,
    _PM.PM_DefaultFrameWidth: 1,
    _PM.PM_ToolTipLabelFrameWidth: 4,
}


def frame(painter: QPainter, rect: QRect, fill: QColor | None, line: QColor, width: int = 1, radius: int = 4) -> None:
    """A rounded rectangle with a line of whole pixels inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, width))
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


class FlatStyle(QProxyStyle):
    """Fusion without shading: 1 px lines, 2 px focus, flat heads, flat scroll bars."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        own = _METRICS.get(metric)
        return own if own is not None else super().pixelMetric(metric, option, widget)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element in (_PE.PE_PanelLineEdit, _PE.PE_FrameLineEdit):
            self._line_edit(element, option, painter, widget)
        elif element == _PE.PE_PanelButtonCommand:
            self._button(option, painter)
        elif element == _PE.PE_IndicatorCheckBox:
            self._check_box(option, painter)
        elif element == _PE.PE_FrameFocusRect:
            accent = option.palette.color(_Role.Accent)
            frame(painter, option.rect, None, accent, 2, 3)
        elif element == _PE.PE_Frame:
            if isinstance(widget, QPlainTextEdit):
                self._field(option, painter, widget, filled=False)
                return
            painter.save()
            painter.setPen(option.palette.color(_Role.Mid))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            painter.restore()
        else:
            super().drawPrimitive(element, option, painter, widget)

    def _line_edit(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None
    ) -> None:
        if widget is not None and not _stands_alone(widget):
            if element == _PE.PE_PanelLineEdit:
                painter.fillRect(option.rect, option.palette.brush(_Role.Base))
            return
        self._field(option, painter, widget, element == _PE.PE_PanelLineEdit)

    def _field(self, option: QStyleOption, painter: QPainter, widget: QWidget | None, filled: bool = True) -> None:
        colours = option.palette
        enabled = bool(option.state & _State.State_Enabled)
        base = colours.color(_Role.Base if enabled else _Role.Window)
        at_fault = widget is not None and bool(widget.property("fault"))
        focused = bool(option.state & _State.State_HasFocus)
        line = _Role.BrightText if at_fault else _Role.Accent if focused else _Role.Dark if enabled else _Role.Mid
        frame(painter, option.rect, base if filled else None, colours.color(line), 2 if at_fault or focused else 1)

    def _button(self, option: QStyleOption, painter: QPainter) -> None:
        colours = option.palette
        default = bool(getattr(option, "features", 0) & 0x04)  # QStyleOptionButton.DefaultButton
        pressed = bool(option.state & (_State.State_Sunken | _State.State_On))
        fill = colours.color(_Role.Accent if default else _Role.Midlight if pressed else _Role.Button)
        frame(painter, option.rect, fill, colours.color(_Role.Accent if default else _Role.Mid))

    def _check_box(self, option: QStyleOption, painter: QPainter) -> None:
        colours = option.palette
        on = bool(option.state & _State.State_On)
        some = bool(option.state & _State.State_NoChange)
        enabled = bool(option.state & _State.State_Enabled)
        accent = colours.color(_Role.Accent if enabled else _Role.Mid)
        line = accent if on or some else colours.color(_Role.Dark if enabled else _Role.Mid)
        box = option.rect
        frame(painter, box, accent if on or some else colours.color(_Role.Base), line, 1, 3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.color(_Role.Base), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y, w, h = box.x(), box.y(), box.width(), box.height()
        if some:
            painter.drawLine(QPoint(x + w // 4, y + h // 2), QPoint(x + w - w // 4 - 1, y + h // 2))
        elif on:
            elbow = QPoint(x + round(w * 0.43), y + round(h * 0.68))
            painter.drawLine(QPoint(x + round(w * 0.24), y + round(h * 0.5)), elbow)
            painter.drawLine(elbow, QPoint(x + round(w * 0.76), y + round(h * 0.3)))
        painter.restore()

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element in (_CE.CE_HeaderSection, _CE.CE_HeaderEmptyArea):
            painter.fillRect(option.rect, option.palette.brush(_Role.Window))
            painter.setPen(option.palette.color(_Role.Midlight))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        elif element == _CE.CE_TabBarTabShape:
            self._tab(option, painter)
        elif element == _CE.CE_Splitter:
            painter.fillRect(option.rect, option.palette.brush(_Role.Mid))
        else:
            super().drawControl(element, option, painter, widget)

    def _tab(self, option: QStyleOption, painter: QPainter) -> None:
        chosen = bool(option.state & _State.State_Selected)
        box = option.rect
        if chosen:
            painter.fillRect(QRect(box.x(), box.bottom() - 1, box.width(), 2), option.palette.brush(_Role.Accent))
        else:
            painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), option.palette.brush(_Role.Midlight))

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control == _CC.CC_ComboBox:
            self._field(option, painter, widget)
            self._arrow(option, painter, self.subControlRect(control, option, QStyle.SubControl.SC_ComboBoxArrow))
        elif control == _CC.CC_SpinBox:
            self._field(option, painter, widget)
        elif control == _CC.CC_ScrollBar:
            self._scroll_bar(option, painter, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def _arrow(self, option: QStyleOption, painter: QPainter, rect: QRect) -> None:
        enabled = bool(option.state & _State.State_Enabled)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(option.palette.color(_Role.Text if enabled else _Role.Mid), 1.5))
        middle = rect.center()
        painter.drawLine(middle + QPoint(-4, -2), middle + QPoint(0, 2))
        painter.drawLine(middle + QPoint(0, 2), middle + QPoint(4, -2))
        painter.restore()

    def _scroll_bar(self, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> None:
        painter.fillRect(option.rect, option.palette.brush(_Role.Window))
        slider = self.subControlRect(_CC.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, widget)
        if not slider.isValid():
            return
        held = bool(option.state & (_State.State_Sunken | _State.State_MouseOver))
        upright = option.rect.height() > option.rect.width()
        box = slider.adjusted(3, 1, -3, -1) if upright else slider.adjusted(1, 3, -1, -3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(option.palette.color(_Role.Dark if held else _Role.Mid)))
        painter.drawRoundedRect(QRectF(box), 3, 3)
        painter.restore()

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        if control == _CC.CC_SpinBox:
            # Spin boxes have no arrows: the arrow keys and the wheel step.
            if part in (QStyle.SubControl.SC_SpinBoxUp, QStyle.SubControl.SC_SpinBoxDown):
                return QRect()
            if part == QStyle.SubControl.SC_SpinBoxEditField:
                return option.rect.adjusted(6, 2, -6, -2)
        if control == _CC.CC_ComboBox and part == QStyle.SubControl.SC_ComboBoxEditField:
            return option.rect.adjusted(6, 2, -22, -2)
        if control == _CC.CC_ScrollBar and part in (
            QStyle.SubControl.SC_ScrollBarAddLine,
            QStyle.SubControl.SC_ScrollBarSubLine,
        ):
            return QRect()
        return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption | None, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        made = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]
        if kind in _FIELDS and not (widget is not None and widget.property("bare")):
            made.setHeight(round(28 * fonts.scale / 100))
        elif kind in _TICKS:
            made.setHeight(max(made.height(), round(24 * fonts.scale / 100)))
        return made

    def subElementRect(self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None) -> QRect:
        found = super().subElementRect(element, option, widget)  # type: ignore[arg-type]
        if element == QStyle.SubElement.SE_LineEditContents and _stands_alone(widget):
            # 8 px from the frame; Qt's line edit adds 2 of its own.
            return option.rect.adjusted(6, 2, -6, -2)
        return found


def _stands_alone(widget: QWidget | None) -> bool:
    if widget is None or widget.property("bare"):
        return False
    return not isinstance(widget.parentWidget(), (QAbstractSpinBox, QComboBox, QAbstractItemView))


def install(app: QApplication) -> None:
    """Give the application the flat style once; the reference kept here stops Python from collecting it."""
    if not _installed:
        made = FlatStyle()
        _installed.append(made)
        app.setStyle(made)
