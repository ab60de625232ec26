"""What every window and dialog is made of: say(), refresh(), watches, attempt(), and where its messages stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast
from uuid import uuid4

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from reception_app.i18n import Translator
from reception_app.refusal import N_, Trouble, Unavailable
from ui.theme import scaled
from ui.widgets.action_button import ActionButton, make_action
from ui.widgets.field import FieldForm, frame_of
from ui.widgets.label import Label
from ui.widgets.message_strip import MessageStrip, Strips
from ui.widgets.panel import Panel
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from reception_app.desk import Done

T = TypeVar("T")
Form = FieldForm | Mapping[str, QWidget]
_LOCALES = {"pl": QLocale("pl_PL"), "en": QLocale("en_GB")}


def new_key() -> str:
    """A fresh key for change(): make it when the form opens, so that trying again writes nothing twice."""
    return str(uuid4())


def whole_deed(method: Callable[..., Any]) -> Callable[..., Any]:
    """Of a method that reads fields, makes a change and then clears or closes: "Try again" runs all of it.

    Trouble that comes from reading on the way is shown in the window too, in front of which nothing else is seen.
    """

    @wraps(method)
    def run(self: Speaking, *given: Any, **named: Any) -> Any:
        outer, self._again = self._again, lambda: run(self, *given, **named)
        try:
            return method(self, *given, **named)
        except Trouble as trouble:
            self._refuse(trouble, None, self._again)
            return None
        finally:
            self._again = outer

    return run


class Speaking:
    """The half of a window that speaks: texts that follow the language, messages, changes through the workplace.

    Mixed into a QWidget, which calls begin() first of all.
    """

    workplace: Any
    strips: Strips
    # The translator of the windows, under the name by which the catalogue finds ``self._("...")``. An attribute that
    # retranslate() renews: a property called "_" raises IndexError in a PySide6 6.11 class.
    _: Translator
    watches: ClassVar[set[str]] = set()

    def begin(self, workplace: Any) -> None:
        """Bind to the workplace; nothing can be said before."""
        self.workplace = workplace
        self._ = workplace.translator
        self._said: dict[tuple[int, str], tuple[Callable[[str], Any], str, dict[str, Any]]] = {}
        self._refused: tuple[Trouble, Form | None, Callable[[], Any] | None] | None = None
        self._again: Callable[[], Any] | None = None
        self._stale = True
        self._widget.setLocale(_LOCALES[workplace.translator.language])
        self.strips = Strips(self._widget)
        workplace.changed.connect(self._on_changed)

    @property
    def _widget(self) -> QWidget:
        return cast(QWidget, self)

    # --- texts ----------------------------------------------------------------------------------------------

    def say(self, setter: Callable[[str], Any], message: str, **params: Any) -> None:
        """Say ``message`` through ``setter`` now and after each change of language.

        Saying again through the same setter replaces what was said.
        """
        owner = getattr(setter, "__self__", None)
        key = (id(owner), setter.__name__) if owner is not None else (id(setter), "")
        self._said[key] = (setter, message, params)
        setter(self._(message, **params) if message else "")

    def _say_again(self) -> None:
        _ = self._
        for key, (setter, message, params) in list(self._said.items()):
            owner = getattr(setter, "__self__", None)
            if owner is not None and not isValid(owner):
                del self._said[key]  # the widget is gone; its words need not be kept
                continue
            setter(_(message, **params) if message else "")

    def retranslate(self) -> None:
        """Called when the language changes: says everything again and refreshes. Extend it, calling this first."""
        self._ = self.workplace.translator
        self._widget.setLocale(_LOCALES[self._.language])
        self._say_again()
        self._renew()
        self._refuse_again()

    # --- data -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read again what the window shows; called when a watched topic changed and before the first showing."""

    def _on_changed(self, topics: Iterable[str]) -> None:
        if isValid(self) and not self.watches.isdisjoint(topics):
            self._renew()

    def _renew(self) -> None:
        if self._widget.isVisible():
            self._read_again()
        else:
            self._stale = True

    def _read_again(self) -> None:
        self._stale = False
        try:
            self.refresh()
        except Unavailable:
            # The workplace shows the banner; the window keeps what it last knew.
            self._stale = True

    # --- changes --------------------------------------------------------------------------------------------

    def attempt(self, work: Callable[[Any], T], *, key: str | None = None, form: Form | None = None) -> Done[T] | None:
        """Make a change; None when it was refused, and then the reason stands at its field or in a strip.

        work: ``work(session)``, usually a partial of a service. form: where a refusal's field is looked up.
        """
        self.clear_messages(form)
        try:
            done: Done[T] = self.workplace.change(work, key)
        except Trouble as trouble:
            self._refuse(trouble, form, self._again or (lambda: self.attempt(work, key=key, form=form)))
            return None
        return done

    def gather(self, reader: Callable[[], T], form: Form | None = None) -> T | None:
        """The value of ``reader()``, which reads editors and may raise a Refusal; None when one was shown."""
        self.clear_messages(form)
        try:
            return reader()
        except Trouble as trouble:
            self._refuse(trouble, form)
            return None

    def _refuse(self, trouble: Trouble, form: Form | None, again: Callable[[], Any] | None = None) -> None:
        self._refused = (trouble, form, again)
        self.show_trouble(trouble, form, again)

    def _refuse_again(self) -> None:
        """A refusal that is still to be read follows the language; one that was closed stays away."""
        if self._refused is None:
            return
        trouble, form, again = self._refused
        frame = frame_of(form, trouble.field)
        if self.strips.strips() or (frame is not None and frame.error()):
            self.clear_messages(form)
            self._refuse(trouble, form, again)

    def show_trouble(self, trouble: Trouble, form: Form | None = None, again: Callable[[], Any] | None = None) -> None:
        """Show a refusal at the form's field it names, else in a strip of this window."""
        frame = frame_of(form, trouble.field)
        if frame is not None and frame.isVisibleTo(self._widget):
            frame.set_error(self._.explain(trouble))
            frame.focus_editor()
            return
        buttons = []
        if isinstance(trouble, Unavailable) and again is not None:
            buttons.append(ActionButton(size="small", icon="rotate-ccw", text=self._("Try again"), run=again))
        remedy = self._(trouble.remedy, **trouble.params) if trouble.remedy else ""
        self.tell("bad", self._(trouble.message, **trouble.params), remedy, buttons)

    def tell(
        self, kind: str, text: str, detail: str = "", buttons: Iterable[ActionButton] = (), icon: str = ""
    ) -> MessageStrip:
        """Show a strip ("warn", "bad", "info", "ok") with ready text in the window's place for messages."""
        self._place_strips()
        return self.strips.add(MessageStrip(kind, text, detail, list(buttons), icon=icon, closable=True))

    def clear_messages(self, form: Form | None = None) -> None:
        """Take away earlier messages of this window and errors of the form's fields."""
        self._refused = None
        self.strips.clear()
        for name in form.fields if isinstance(form, FieldForm) else form or {}:
            frame = frame_of(form, name)
            if frame is not None:
                frame.set_error("")

    def _place_strips(self) -> None:
        """A window that gave the strips no place gets them at the top of its layout."""
        if self.strips.parentWidget() is self._widget:
            layout = self._widget.layout()
            if isinstance(layout, QBoxLayout) and layout.indexOf(self.strips) < 0 and not _holds(layout, self.strips):
                layout.insertWidget(0, self.strips)

    def toast(self, text: str, undo: Callable[[], Any] | None = None, offer: str = "", icon: str = "check") -> Toast:
        """Say what was done, with Undo (or the button ``offer``), in the main window if there is one."""
        view = self._widget if not isinstance(self, QDialog) else self._widget.parentWidget() or self._widget
        shell = view.window()
        if shell is not self._widget and hasattr(shell, "toast"):
            # Ctrl+Z belongs to the shell, and two actions with one key cancel each other.
            return cast(Toast, shell.toast(text, undo, offer, icon))
        return Toast(view, text, undo, offer, icon)

    # --- actions --------------------------------------------------------------------------------------------

    def act(
        self,
        icon: str = "",
        keys: str | QKeySequence.StandardKey = "",
        run: Callable[..., Any] | None = None,
        *,
        scope: QWidget | None = None,
    ) -> QAction:
        """An action of this window; say its text with ``self.say(action.setText, "...")``.

        scope: widget that must hold the focus for the key to work (a list for single letters); else the window.
        """
        return make_action(scope or self._widget, icon, keys, run)


def _holds(layout: Any, widget: QWidget) -> bool:
    """True when a layout inside ``layout`` holds the widget."""
    for n in range(layout.count()):
        inner = layout.itemAt(n).layout()
        if inner is not None and (inner.indexOf(widget) >= 0 or _holds(inner, widget)):
            return True
    return False


class Window(Speaking, QWidget):
    """A module window or a part of one: says its texts, watches topics, refreshes when they change.

    Set ``watches`` in the class, build in __init__ after super().__init__, read in refresh().
    refresh() runs before the first showing; a hidden window refreshes when it is shown.
    """

    def __init__(self, workplace: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.begin(workplace)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._read_again()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class Dialog(Speaking, QDialog):
    """A decision: title, body, messages, and a footer with the safe button (Esc) and the default action (Enter).

    Fill ``self.body`` (QVBoxLayout), say ``self.set_title``, call buttons() and open with open(). Enter runs the
    default action from any field of one line. The dialog deletes itself when it closes.
    """

    def __init__(self, workplace: Any, parent: QWidget | None = None, *, width: int = 560) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.begin(workplace)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(scaled(width))
        self.title = Label("", "heading", wrap=True)
        self.head = Panel("base", edges="b")
        head_row = QHBoxLayout(self.head)
        head_row.setContentsMargins(scaled(16), scaled(10), scaled(16), scaled(11))
        head_row.addWidget(self.title)
        self._ground = Panel("base")
        inner = QVBoxLayout(self._ground)
        inner.setContentsMargins(scaled(16), scaled(14), scaled(16), scaled(16))
        inner.setSpacing(scaled(12))
        self.body = QVBoxLayout()
        self.body.setSpacing(scaled(12))
        inner.addLayout(self.body, 1)
        inner.addWidget(self.strips)
        self.footer = Panel("head", edges="t")
        self.footer_row = QHBoxLayout(self.footer)
        self.footer_row.setContentsMargins(scaled(16), scaled(10), scaled(16), scaled(10))
        self.footer_row.setSpacing(scaled(8))
        self.footer_row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self._ground, self.footer):
            column.addWidget(part, 1 if part is self._ground else 0)
        self.footer.hide()
        self.safe: ActionButton | None = None
        self.default: ActionButton | None = None

    def set_title(self, text: str) -> None:
        self.title.setText(text)
        self.setWindowTitle(text)

    def buttons(
        self,
        safe: str,
        default: str = "",
        run: Callable[[], Any] | None = None,
        *,
        icon: str = "",
        keys: str = "Return",
        kind: str = "default",
        **params: Any,
    ) -> None:
        """The footer: safe and default are msgids marked with N_ (params fill both); run is the default action."""
        self.footer.show()
        self.safe = ActionButton(make_action(self, keys="Esc", run=self.reject, live=False))
        self.say(self.safe.setText, safe, **params)
        self.footer_row.addWidget(self.safe)
        if default and run is not None:
            # Return is left to the dialog itself, so that Enter on another focused button presses that one.
            action = make_action(self, icon, keys, lambda: self._run_default(run), live=keys != "Return")
            self.default = ActionButton(action, kind=kind)
            self.say(self.default.setText, default, **params)
            self.default.setDefault(keys == "Return")
            self.footer_row.addWidget(self.default)

    @whole_deed
    def _run_default(self, run: Callable[[], Any]) -> None:
        run()

    def show_trouble(self, trouble: Trouble, form: Form | None = None, again: Callable[[], Any] | None = None) -> None:
        """As in any window; the dialog then grows when the reason needs more room than there is."""
        super().show_trouble(trouble, form, again)
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def add_footer_button(self, button: ActionButton) -> ActionButton:
        """A further button at the left of the footer."""
        self.footer_row.insertWidget(self.footer_row.indexOf(self.safe) - 1 if self.safe else 0, button)
        return button

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._read_again()
        if self.focusWidget() is None or isinstance(self.focusWidget(), ActionButton):
            first = next((e for e in self._ground.findChildren(QLineEdit) if e.isEnabled() and e.isVisible()), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class Confirmation(Dialog):
    """The question before money moves or something cannot be undone.

    question: msgid with the amount, e.g. N_("Void the charge of {amount}?"); consequence: msgid of one line;
    verb: msgid of the dangerous button, with the amount; safe: msgid of the safe one; params fill all four.
    work(reason) gives what attempt() runs; then(done) is called after success. reason=False asks for no reason.
    """

    def __init__(
        self,
        workplace: Any,
        parent: QWidget | None,
        *,
        question: str,
        consequence: str,
        verb: str,
        safe: str,
        work: Callable[[str], Callable[[Any], Any]],
        then: Callable[[Any], Any] | None = None,
        reason: bool = True,
        destructive: bool = True,
        **params: Any,
    ) -> None:
        super().__init__(workplace, parent)
        self._work, self._then, self._key = work, then, new_key()
        self.head.hide()
        self.say(self.set_title, question, **params)
        asked = Label("", "heading", wrap=True)
        self.say(asked.setText, question, **params)
        self.body.addWidget(asked)
        told = Label("", "body", "text2", wrap=True)
        self.say(told.setText, consequence, **params)
        self.body.addWidget(told)
        self.form = FieldForm()
        self.reason = QLineEdit()
        if reason:
            self.say(self.form.add("reason", self.reason).set_label, "Reason")
            self.body.addWidget(self.form)
        self._asks_reason = reason
        self.body.addStretch()
        kind = "danger" if destructive else "default"
        self.buttons(safe, verb, self.confirm, keys="Ctrl+Return", kind=kind, **params)
        if not reason and self.safe is not None:
            QTimer.singleShot(0, self.safe, self.safe.setFocus)

    def confirm(self) -> None:
        reason = self.reason.text().strip()
        if self._asks_reason and not reason:
            row = self.form.fields["reason"]
            row.set_error(self._("Say why: the reason stays in the record."))
            row.focus_editor()
            return
        done = self.attempt(self._work(reason), key=self._key, form=self.form)
        if done is not None:
            self.accept()
            if self._then is not None:
                self._then(done)


CANCEL = N_("Cancel")
SAVE = N_("Save")
CLOSE = N_("Close")
