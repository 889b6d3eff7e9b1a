"""Who appears in the demonstration: accounts by their part, never by a person's name, and the seats of each story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dialogues.models import Dialogue, Seat
from dialogues.services.appearance import choose_seat_appearance
from dialogues.services.invitations import accept, accept_as_new, invite, invite_role
from dialogues.services.seats import add_seat
from dialogues.states import Appearance, Category, DelegateRole, Role
from inspired.core.models import User
from inspired.core.services import change_account, create_account
from inspired.core.signing_in import find_account
from inspired.front.services import open_to_visitors
from inspired.front.signins import SIGN_INS

VISITORS = frozenset(sign_in.email for sign_in in SIGN_INS)


@dataclass(frozen=True)
class Part:
    """An organisation at the table: a short key, its name, its category, and how whoever speaks for it is called."""

    key: str
    name: str
    category: str
    function: str
    signs: bool = True
    email: str = ""
    speaks_for: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The address of the head delegate."""
        return self.email or f"{self.key}@example.org"


@dataclass
class Table:
    """A dialogue while its story is told: its host, its seats and who speaks for each, by the key of the part."""

    dialogue: Dialogue
    host: User
    seats: dict[str, Seat] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    signing: list[str] = field(default_factory=list)

    def signers(self) -> list[Seat]:
        """The seats that may sign."""
        return [self.seats[key] for key in self.signing]


def account(email: str, name: str, *, is_host: bool = False, is_admin: bool = False) -> User:
    """Find or create an account that the command line makes; those of visitors get the shared password."""
    found = find_account(email)
    made = found or create_account(email, by=None, name=name, is_host=is_host, is_admin=is_admin)
    if is_host and not made.is_host:
        made = change_account(made, by=None, is_host=True)
    return open_to_visitors(made, by=None) if email in VISITORS else made


def seat_down(table: Table, parts: Iterable[Part], groups: Iterable[object] = ()) -> None:
    """Invite each organisation's head delegate and let them accept, so that the seat is at the table."""
    by_name = {str(group): group for group in groups}
    for part in parts:
        spoken_for = [by_name[name] for name in part.speaks_for]
        seat = add_seat(table.dialogue, by=table.host, category=part.category, name=part.name, speaks_for=spoken_for)  # type: ignore[arg-type]
        invitation = invite(
            seat,
            by=table.host,
            email=part.address,
            delegate_role=DelegateRole.HEAD,
            may_sign=part.signs,
            name=part.function,
            function=part.function,
            language="en",
        )
        known = find_account(part.address)
        if known:
            accept(invitation, by=known, generation=1)
        person = known or accept_as_new(invitation, by=None, generation=1, name=part.function, language="en")
        if part.address in VISITORS:
            open_to_visitors(person, by=None)
        table.seats[part.key], table.people[part.key] = seat, person
        if part.signs:
            table.signing.append(part.key)


def take_role(table: Table, role: str, email: str, name: str) -> User:
    """Invite somebody to a role without a seat, and let them accept."""
    invitation = invite_role(table.dialogue, by=table.host, role=role, email=email, name=name, language="en")
    known = find_account(email)
    if known:
        accept(invitation, by=known, generation=1)
    person = known or accept_as_new(invitation, by=None, generation=1, name=name, language="en")
    return open_to_visitors(person, by=None) if email in VISITORS else person


def appear_in_public(table: Table, keys: Iterable[str]) -> None:
    """Let these organisations choose, as their delegates do, to be named in public."""
    for key in keys:
        choose_seat_appearance(
            table.seats[key],
            by=table.people[key],
            to_participants=Appearance.ORGANISATION,
            in_documents=Appearance.ORGANISATION,
            in_public=Appearance.ORGANISATION,
        )


DOMESTIC = (
    Part("labour", "Ministry of Labour, Directorate of Labour", Category.ADMINISTRATION, "Director of labour"),
    Part("inspectorate", "Labour Inspectorate", Category.ADMINISTRATION, "Chief inspector"),
    Part("socialsecurity", "Social Security Institute", Category.ADMINISTRATION, "Head of contributions"),
    Part("finance", "Ministry of Finance, Budget Directorate", Category.ADMINISTRATION, "Budget director"),
    Part("statistics", "National Statistics Institute", Category.ADMINISTRATION, "Head of social statistics"),
    Part("committee", "Parliamentary Committee on Social Affairs", Category.PARLIAMENT, "Committee secretary"),
    Part("women", "Women’s Wing of the Governing Party", Category.PARTIES, "Policy officer"),
    Part("opposition", "Main Opposition Party", Category.PARTIES, "Spokesperson for social policy"),
    Part("confederation", "General Confederation of Workers", Category.SOCIAL_AGENTS, "Secretary for organising"),
    Part("freeunions", "Confederation of Free Trade Unions", Category.SOCIAL_AGENTS, "Deputy secretary-general"),
    Part("chamber", "Chamber of Commerce", Category.SOCIAL_AGENTS, "Legal adviser"),
    Part("employers", "Group of Employers of Domestic Workers", Category.SOCIAL_AGENTS, "Convenor"),
    Part(
        "workers",
        "Domestic Workers’ Association",
        Category.CIVIL_SOCIETY,
        "President of the association",
        email="stakeholder@example.org",
        speaks_for=("Domestic workers who live in",),
    ),
    Part(
        "rural",
        "Rural Women’s Network",
        Category.CIVIL_SOCIETY,
        "Coordinator",
        speaks_for=("Young women from rural municipalities",),
    ),
    Part("commission", "National Human Rights Commission", Category.NHRI, "Commissioner for economic rights"),
    Part("university", "Public University, Centre for Labour Studies", Category.ACADEMIA, "Director of research"),
    Part("radio", "National Radio", Category.MEDIA, "Editor, social affairs", signs=False),
)
GROUPS = (
    "Domestic workers who live in",
    "Young women from rural municipalities",
    "Migrant domestic workers",
)
DISABILITIES = (
    Part("d-labour", "Ministry of Labour and Social Protection", Category.ADMINISTRATION, "Head of employment policy"),
    Part("d-federation", "Federation of Organisations of Persons with Disabilities", Category.CIVIL_SOCIETY, "Chair"),
    Part("d-employers", "Employers’ Federation", Category.SOCIAL_AGENTS, "Policy adviser"),
    Part("d-commission", "Human Rights Commission", Category.NHRI, "Commissioner"),
    Part("d-committee", "Parliamentary Standing Committee on Social Policy", Category.PARLIAMENT, "Committee adviser"),
    Part("d-university", "National University, Faculty of Law", Category.ACADEMIA, "Associate professor"),
)
WOMEN = (
    Part("w-economy", "Ministry of Economy", Category.ADMINISTRATION, "Head of labour markets"),
    Part("w-union", "Confederation of Trade Unions", Category.SOCIAL_AGENTS, "Secretary for equality"),
    Part("w-employers", "Union of Employers", Category.SOCIAL_AGENTS, "Deputy director"),
    Part("w-network", "Women’s Employment Network", Category.CIVIL_SOCIETY, "Coordinator"),
    Part("w-defender", "Office of the Human Rights Defender", Category.NHRI, "Adviser on women’s rights"),
)
TEAM = ((Role.FACILITATOR, "facilitator@example.org", "Facilitator of the host team"),)
