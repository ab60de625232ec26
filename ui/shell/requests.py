"""What a module window may ask of the shell: open something elsewhere, show a document, export a list, post quickly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from ui.modules import exists

FOUND_AT_MOST = 20


class Requests:
    """Mixed into MainWindow. Methods that open a dialog return it; they return None where it is not there.

    A module window that can be pointed at something offers it as a method: RackWindow.show_reservation(id),
    ReservationsWindow.show_reservation(id), GuestsWindow.show_guest(id), FolioWindow.show_folio(reservation_id),
    InvoicesWindow.show_invoice(id), TodayWindow.show_list("arrivals" | "in_house" | "departures").
    One with a selection offers selected_reservation() -> id or None (F9); the folio offers post_quick(code, amount).
    """

    _locator: Any = None

    def deeds_by_command(self: Any) -> dict[str, Callable[[], None]]:
        """What each command of shell.commands does."""
        return {
            "search": self.open_locator,
            "new_reservation": self.new_reservation,
            "walk_in": self.walk_in,
            "undo": self.undo,
            "arrivals": partial(self.show_today, "arrivals"),
            "in_house": partial(self.show_today, "in_house"),
            "departures": partial(self.show_today, "departures"),
            "folio_of_selection": self.folio_of_selection,
            "theme": self.toggle_theme,
            "scale": self.toggle_scale,
            "language": self.toggle_language,
            "keys": self.show_keys,
            "lock": self.lock,
            "sign_out": self.sign_out,
            "quit": self.close,
        }

    # --- other modules --------------------------------------------------------------------------------------

    def _point(self: Any, module: str, method: str, *args: Any) -> Any:
        window = self.open_module(module)
        pointed = getattr(window, method, None)
        if pointed is not None:
            pointed(*args)
        return window

    def open_rack(self: Any, reservation_id: int | None = None) -> Any:
        """The rack, at a reservation when one is given."""
        return self.open_module("rack") if reservation_id is None else self._point(
            "rack", "show_reservation", reservation_id
        )  # fmt: skip

    def open_reservation(self: Any, reservation_id: int) -> Any:
        """The reservation in its list; on the rack where there is no list."""
        name = "reservations" if "reservations" in self.specs else "rack"
        return self._point(name, "show_reservation", reservation_id)

    def open_guest(self: Any, guest_id: int) -> Any:
        return self._point("guests", "show_guest", guest_id)

    def open_company(self: Any, company_id: int) -> Any:
        return self._point("guests", "show_company", company_id)

    def open_folio(self: Any, reservation_id: int) -> Any:
        """The folio of a reservation."""
        return self._point("folios", "show_folio", reservation_id)

    def open_invoice(self: Any, invoice_id: int) -> Any:
        return self._point("invoices", "show_invoice", invoice_id)

    def show_today(self: Any, name: str) -> Any:
        """The today board at one of its lists."""
        return self._point("today", "show_list", name)

    def folio_of_selection(self: Any) -> Any:
        """F9: the folio of what is selected in the window in front, else the folios."""
        selected = getattr(self.current_window(), "selected_reservation", None)
        number = selected() if selected is not None else None
        return self.open_module("folios") if number is None else self.open_folio(number)

    # --- dialogs --------------------------------------------------------------------------------------------

    def _dialog(self: Any, module: str, name: str, *args: Any, **prefill: Any) -> Any:
        if not exists(module):
            return None
        dialog = getattr(import_module(module), name)(self.workplace, self, *args, **prefill)
        return self.open_dialog(dialog)

    def open_dialog(self, dialog: QDialog) -> QDialog:
        """Open a dialog over the shell; it is deleted when it closes."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def new_reservation(self: Any, **prefill: Any) -> Any:
        """F7: book. prefill: arrival, departure, room_id, room_type_id, guest_id as the dialog takes them."""
        return self._dialog("ui.reservations.booking", "BookingDialog", **prefill)

    def walk_in(self: Any, **prefill: Any) -> Any:
        """Ctrl+W: a guest at the desk without a reservation."""
        return self._dialog("ui.reservations.walkin", "WalkInDialog", **prefill)

    def edit_reservation(self: Any, reservation_id: int) -> Any:
        """Look into a reservation and change it."""
        return self._dialog("ui.reservations.edit", "EditDialog", reservation_id)

    def check_in(self: Any, reservation_id: int) -> Any:
        return self._dialog("ui.reservations.checkin", "CheckInDialog", reservation_id)

    def check_out(self: Any, reservation_id: int) -> Any:
        return self._dialog("ui.reservations.checkout", "CheckOutDialog", reservation_id)

    def show_keys(self: Any) -> Any:
        """F1: the key sheet."""
        from ui.keys import KeySheet  # opened a few times a day; the start need not load it

        return self.open_dialog(KeySheet(self.workplace, self.commands, self.current_window(), self))

    # --- documents and lists --------------------------------------------------------------------------------

    def preview(self: Any, pdf: bytes, title: str, file_name: str) -> Any:
        """Show a document's pages, with saving and printing; title is ready text, file_name made of numbers only."""
        from ui.preview import Preview  # brings the print support in

        shown = Preview(self.workplace, pdf, title, file_name, self)
        shown.show()
        return shown

    def export(
        self: Any,
        title: str,
        columns: Sequence[Any],
        rows: Iterable[Sequence[Any]],
        name: str,
        filter_text: str = "",
        parent: QWidget | None = None,
    ) -> Any:
        """Ask for a form and export a list: title is ready text; columns are documents.listing.ListColumn.

        rows: raw values in the order of the columns (minor units, dates). name: stem of the file, e.g. "arrivals".
        filter_text: what the list was narrowed to, "" for all.
        """
        from ui.shell.export import ExportDialog  # brings the writers of files in

        dialog = ExportDialog(self.workplace, self, title, tuple(columns), list(rows), name, filter_text, parent)
        return self.open_dialog(dialog)

    # --- undo and search ------------------------------------------------------------------------------------

    def undo(self: Any) -> None:
        """Ctrl+Z: take back the last deed that shell.toast(text, undo) told of."""
        self.deeds.take_back_last()
        self.commands.set_possible("undo", len(self.deeds) > 0)

    def open_locator(self: Any) -> Any:
        """Ctrl+K."""
        if self._locator is None:
            from ui.locator import Locator  # with its search, 30 ms of a start that can wait for the first Ctrl+K

            self._locator = Locator(
                self.workplace,
                self,
                things=self.find_things,
                open_thing=self.open_thing,
                commands=self.commands.matching,
                post=self.quick_post,
            )
        self._locator.open_at(self.search_place())
        return self._locator

    def locator_closed(self) -> None:
        if self._locator is not None:
            self._locator.close_it()

    def find_things(self: Any, text: str) -> Iterable[Any]:
        """Guests, rooms, reservations and documents matching a text, best first: rows (kind, id, title, detail)."""
        from reception_app.bookings.search import find

        found: list[Any] = self.workplace.read(lambda session: find(session, text, FOUND_AT_MOST))
        return found

    def open_thing(self: Any, found: Any) -> Any:
        """Open one of find_things' rows where it lives; a room opens its stay, an empty one its row on the rack."""
        if found.kind == "room":
            stay = found.reservation_id
            return self.open_rack(stay) if stay is not None else self._point("rack", "show_room", found.id)
        ways: dict[str, Callable[[int], Any]] = {
            "guest": self.open_guest,
            "company": self.open_company,
            "reservation": self.open_reservation,
            "folio": self.open_folio,
            "invoice": self.open_invoice,
        }
        return ways[found.kind](found.id)

    def quick_post(self: Any) -> Callable[[str, str], Any] | None:
        """What ``+CODE amount`` calls while a folio is in front."""
        if self.current != "folios":
            return None
        found: Callable[[str, str], Any] | None = getattr(self.current_window(), "post_quick", None)
        return found
