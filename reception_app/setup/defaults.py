"""What a new Polish hotel starts with: VAT rates, charge codes, rate plans and policies; all of it can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

# 23, 8 and 5 % have been in force since 2011 (VAT Act art. 146ef and before it 146a).
VAT_SINCE = date(2011, 1, 1)
LODGING = "55.10.10.0"


@dataclass(frozen=True)
class VatDefault:
    """code: shown to the clerk. kind: taxed, exempt or outside. rate_bp: hundredths of a percent.

    ksef: P_12 of FA(3). net, vat: fields of JPK_V7M(3). letter: of the fiscal printer.
    """

    code: str
    kind: str
    rate_bp: int
    ksef: str = ""
    net: str = ""
    vat: str = ""
    letter: str = ""


VAT_RATES = (
    VatDefault("23", "taxed", 2300, "23", "K_19", "K_20", "A"),
    VatDefault("8", "taxed", 800, "8", "K_17", "K_18", "B"),
    VatDefault("5", "taxed", 500, "5", "K_15", "K_16", "C"),
    VatDefault("zw", "exempt", 0, "zw", "K_10", "", "E"),
    VatDefault("poza", "outside", 0),
)


@dataclass(frozen=True)
class ChargeDefault:
    """A charge code: names and units in both languages, its VAT code, group and classifications."""

    code: str
    name_pl: str
    name_en: str
    vat: str
    group: str
    unit_pl: str = "szt."
    unit_en: str = "pc"
    pkwiu: str = ""
    gtu: str = ""
    price_minor: int = 0
    local_fee: bool = False


# Rates after spec/poland.md section 3; what an accountant has to confirm stays dated data.
CHARGE_CODES = (
    ChargeDefault("NOC", "Nocleg", "Room night", "8", "room", "doba", "night", LODGING),
    # The Polish tax practice takes a night with breakfast as one service on one line.
    ChargeDefault("NSN", "Nocleg ze śniadaniem", "Room night with breakfast", "8", "room", "doba", "night", LODGING),
    ChargeDefault("DOS", "Dostawka", "Extra bed", "8", "room", "doba", "night", LODGING, price_minor=8000),
    ChargeDefault("LOZ", "Łóżeczko dziecięce", "Cot", "8", "room", "doba", "night", LODGING, price_minor=3000),
    ChargeDefault("ZWI", "Pobyt zwierzęcia", "Pet in room", "8", "room", "doba", "night", LODGING, price_minor=5000),
    ChargeDefault("DZI", "Pobyt dzienny", "Day use", "8", "room", "pobyt", "stay", LODGING),
    ChargeDefault("POZ", "Późne wymeldowanie", "Late check-out", "8", "room", "usł.", "item", LODGING),
    ChargeDefault("SNI", "Śniadanie", "Breakfast", "8", "food", "os.", "person", "56.10.11.0", price_minor=5500),
    ChargeDefault("OBK", "Obiadokolacja", "Dinner", "8", "food", "os.", "person", "56.10.11.0", price_minor=8500),
    ChargeDefault("RGA", "Restauracja – dania", "Restaurant – food", "8", "food", pkwiu="56.10.11.0"),
    ChargeDefault("RNA", "Restauracja – napoje", "Restaurant – drinks", "23", "food", pkwiu="56.30.10.0"),
    ChargeDefault("MIN", "Minibar", "Minibar", "23", "food"),
    ChargeDefault("MIA", "Minibar – alkohol", "Minibar – alcohol", "23", "food", gtu="GTU_01"),
    ChargeDefault("PAR", "Parking", "Parking", "23", "other", "doba", "day", price_minor=4500),
    ChargeDefault("PRA", "Pranie", "Laundry", "23", "other"),
    ChargeDefault("MAS", "Masaż", "Massage", "23", "other", "zabieg", "session", price_minor=18000),
    ChargeDefault("SAU", "Sauna", "Sauna", "8", "other", "wejście", "entry", price_minor=6000),
    ChargeDefault("TRF", "Transfer", "Transfer", "8", "other", "kurs", "ride", "49.32.12.0", price_minor=12000),
    ChargeDefault("TEL", "Telefon", "Telephone", "23", "other"),
    ChargeDefault("SAL", "Sala konferencyjna", "Conference room", "23", "other", "doba", "day"),
    ChargeDefault("ROW", "Wypożyczenie roweru", "Bike rental", "23", "other", "doba", "day", price_minor=6000),
    ChargeDefault("KAR", "Opłata za naruszenie regulaminu", "House rule penalty", "8", "fee", "usł.", "item", LODGING),
    ChargeDefault("ANU", "Opłata za anulację lub niedojazd", "Cancellation or no-show fee", "poza", "fee"),
    ChargeDefault("BON", "Bonifikata", "Allowance", "8", "room", "usł.", "item", LODGING),
    ChargeDefault("INN", "Inne", "Other", "23", "other"),
    ChargeDefault(
        "OPM", "Opłata miejscowa", "Local fee", "poza", "tax", "os./dobę", "person/day", price_minor=346, local_fee=True
    ),
)


@dataclass(frozen=True)
class PlanDefault:
    """A rate plan: which charge code a night is posted under, and the meal in its price."""

    code: str
    name_pl: str
    name_en: str
    charge: str
    meal: str


RATE_PLANS = (
    PlanDefault("BB", "Nocleg ze śniadaniem", "Room with breakfast", "NSN", "BB"),
    PlanDefault("RO", "Sam nocleg", "Room only", "NOC", "RO"),
)

# identity_documents: whether a profile may hold type and number of an identity document (GP-05).
# check_in_needs: room statuses fit for check-in. local_fee: whether the night audit posts the local fee.
POLICY: dict[str, Any] = {
    "identity_documents": False,
    "check_in_needs": ["clean", "inspected"],
    "local_fee": False,
}


@dataclass(frozen=True)
class TypeDefault:
    """A room type the wizard offers; rooms of other types make their own."""

    code: str
    name_pl: str
    name_en: str
    capacity: int


ROOM_TYPES = (
    TypeDefault("JED", "Jednoosobowy", "Single", 1),
    TypeDefault("DWU", "Dwuosobowy", "Double", 2),
    TypeDefault("DWT", "Dwuosobowy (twin)", "Twin", 2),
    TypeDefault("TRZ", "Trzyosobowy", "Triple", 3),
    TypeDefault("ROD", "Rodzinny", "Family", 4),
    TypeDefault("APT", "Apartament", "Suite", 4),
)
