"""The registration card: what the guest confirms and signs at check-in, in the guest's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reception_app.documents.letter import letter_head, signature
from reception_app.documents.paper import LABEL, MM, NAME, TEXT, Paper, one_at_a_time
from reception_app.documents.parties import Hotel, page_text
from reception_app.i18n import Translator


@dataclass(frozen=True)
class Consent:
    """A separate, voluntary consent: its whole text and whether the guest has given it already; unticked otherwise."""

    text: str
    given: bool = False


@dataclass(frozen=True)
class RegistrationCard:
    """Fields of the card; an empty one is printed as a line to fill in by hand.

    document: number of an identity document, left out by default: it is shown, not kept.
    companions: names. consents: empty takes the standard marketing consent.
    language: the guest's; render it with its translator.
    """

    hotel: Hotel
    stay_no: str
    last_name: str
    first_name: str
    arrival: date
    departure: date
    room: str
    room_type: str
    adults: int
    children: int
    address: str = ""
    nationality: str = ""
    phone: str = ""
    email: str = ""
    car_plate: str = ""
    document: str = ""
    companions: tuple[str, ...] = ()
    rate: str = ""
    consents: tuple[Consent, ...] = ()
    reprint: bool = False
    language: str = "pl"


@one_at_a_time
def render(content: RegistrationCard, _: Translator) -> bytes:
    """The PDF of one card."""
    title = _("Registration card")
    paper = Paper(title, language=_.language)
    facts = [(_("Reservation"), content.stay_no), (_("Arrival"), _.day(content.arrival))]
    facts.append((_("Departure"), _.day(content.departure)))
    if content.reprint:
        facts.append((_("Reprint"), ""))
    letter_head(paper, content.hotel, facts, title)
    paper.down(6)
    nights = (content.departure - content.arrival).days
    persons = [_.plural("{n} adult", "{n} adults", content.adults)]
    if content.children:
        persons.append(_.plural("{n} child", "{n} children", content.children))
    stay = _.plural("{n} night", "{n} nights", nights) if nights else _("day use")
    full = paper.right - paper.left
    room = " · ".join(part for part in (content.room, content.room_type) if part)
    _pair(paper, (_("Last name"), content.last_name), (_("First name"), content.first_name))
    _field(paper, paper.left, full, _("Address"), content.address)
    _pair(paper, (_("Phone"), content.phone), (_("E-mail"), content.email))
    _pair(paper, (_("Nationality"), content.nationality), (_("Car plate (optional)"), content.car_plate))
    _pair(paper, (_("Room"), room), (_.context("paper", "Stay"), f"{stay}, {', '.join(persons)}"))
    if content.rate or content.document:
        _pair(paper, (_("Price"), content.rate), (_("Document number"), content.document))
    if content.companions:
        _field(paper, paper.left, full, _("Accompanying persons"), ", ".join(content.companions), most=4)
    paper.down(3)
    _texts(paper, content, _)
    if not paper.has_room(26 * MM):
        paper.turn()
    paper.down(22)
    signature(paper, paper.left, paper.left + 54 * MM, _.context("paper", "Date"))
    signature(paper, paper.right - 79 * MM, paper.right, _("Guest's signature"))
    left = content.hotel.foot(_)
    return paper.finish(lambda n, m: (left, page_text(_, n, m)))


def _pair(paper: Paper, one: tuple[str, str], two: tuple[str, str]) -> None:
    """Two fields side by side; the cursor goes below the deeper one."""
    half = 79 * MM
    top = paper.y
    _field(paper, paper.left, half, *one)
    lowest = paper.y
    paper.y = top
    _field(paper, paper.right - half, half, *two)
    paper.y = min(paper.y, lowest)


def _field(paper: Paper, x: float, width: float, label: str, value: str, most: int = 2) -> None:
    paper.text(x, paper.y, label, LABEL)
    paper.down(5.2)
    paper.wrapped(x, value, width, NAME, most=most)
    paper.y += NAME.leading if value.strip() else 0
    paper.down(1.8)
    paper.rule(paper.y, x, x + width, hair=True)
    paper.down(5.4)


def _texts(paper: Paper, content: RegistrationCard, _: Translator) -> None:
    """Statement, information clause, and consents with boxes to tick."""
    hotel, full = content.hotel, paper.right - paper.left
    controller = ", ".join(part for part in (hotel.legal_name or hotel.name, *hotel.address) if part)
    clause = _(
        "The controller of your personal data is {controller}. We process them to perform the accommodation contract, "
        "to meet legal duties and to settle claims (Art. 6(1)(b), (c) and (f) GDPR) and keep them no longer than these "
        "purposes need. You may see, correct, restrict or erase them, object, and complain to the data protection "
        "authority. An identity document is only shown; we do not copy it.",
        controller=controller,
    )
    paper.wrapped(paper.left, _("I confirm the data above and accept the house rules."), full, TEXT)
    paper.down(1.5)
    paper.wrapped(paper.left, clause, full, LABEL, most=16)
    paper.down(3)
    standard = Consent(
        _("I agree to receive offers of {hotel} by e-mail. Voluntary, may be withdrawn.", hotel=hotel.name)
    )
    for consent in content.consents or (standard,):
        if not paper.has_room(10 * MM):
            paper.turn()
        side = 3 * MM
        paper.canvas.setLineWidth(0.75)
        paper.canvas.setStrokeColorRGB(0, 0, 0)
        paper.canvas.rect(paper.left, paper.y - 0.3 * MM, side, side, stroke=1, fill=0)
        if consent.given:
            low, high = paper.y - 0.3 * MM, paper.y - 0.3 * MM + side
            paper.canvas.line(paper.left, low, paper.left + side, high)
            paper.canvas.line(paper.left, high, paper.left + side, low)
        paper.wrapped(paper.left + 6 * MM, consent.text, full - 6 * MM, TEXT)
        paper.down(1.5)
