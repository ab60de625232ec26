"""The status bar: which store, when something was last saved, the hotel's clock, the key of the key sheet."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout

from reception_app.clock import HOTEL_ZONE
from reception_app.refusal import N_
from ui import theme
from ui.base import Window
from ui.shell.commands import Commands
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import ElidedLabel, Icon, Label
from ui.widgets.panel import Panel

LOCAL = N_("Local database: saved {time}")
SERVER = N_("Database server: saved {time}")
LOCAL_IDLE = N_("Local database: connected")
SERVER_IDLE = N_("Database server: connected")
LOST = N_("Database lost since {time}")


class StatusBar(Window):
    """One line of 24 pixels; narrow windows keep the store and the clock."""

    def __init__(self, workplace: Any, commands: Commands) -> None:
        super().__init__(workplace)
        theme.fix_height(self, theme.STATUS_BAR)
        self._store_icon = Icon("database", 13)
        self.store = ElidedLabel("", "small", "text2")
        self.clock = Label("", "small", "text2")
        self.keys = ActionButton(commands["keys"], kind="tool", size="small")
        self.keys.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = Panel("rail", edges="t")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        row = QHBoxLayout(ground)
        row.setContentsMargins(scaled(12), 1, scaled(8), 0)
        row.setSpacing(scaled(7))
        row.addWidget(self._store_icon)
        row.addWidget(self.store, 1)
        row.addWidget(self.clock)
        row.addSpacing(scaled(12))
        row.addWidget(self.keys)
        # Minutes are enough, but the minute must turn when the clock's does.
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        workplace.saved.connect(self.show_store)
        workplace.trouble.connect(lambda _text: self.show_store())
        workplace.recovered.connect(self.show_store)
        self.show_store()
        self._tick()

    def retranslate(self) -> None:
        super().retranslate()
        self.show_store()
        self._tick()

    def _tick(self) -> None:
        self.clock.setText(self._.moment(self.workplace.desk.clock.now())[-5:])

    def show_store(self) -> None:
        """The store's state in words; lost is red and has its own icon."""
        _, place = self._, self.workplace
        local = place.desk.database.is_sqlite
        if place.lost_since is not None:
            self.store.setText(_(LOST, time=_.moment(place.lost_since)[-5:]))
            self.store.set_ink("bad")
            self._store_icon.set("unplug", "bad")
            return
        self.store.set_ink("text2")
        self._store_icon.set("database", "text2")
        if place.saved_at is None:
            self.store.setText(_(LOCAL_IDLE if local else SERVER_IDLE))
        else:
            self.store.setText(
                _(LOCAL if local else SERVER, time=f"{place.saved_at.astimezone(ZoneInfo(HOTEL_ZONE)):%H:%M:%S}")
            )
