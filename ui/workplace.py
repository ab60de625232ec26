"""The Desk for windows: what changed, who is signed in, which language, and whether the store is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLibraryInfo,
    QLocale,
    QObject,
    Qt,
    QThread,
    QTimer,
    QTranslator,
    Signal,
)
from PySide6.QtWidgets import QApplication

from reception_app.desk import Desk, Done, SignedIn
from reception_app.i18n import Translator, translator
from reception_app.refusal import Trouble, Unavailable
from reception_app.settings import Settings
from ui.errors import fault

T = TypeVar("T")
POLL_MS = 2000
_LOCALES = {"pl": "pl_PL", "en": "en_GB"}


class QtTexts(QTranslator):
    """Qt's own texts in the current language; stays installed and changes what it says.

    Swapping two installed translators would send LanguageChange to every widget twice.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._own: dict[tuple[str, str], str] = {}
        self._catalogue = QTranslator(self)

    def speak(self, language: str) -> None:
        _ = translator(language)
        # Qt's Polish catalogue says "Zachowaj" and "Odrzuć"; Polish programs say otherwise.
        self._own = {
            ("QPlatformTheme", "Save"): _("Save"),
            ("QPlatformTheme", "Discard"): _("Discard changes"),
            ("QPlatformTheme", "Cancel"): _("Cancel"),
            ("QPlatformTheme", "Close"): _("Close"),
        }
        fresh = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        fresh.load(QLocale(_LOCALES[language]), "qtbase", "_", folder)
        self._catalogue.deleteLater()
        self._catalogue = fresh

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        own = self._own.get((context, source))
        if own is not None:
            return own
        # An empty answer would count as a translation; Qt's texts are English already.
        return self._catalogue.translate(context, source, disambiguation, n) or source


class Workplace(QObject):
    """What every window is given: read, change, the language, the user, and the news.

    changed(topics: frozenset[str]): after a change of ours or of another desk, always in the thread of the windows.
    refused(text): a refusal for which no window had a place. language_changed(language). user_changed().
    trouble(text): the store is lost; recovered(): it is there again and every topic has been announced.
    saved(): a change of ours is on the disk.
    """

    changed = Signal(object)
    refused = Signal(str)
    language_changed = Signal(str)
    user_changed = Signal()
    trouble = Signal(str)
    recovered = Signal()
    saved = Signal()
    _news = Signal(object)

    def __init__(self, desk: Desk, settings: Settings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.settings = settings or Settings()
        self.language = "pl"
        self.translator: Translator = translator("pl")
        self.lost_since: Any = None
        self.saved_at: Any = None
        self._lost_text = ""
        self._qt_texts: QtTexts | None = None
        # None until the first look: what is there then is not news.
        self._known: dict[str, int] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.poll)
        self._news.connect(self._announce, Qt.ConnectionType.QueuedConnection)

    # --- language -------------------------------------------------------------------------------------------

    def set_language(self, language: str) -> None:
        """Switch every open window to "pl" or "en" without a restart."""
        if language not in _LOCALES:
            language = "en"
        self.language = language
        self.translator = translator(language)
        locale = QLocale(_LOCALES[language])
        QLocale.setDefault(locale)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            for window in app.topLevelWidgets():
                window.setLocale(locale)
            if self._qt_texts is None:
                self._qt_texts = QtTexts(self)
                self._qt_texts.speak(language)
                app.installTranslator(self._qt_texts)
            else:
                self._qt_texts.speak(language)
                QCoreApplication.sendEvent(app, QEvent(QEvent.Type.LanguageChange))
        self.language_changed.emit(language)

    # --- data -----------------------------------------------------------------------------------------------

    def read(self, work: Callable[[Any], T]) -> T:
        """The value of ``work(session)``; raises Unavailable when the store is lost."""
        try:
            return self.desk.read(work)
        except Unavailable as trouble:
            self._lose(trouble)
            raise

    def change(self, work: Callable[[Any], T], key: str | None = None) -> Done[T]:
        """One user action as one transaction; afterwards every window watching its topics refreshes.

        key: UUID made by the window before the first try, so that trying again writes nothing twice.
        Raises Refusal, Conflict, Denied (for the window that asked) or Unavailable (banner shown already).
        """
        try:
            done = self.desk.change(work, key)
        except Unavailable as trouble:
            # A full disk or a busy moment stops this change only; the banner is for a store that cannot be read.
            self._ask_after(trouble)
            raise
        if QThread.currentThread() is self.thread():
            self._announce(done.topics)
        else:
            self._news.emit(done.topics)
        return done

    def attempt(
        self, work: Callable[[Any], T], key: str | None = None, refused: Callable[[Trouble], None] | None = None
    ) -> Done[T] | None:
        """change(), but a refusal goes to ``refused(trouble)`` or, without it, to the strip of the main window."""
        try:
            return self.change(work, key)
        except Trouble as trouble:
            if refused is not None:
                refused(trouble)
            else:
                self.refuse(trouble)
            return None

    def refuse(self, trouble: Trouble) -> None:
        """Show a refusal that has no place of its own."""
        self.refused.emit(self.translator.explain(trouble))

    def _announce(self, topics: frozenset[str]) -> None:
        for topic in topics:
            # Our own bump is known news; another desk's bump in between still shows as a difference.
            if self._known is not None:
                self._known[topic] = self._known.get(topic, 0) + 1
        self.saved_at = self.desk.clock.now()
        self.saved.emit()
        self.changed.emit(topics)

    # --- user -----------------------------------------------------------------------------------------------

    @property
    def user(self) -> SignedIn | None:
        return self.desk.user

    def sign_in(self, login: str, password: str) -> SignedIn:
        """Sign in and tell every window; raises Refusal with the wait in its parameters."""
        signed = self.desk.sign_in(login, password)
        self.user_changed.emit()
        return signed

    def sign_in_free(self, login: str) -> SignedIn:
        """Sign in without a password where the desk allows it: the demo hotel and a hotel without users yet."""
        signed = self.desk.sign_in_as(login)
        self.user_changed.emit()
        return signed

    def sign_out(self) -> None:
        self.desk.sign_out()
        self.user_changed.emit()

    def may(self, permission: str | None) -> bool:
        return permission is None or self.desk.may(permission)

    # --- news and trouble -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin looking for news of other desks every two seconds."""
        self.poll()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def poll(self) -> None:
        """Look at the revisions once: announce what other desks changed, notice a lost store and its return."""
        try:
            fresh = self.desk.database.revisions()
        except Unavailable as trouble:
            self._lose(trouble)
            return
        except Exception as error:  # a fault here would come back every two seconds; one line in the log is enough
            self._lose(fault(error))
            return
        known, self._known = self._known, fresh
        if self.lost_since is not None:
            self.lost_since = None
            self._lost_text = ""
            self.recovered.emit()
            self.changed.emit(frozenset(fresh) | {"house"})
            return
        if known is None:
            return
        news = frozenset(topic for topic, number in fresh.items() if known.get(topic) != number)
        if news:
            self.changed.emit(news)

    def _ask_after(self, trouble: Unavailable) -> None:
        try:
            self.desk.database.revisions()
        except Unavailable:
            self._lose(trouble)

    def _lose(self, trouble: Trouble) -> None:
        text = self.translator.explain(trouble)
        if self.lost_since is None:
            self.lost_since = self.desk.clock.now()
        self._lost_text = text
        self.trouble.emit(text)

    def lost_text(self) -> str:
        """The banner's sentence, or "" while the store is there."""
        if self.lost_since is None:
            return ""
        _ = self.translator
        return _("{what} Read only since {time}.", what=self._lost_text, time=_.moment(self.lost_since)[-5:])
