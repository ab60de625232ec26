"""The manager's desk: complaints, procedures, handover, traces, messages, wake-ups, keys, staff and rota."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reception_app.records.base import Base, Code, Key, Name, ref


class Complaint(Base):
    """severity 1 safety or legal, 2 major, 3 minor; state as rules.md 2.16."""

    __tablename__ = "complaint"
    __table_args__ = (CheckConstraint("severity between 1 and 3", name="severity"),)
    topic = "care"
    id: Mapped[Key]
    number: Mapped[Code] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(String(12), default="logged")
    reservation_id: Mapped[int | None] = ref("reservation", index=True)
    guest_id: Mapped[int | None] = ref("guest", index=True)
    room_id: Mapped[int | None] = ref("room")
    category: Mapped[str] = mapped_column(String(30), default="")
    department: Mapped[str] = mapped_column(String(30), default="")
    severity: Mapped[int] = mapped_column(default=3)
    channel: Mapped[str] = mapped_column(String(20), default="")
    text: Mapped[str] = mapped_column(default="")
    cause: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = ref("user")
    reported_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="")
    satisfaction: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)


class ComplaintStep(Base):
    """An action, a compensation (proposed, approved, posted) or a follow-up of a complaint."""

    __tablename__ = "complaint_step"
    topic = "care"
    id: Mapped[Key]
    complaint_id: Mapped[int] = ref("complaint", index=True)
    kind: Mapped[str] = mapped_column(String(15))
    text: Mapped[str] = mapped_column(default="")
    amount_minor: Mapped[int | None]
    cost_minor: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(12), default="")
    posting_id: Mapped[int | None]
    approved_by_id: Mapped[int | None] = ref("user")
    user_id: Mapped[int | None] = ref("user")
    at: Mapped[datetime]


class VipLevel(Base):
    __tablename__ = "vip_level"
    topic = "care"
    id: Mapped[Key]
    level: Mapped[int] = mapped_column(unique=True)
    name_pl: Mapped[Name]
    name_en: Mapped[Name]
    treatment: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Procedure(Base):
    __tablename__ = "procedure"
    __table_args__ = (UniqueConstraint("code", "issue", "language"),)
    topic = "care"
    id: Mapped[Key]
    code: Mapped[Code]
    kind: Mapped[str] = mapped_column(String(10), default="procedure")
    issue: Mapped[int] = mapped_column(default=1)
    language: Mapped[str] = mapped_column(String(2), default="pl")
    title: Mapped[Name]
    content: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = ref("user")
    valid_from: Mapped[date]
    tags: Mapped[list[str]] = mapped_column(default=list)


class ProcedureReading(Base):
    __tablename__ = "procedure_reading"
    topic = "care"
    audited = False
    procedure_id: Mapped[int] = ref("procedure", primary_key=True)
    user_id: Mapped[int] = ref("user", primary_key=True)
    at: Mapped[datetime | None]


class ChecklistRun(Base):
    __tablename__ = "checklist_run"
    topic = "care"
    id: Mapped[Key]
    procedure_id: Mapped[int] = ref("procedure")
    business_date: Mapped[date] = mapped_column(index=True)
    shift: Mapped[str] = mapped_column(String(20), default="")
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    user_id: Mapped[int | None] = ref("user")
    due_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]


class Handover(Base):
    __tablename__ = "handover"
    topic = "care"
    id: Mapped[Key]
    business_date: Mapped[date] = mapped_column(index=True)
    shift: Mapped[str] = mapped_column(String(20))
    from_user_id: Mapped[int | None] = ref("user")
    to_user_id: Mapped[int | None] = ref("user")
    summary: Mapped[dict[str, Any]] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(default="")
    from_signed_at: Mapped[datetime | None]
    to_signed_at: Mapped[datetime | None]


class HandoverItem(Base):
    __tablename__ = "handover_item"
    topic = "care"
    id: Mapped[Key]
    opened_in_id: Mapped[int | None] = ref("handover", index=True)
    category: Mapped[str] = mapped_column(String(30))
    text: Mapped[str]
    priority: Mapped[int] = mapped_column(default=2)
    owner_id: Mapped[int | None] = ref("user")
    reservation_id: Mapped[int | None] = ref("reservation")
    room_id: Mapped[int | None] = ref("room")
    state: Mapped[str] = mapped_column(String(10), default="open")
    due_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    taken_by_id: Mapped[int | None] = ref("user")
    done_at: Mapped[datetime | None]


class LogEntry(Base):
    __tablename__ = "log_entry"
    topic = "care"
    id: Mapped[Key]
    at: Mapped[datetime]
    business_date: Mapped[date] = mapped_column(index=True)
    user_id: Mapped[int | None] = ref("user")
    category: Mapped[str] = mapped_column(String(30), default="")
    text: Mapped[str]
    guest_id: Mapped[int | None] = ref("guest")
    room_id: Mapped[int | None] = ref("room")
    replaces_id: Mapped[int | None] = ref("log_entry")


class Trace(Base):
    """A task to a department on a date; overdue ones roll to the next day."""

    __tablename__ = "trace"
    topic = "care"
    id: Mapped[Key]
    reservation_id: Mapped[int | None] = ref("reservation", index=True)
    room_id: Mapped[int | None] = ref("room")
    department: Mapped[str] = mapped_column(String(20))
    due_on: Mapped[date] = mapped_column(index=True)
    text: Mapped[str]
    user_id: Mapped[int | None] = ref("user")
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = ref("user")


class GuestMessage(Base):
    __tablename__ = "guest_message"
    topic = "care"
    id: Mapped[Key]
    reservation_id: Mapped[int] = ref("reservation", index=True)
    text: Mapped[str]
    at: Mapped[datetime]
    user_id: Mapped[int | None] = ref("user")
    received_at: Mapped[datetime | None]


class WakeUpCall(Base):
    __tablename__ = "wake_up_call"
    topic = "care"
    id: Mapped[Key]
    reservation_id: Mapped[int] = ref("reservation", index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(12), default="pending")
    second_call: Mapped[bool] = mapped_column(default=False)
    instruction: Mapped[Name]
    answered_by_id: Mapped[int | None] = ref("user")


class KeyLog(Base):
    __tablename__ = "key_log"
    topic = "care"
    id: Mapped[Key]
    room_id: Mapped[int] = ref("room", index=True)
    reservation_id: Mapped[int | None] = ref("reservation")
    issued_to: Mapped[Name]
    issued_at: Mapped[datetime]
    returned_at: Mapped[datetime | None]
    user_id: Mapped[int | None] = ref("user")


class MaintenanceTicket(Base):
    __tablename__ = "maintenance_ticket"
    topic = "rooms"
    id: Mapped[Key]
    room_id: Mapped[int | None] = ref("room", index=True)
    text: Mapped[str]
    state: Mapped[str] = mapped_column(String(12), default="open")
    block_id: Mapped[int | None] = ref("room_block")
    reported_at: Mapped[datetime]
    user_id: Mapped[int | None] = ref("user")
    done_at: Mapped[datetime | None]


class MinorCheck(Base):
    """The fact that a minor's relation to the adult was checked (act of 13.05.2016, art. 22b): no copies."""

    __tablename__ = "minor_check"
    topic = "care"
    id: Mapped[Key]
    reservation_id: Mapped[int] = ref("reservation", index=True)
    initials: Mapped[str] = mapped_column(String(10), default="")
    birth_year: Mapped[int | None]
    relation: Mapped[str] = mapped_column(String(20))
    verified_how: Mapped[str] = mapped_column(String(20))
    escalation: Mapped[str] = mapped_column(String(20), default="")
    note: Mapped[Name]
    at: Mapped[datetime]
    user_id: Mapped[int | None] = ref("user")


class Employee(Base):
    __tablename__ = "employee"
    topic = "rota"
    id: Mapped[Key]
    user_id: Mapped[int | None] = ref("user")
    name: Mapped[Name]
    department: Mapped[str] = mapped_column(String(20), default="reception")
    contract: Mapped[str] = mapped_column(String(20), default="employment")
    system: Mapped[str] = mapped_column(String(15), default="basic")
    part_time_bp: Mapped[int] = mapped_column(default=10000)
    exempt: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)


class ShiftTemplate(Base):
    __tablename__ = "shift_template"
    topic = "rota"
    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name_pl: Mapped[Name]
    name_en: Mapped[Name]
    start_minutes: Mapped[int]
    length_minutes: Mapped[int]


class RotaVersion(Base):
    __tablename__ = "rota_version"
    topic = "rota"
    id: Mapped[Key]
    first: Mapped[date] = mapped_column(index=True)
    last: Mapped[date]
    issue: Mapped[int] = mapped_column(default=1)
    published_at: Mapped[datetime | None]
    reason: Mapped[Name]
    user_id: Mapped[int | None] = ref("user")


class RotaEntry(Base):
    __tablename__ = "rota_entry"
    __table_args__ = (UniqueConstraint("rota_id", "employee_id", "on", "start_minutes"),)
    topic = "rota"
    audited = False
    id: Mapped[Key]
    rota_id: Mapped[int] = ref("rota_version")
    employee_id: Mapped[int] = ref("employee")
    on: Mapped[date] = mapped_column(index=True)
    start_minutes: Mapped[int]
    length_minutes: Mapped[int]
    template_id: Mapped[int | None] = ref("shift_template")
    worked_minutes: Mapped[int | None]


class Absence(Base):
    __tablename__ = "absence"
    topic = "rota"
    id: Mapped[Key]
    employee_id: Mapped[int] = ref("employee", index=True)
    first: Mapped[date]
    last: Mapped[date]
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12), default="asked")
