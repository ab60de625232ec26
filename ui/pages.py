"""Pages of a PDF as pictures: rasterised by pypdfium2 for the preview and for a printer."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
GAP = 16
_POINTS_PER_INCH = 72
_SCREEN_DPI = 96
_PRINT_DPI = 300


class Pages:
    """An open PDF; sizes are in points. close() frees it."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2  # 20 ms that no start needs

        self._document: Any = pypdfium2.PdfDocument(pdf)
        self.sizes: list[tuple[float, float]] = [page.get_size() for page in self._document]

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, number: int, scale: float) -> QImage:
        """Page ``number`` (from 0) drawn at ``scale`` pixels a point."""
        page = self._document[number]
        bitmap = page.render(scale=scale, prefer_bgrx=True, maybe_alpha=False)
        picture = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        ).copy()  # the buffer dies with the bitmap
        bitmap.close()
        page.close()
        return picture

    def text(self, number: int) -> str:
        """The words of a page, for a screen reader."""
        page = self._document[number]
        words = page.get_textpage()
        said = str(words.get_text_bounded())
        words.close()
        page.close()
        return said

    def close(self) -> None:
        self._document.close()

    def print_on(self, printer: QPrinter) -> None:
        """Send the pages the printer was asked for; raises OSError when it does not take them."""
        first = max(printer.fromPage(), 1)
        last = min(printer.toPage() or len(self), len(self))
        painter = QPainter()
        if not painter.begin(printer):
            raise OSError(printer.printerName())
        try:
            for number in range(first, last + 1):
                if number > first:
                    printer.newPage()
                dpi = min(printer.resolution(), _PRINT_DPI)
                width, height = self.sizes[number - 1]
                paper = printer.paperRect(QPrinter.Unit.DevicePixel)
                origin = printer.pageRect(QPrinter.Unit.DevicePixel).topLeft()
                factor = min(paper.width() / width, paper.height() / height)
                target = QRect(round(-origin.x()), round(-origin.y()), round(width * factor), round(height * factor))
                painter.drawImage(target, self.image(number - 1, dpi / _POINTS_PER_INCH))
        finally:
            painter.end()


class PageView(QAbstractScrollArea):
    """The pages under one another; only what can be seen is drawn. page_changed(number) counts from 1."""

    page_changed = Signal(int)

    def __init__(self, pages: Pages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._cache: dict[tuple[int, float], QImage] = {}
        self.zoom = 1.0
        self.fits_width = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._page = 1
        self._lay_out()

    # --- where the pages are --------------------------------------------------------------------------------

    def page_size(self, number: int) -> QSize:
        factor = self.zoom * _SCREEN_DPI / _POINTS_PER_INCH
        width, height = self._pages.sizes[number]
        return QSize(round(width * factor), round(height * factor))

    def page_top(self, number: int) -> int:
        return GAP + sum(self.page_size(i).height() + GAP for i in range(number))

    @property
    def page(self) -> int:
        """The page at the top of the view, from 1."""
        return self._page

    def go_to(self, page: int) -> None:
        page = min(max(page, 1), len(self._pages))
        self.verticalScrollBar().setValue(self.page_top(page - 1) - GAP)

    def set_zoom(self, zoom: float) -> None:
        """Show at ``zoom`` (1.0 is paper size); stays on the same page."""
        page = self._page
        self.fits_width = False
        self.zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        self._lay_out()
        self.go_to(page)

    def step_zoom(self, step: int) -> None:
        """To the next larger (1) or smaller (-1) zoom."""
        if step > 0:
            self.set_zoom(next((z for z in ZOOMS if z > self.zoom + 0.01), ZOOMS[-1]))
        else:
            self.set_zoom(next((z for z in reversed(ZOOMS) if z < self.zoom - 0.01), ZOOMS[0]))

    def fit_width(self) -> None:
        self.fits_width = True
        self._lay_out()

    def _lay_out(self) -> None:
        widest = max(width for width, _ in self._pages.sizes) * _SCREEN_DPI / _POINTS_PER_INCH
        view = self.viewport().size()
        if self.fits_width:
            self.zoom = min(max((view.width() - 2 * GAP) / widest, 0.2), ZOOMS[-1])
        self._cache.clear()
        count = len(self._pages)
        height = self.page_top(count - 1) + self.page_size(count - 1).height() + GAP
        self.verticalScrollBar().setRange(0, max(0, height - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(40)
        width = round(widest * self.zoom) + 2 * GAP
        self.horizontalScrollBar().setRange(0, max(0, width - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.viewport().update()

    def _on_scrolled(self, value: int) -> None:
        middle = value + self.viewport().height() // 3
        page = 1
        for number in range(len(self._pages)):
            if self.page_top(number) <= middle:
                page = number + 1
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    # --- Qt -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_PageDown: self._page + 1,
            Qt.Key.Key_PageUp: self._page - 1,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: len(self._pages),
        }
        wanted = steps.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        else:
            self.go_to(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.palette().window())
        ratio = self.devicePixelRatioF()
        left = -self.horizontalScrollBar().value()
        top = -self.verticalScrollBar().value()
        for number in range(len(self._pages)):
            size = self.page_size(number)
            x = left + max(GAP, (self.viewport().width() - size.width()) // 2)
            place = QRect(x, top + self.page_top(number), size.width(), size.height())
            if not place.intersects(self.viewport().rect()):
                continue
            key = (number, ratio)
            if key not in self._cache:
                scale = self.zoom * _SCREEN_DPI / _POINTS_PER_INCH * ratio
                self._cache[key] = self._pages.image(number, scale)
                self._cache[key].setDevicePixelRatio(ratio)
            painter.drawImage(place, self._cache[key])
            painter.setPen(QColor(self.palette().mid().color()))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()
