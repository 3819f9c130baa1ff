from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reconcile.identity import Identity, identity
from pipeline.reconcile.match import Match, Tie, compare, match_member, owner_of, same_applicant
from pipeline.reconcile.register import Register
from pipeline.records import Member, MemberValue, Status
from tests.unit.reconcile.building import CAMPAIGN, Values, town

MEMBERS = {
    "Ajuntament de Barcelona": (
        "municipality",
        "ES",
        "barcelona.example",
        ("Ayuntamiento de Barcelona", "City of Barcelona"),
    ),
    "Ville de Grigny": ("municipality", "FR", "grigny.example", ("Commune de Grigny", "Mairie de Grigny", "Grigny")),
    "Gwangju Metropolitan City": (
        "metropolis",
        "KR",
        "gwangju.example",
        ("광주광역시", "City of Gwangju", "광주광역시청"),
    ),
    "Gobierno de la Ciudad de México": ("region", "MX", "cdmx.example", ("Mexico City", "Ciudad de México")),
    "Gemeente Utrecht": ("municipality", "NL", "utrecht.example", ("City of Utrecht", "Municipality of Utrecht")),
    "Stadt Wien": ("municipality", "AT", "wien.example", ("Wien", "Magistrat der Stadt Wien")),
    "Département de la Seine-Saint-Denis": (
        "province",
        "FR",
        "seinesaintdenis.example",
        ("Conseil départemental de la Seine-Saint-Denis", "Seine-Saint-Denis"),
    ),
    "Gobierno Regional de Valparaíso": ("region", "CL", "gorevalparaiso.example", ("Región de Valparaíso",)),
    "Ajuntament de Manresa": ("municipality", "ES", "manresa.example", ("Ayuntamiento de Manresa", "Manresa")),
    "Ajuntament de Granollers": ("municipality", "ES", "granollers.example", ("City of Granollers",)),
    "Municipio de Esteban Echeverría": (
        "municipality",
        "AR",
        "estebanecheverria.example",
        ("Municipalidad de Esteban Echeverría", "Esteban Echeverria"),
    ),
    "Intendencia de Montevideo": ("province", "UY", "montevideo.example", ("Intendencia Departamental de Montevideo",)),
    "Municipio de Quilmes": ("municipality", "AR", "quilmes.example", ("Municipalidad de Quilmes",)),
    "Ville de Grenoble": ("municipality", "FR", "grenoble.example", ("City of Grenoble", "GRENOBLE")),
    "Alcaldía Iztapalapa": (
        "district",
        "MX",
        "iztapalapa.example",
        ("Alcaldía de Iztapalapa", "Borough of Iztapalapa"),
    ),
    "Diputació de Barcelona": ("province", "ES", "diba.example", ("Diputación de Barcelona", "Province of Barcelona")),
    "Ajuntament de Sant Pere de Ribes": ("municipality", "ES", "ribes.example", ("Sant Pere de Ribes",)),
    "Ajuntament de l'Alfàs del Pi": ("municipality", "ES", "alfas.example", ("Ayuntamiento de l’Alfàs del Pi",)),
    "Municipalidad de Chiguayante": ("municipality", "CL", "chiguayante.example", ("I. Municipalidad de Chiguayante",)),
    "Municipalidad de San Antonio": (
        "municipality",
        "CL",
        "sanantonio.example",
        ("Ilustre Municipalidad de San Antonio",),
    ),
    "Ayuntamiento de Rivas Vaciamadrid": ("municipality", "ES", "rivas.example", ("City of Rivas Vaciamadrid",)),
    "Concello de Ames": ("municipality", "ES", "ames.example", ("Ayuntamiento de Ames (A Coruña)", "Ames")),
    "Gobierno Autónomo Municipal de Cochabamba": (
        "municipality",
        "BO",
        "cochabamba.example",
        ("Alcaldía de Cochabamba",),
    ),
    "Municipalidad de Villa Carlos Paz": ("municipality", "AR", "carlospaz.example", ("City of Villa Carlos Paz",)),
    "Municipio de Morón": ("municipality", "AR", "moron.example", ("Municipalidad de Moron",)),
    "Ville de Villejuif": ("municipality", "FR", "villejuif.example", ("Mairie de Villejuif",)),
    "Ville de Malakoff": ("municipality", "FR", "malakoff.example", ("Commune de Malakoff",)),
    "Greater Irbid Municipality": ("municipality", "JO", "irbid.example", ("Irbid Municipality", "City of Irbid")),
    "Coalition of Somali Human Rights Defenders (CSHRDs)": (
        "non_government",
        "SO",
        "cshrds.example",
        ("Coalition of Somali Human Rights Defenders",),
    ),
}
"""The governments known as members (public facts), with the other ways they word their names; hosts are invented."""


def member(number: int, values: Values, *senders: str, status: Status = Status.READY) -> tuple[Member, Identity]:
    held = tuple(MemberValue(key, value, "form") for key, value in values.items())
    known = Member(f"M{number:04}", status, "1", held, senders=senders)
    return known, identity(values, senders, CAMPAIGN)


def who(values: Values, *senders: str) -> Identity:
    return identity(values, senders, CAMPAIGN)


def register(*forms: Values) -> list[tuple[Member, Identity]]:
    return [member(number, values, str(values["contact_email"])) for number, values in enumerate(forms, 1)]


FORMS = {
    name: town(name, host, government_type=kind, country=country) for name, (kind, country, host, _) in MEMBERS.items()
}
ALL = register(*FORMS.values())
IDS = {name: known.id for name, (known, _) in zip(FORMS, ALL, strict=True)}


def test_the_known_members_are_29() -> None:
    """The list is whole."""
    assert len(MEMBERS) == 29


@pytest.mark.parametrize("name", MEMBERS)
def test_a_known_member_is_new_beside_all_others(name: str) -> None:
    """None of the 29 is taken for another one, nor held because of another one."""
    others = [each for each in ALL if each[0].id != IDS[name]]
    assert match_member(who(FORMS[name], f"rights@{MEMBERS[name][2]}"), others) == Match(None)


@pytest.mark.parametrize("name", MEMBERS)
def test_a_known_member_is_itself_however_it_words_its_name(name: str) -> None:
    """The same country, kind and domain, new people, another wording: the same member."""
    kind, country, host, wordings = MEMBERS[name]
    for wording in (name, name.upper(), *wordings):
        newer = town(
            wording,
            host,
            government_type=kind,
            country=country,
            leader_name="New Leader",
            contact_name="New Officer",
            contact_email=f"office@{host}",
        )
        assert match_member(who(newer, f"office@{host}"), ALL) == Match(IDS[name]), wording


@pytest.mark.parametrize("name", MEMBERS)
def test_a_known_member_that_writes_from_anywhere_is_held_not_doubled(name: str) -> None:
    """A name, a country and a kind, a new shared address, nothing else: staff compare, nothing is merged or doubled."""
    kind, country, _, wordings = MEMBERS[name]
    newer = town(
        wordings[0], "gmail.com", government_type=kind, country=country, leader_name="A New", contact_name="B New"
    )
    assert match_member(who(newer, "someone@gmail.com"), ALL) == Match(None, (IDS[name],))


def test_homonyms_in_two_countries_are_two() -> None:
    """Mérida lies in Spain, in Mexico and in Venezuela."""
    known = register(town("Ayuntamiento de Mérida", "merida.example"))
    assert match_member(who(town("Ayuntamiento de Mérida", "yucatan.example", country="MX")), known) == Match(None)


def test_homonyms_in_one_country_are_two_and_staff_hear_of_both() -> None:
    """Another province and other people: a new member, with a word about the first one."""
    known = register(town("Ville de Grigny", "grigny91.example", country="FR", subdivision="Essonne"))
    other = who(town("Ville de Grigny", "grigny69.example", country="FR", subdivision="Rhône"))
    assert match_member(other, known) == Match(None, alike=("M0001",))


def test_a_province_worded_otherwise_is_no_other_town() -> None:
    """“Catalunya” after “Barcelona” with the same contact is the same town; with the same domain alone staff look."""
    known = register(town("Ajuntament de Vic", "vic.example", subdivision="Barcelona"))
    same = town("Ajuntament de Vic", "vic.example", subdivision="Catalunya")
    assert match_member(who(same, "rights@vic.example"), known) == Match("M0001")
    newer = town("Ajuntament de Vic", "vic.example", subdivision="Catalunya", contact_email="x@vic.example")
    newer |= {"leader_name": "A New", "contact_name": "B New"}
    assert match_member(who(newer, "x@vic.example"), known) == Match(None, ("M0001",))


def test_one_network_that_writes_for_homonyms_does_not_make_them_one() -> None:
    """The address that sent both says nothing while each form has people and addresses of its own."""
    first = town("Municipalidad de San Juan", "sanjuan1.example", country="PE")
    second = town("Municipalidad de San Juan", "sanjuan2.example", country="PE")
    known = [member(1, first, "office@network.example")]
    assert match_member(who(second, "office@network.example"), known) == Match(None, ("M0001",))


def test_a_domain_that_governments_of_other_names_use_too_ties_nothing() -> None:
    """A province's mail server, a network's officer as contact: shared by many, so no proof for one."""
    known = [
        member(1, town("Municipalidad de Quilpué", "network.example", country="CL")),
        member(2, town("Municipalidad de Limache", "network.example", country="CL")),
    ]
    newer = town("Municipalidad de Limache", "network.example", country="CL", leader_name="A New", contact_name="B New")
    assert match_member(who(newer, "rights@network.example"), known) == Match(None, ("M0002",))


@pytest.mark.parametrize(
    ("one", "kind", "other", "other_kind"),
    [
        ("Municipalidad de Valparaíso", "municipality", "Gobierno Regional de Valparaíso", "region"),
        ("Valparaíso", "municipality", "Valparaíso", "region"),
        ("Ajuntament de Barcelona", "municipality", "Diputació de Barcelona", "province"),
        ("Ciudad de México", "region", "Alcaldía Coyoacán, Ciudad de México", "district"),
        ("Berlin", "region", "Berlin", "district"),
        ("Ville de Lyon", "municipality", "Métropole de Lyon", "metropolis"),
    ],
)
def test_region_province_city_and_borough_of_one_name_are_different(
    one: str, kind: str, other: str, other_kind: str
) -> None:
    """Another kind, own addresses: two members, no matter which came first."""
    forms = (town(one, "one.example", government_type=kind), town(other, "two.example", government_type=other_kind))
    for first, second in permutations(forms):
        assert match_member(who(second), register(first)) == Match(None)


@pytest.mark.parametrize(
    ("one", "other", "within"),
    [
        ("Pemerintah Kota Bogor", "Pemerintah Kabupaten Bogor", "Jawa Barat"),
        ("Kota Malang", "Malang Regency", "Jawa Timur"),
        ("Cork City Council", "Cork County Council", "Munster"),
    ],
)
def test_two_bodies_of_one_name_kind_and_province_are_two(one: str, other: str, within: str) -> None:
    """Kota and kabupaten are municipalities both; their names tell them apart, and staff hear of it."""
    forms = (town(one, "one.example", subdivision=within), town(other, "two.example", subdivision=within))
    for first, second in permutations(forms):
        assert match_member(who(second), register(first)) == Match(None, alike=("M0001",))


def test_another_box_ticked_by_the_same_people_is_a_correction_that_staff_see() -> None:
    """The same leader and the same contact: one government that corrects its kind."""
    known = register(town("Montevideo", "montevideo.example", country="UY"))
    changed = town("Montevideo", "montevideo.example", country="UY", government_type="province")
    assert match_member(who(changed, "rights@montevideo.example"), known) == Match("M0001", tie=Tie.KIND)


def test_another_kind_with_one_person_in_common_is_a_question_to_staff() -> None:
    """A province and a city may share an officer, or one government has a new leader and another box ticked."""
    known = register(town("Montevideo", "montevideo.example", country="UY"))
    changed = town("Montevideo", "montevideo.example", country="UY", government_type="province", leader_name="A New")
    assert match_member(who(changed, "rights@montevideo.example"), known) == Match(None, ("M0001",))


def test_homonyms_of_two_provinces_with_one_officer_are_not_merged() -> None:
    """The officer of a network stands on both forms: staff compare."""
    officer: Values = {"contact_name": "Robin Network", "contact_email": "robin@network.example"}
    one = town("Ville de Grigny", "a.example", country="FR", subdivision="Essonne") | officer
    two = town("Ville de Grigny", "b.example", country="FR", subdivision="Rhône") | officer
    assert match_member(who(two, "robin@network.example"), register(one)) == Match(None, ("M0001",))
    assert not same_applicant(who(one), who(two))


def test_one_government_under_two_names_is_pointed_out() -> None:
    """Names that no map has, and the same site: a new member with a word to staff."""
    known = register(town("Stadt Unterwurzbach", "wurzbach.example", country="AT"))
    translated = town("Lower Wurzbach", "wurzbach.example", country="AT", leader_name="A New")
    assert match_member(who(translated), known) == Match(None, alike=("M0001",))


NEW: Values = {"leader_name": "A New", "contact_name": "B New"}


@pytest.mark.parametrize("name", ["City of Vienna", "Ayuntamiento de Viena", "빈 시청", "Мэрия Вены", "维也纳市"])
def test_a_town_is_known_again_in_another_language(name: str) -> None:
    """The same place on the map: with the town's own domain surely, without it staff look."""
    known = register(town("Stadt Wien", "wien.example", country="AT"))
    translated = town(name, "wien.example", country="AT", contact_email="office@wien.example") | NEW
    elsewhere = town(name, "gmail.com", country="AT") | NEW
    expected = Match("M0001") if name != "Мэрия Вены" else Match(None, alike=("M0001",))  # declined: no map has "Вены"
    assert match_member(who(translated, "office@wien.example"), known) == expected
    if expected.member:
        assert match_member(who(elsewhere, "x@gmail.com"), known) == Match(None, ("M0001",))


def test_region_and_city_stay_apart_in_all_languages() -> None:
    """The place on the map of a region is another one than that of its city."""
    known = register(town("Municipalidad de Valparaíso", "valpo.example", country="CL"))
    region = town("발파라이소 주", "gore.example", country="CL", government_type="region")
    assert match_member(who(region), known).member is None
    assert match_member(who(region), known).doubtful == ()


@pytest.mark.parametrize("name", ["Ville de Grenobel", "Grenble", "Ville de Greenoble"])
def test_a_slip_of_the_pen_is_found(name: str) -> None:
    """Nobody else is called so: the same contact makes it sure, without one staff are asked."""
    known = register(town("Ville de Grenoble", "grenoble.example", country="FR"))
    assert match_member(who(town(name, "grenoble.example", country="FR")), known) == Match("M0001", tie=Tie.STRANGER)
    stranger = town(name, "gmail.com", country="FR") | NEW
    assert match_member(who(stranger, "x@gmail.com"), known) == Match(None, ("M0001",))


def test_two_towns_that_differ_by_a_letter_are_two() -> None:
    """Both are on the map: Malaga in Colombia lies far from Malagana, Roma from Rota."""
    known = register(town("Ayuntamiento de Almería", "almeria.example"))
    other = town("Ayuntamiento de Almeida", "almeida.example")
    assert match_member(who(other), known).member is None
    known = register(town("Ayuntamiento de Montilla", "montilla.example"))
    assert match_member(who(town("Ayuntamiento de Montalla", "m.example", subdivision="Lleida")), known).member is None
    known = register(town("Ayuntamiento de Manzanera", "manzanera.example"))
    assert match_member(who(town("Ayuntamiento de Manzanares", "manzanares.example")), known) == Match(None)


def test_homonyms_that_share_a_networks_domain_are_a_question() -> None:
    """Spain has many places called San Juan; that one network writes for two of them makes them not one."""
    one = town("City of Springfield", "network.example", country="US")
    two = one | NEW | {"contact_email": "other@network.example"}
    known = [member(1, one, "office@network.example")]
    assert match_member(who(two, "office@network.example"), known) == Match(None, ("M0001",))


@pytest.mark.parametrize("key", ["government_type", "country"])
def test_a_form_that_leaves_out_its_kind_or_country_is_asked_about(key: str) -> None:
    """It may be the region's or another country's: one common officer is asked about, two people are sure."""
    known = register(town("Vidin", "vidin.example", country="BG"))
    bare = town("Vidin", "vidin.example", country="BG", leader_name="A New", website="https://other.example")
    left_out = {each: value for each, value in bare.items() if each != key}
    assert match_member(who(left_out, "rights@vidin.example"), known) == Match(None, ("M0001",))
    same = {each: value for each, value in town("Vidin", "vidin.example", country="BG").items() if each != key}
    assert match_member(who(same, "rights@vidin.example"), known) == Match("M0001")


def test_a_departments_host_belongs_to_its_town() -> None:
    """rights.barcelona.example and barcelona.example are one town's; another town's department is not."""
    known = register(town("Ajuntament de Barcelona", "barcelona.example"))
    department = town("Barcelona", "drets.barcelona.example") | NEW
    assert match_member(who(department, "x@drets.barcelona.example"), known) == Match("M0001")


def test_a_province_in_another_language_is_no_other_province() -> None:
    """Catalunya, Catalonia, Kataluniako."""
    known = register(town("Ajuntament de Vic", "vic.example", subdivision="Catalunya"))
    newer = town("Ajuntament de Vic", "vic.example", subdivision="Catalonia") | NEW | {"contact_email": "x@vic.example"}
    assert match_member(who(newer, "x@vic.example"), known) == Match("M0001")


@pytest.mark.parametrize(
    "same",
    [
        {"contact_email": "alcaldia.lugar@gmail.com"},
        {"contact_phone": "+34600000001"},
        {"leader_name": "GARCÍA PÉREZ, Ana"},
        {"contact_name": "ana garcia perez"},
    ],
)
def test_people_and_addresses_tie_where_domains_do_not(same: Values) -> None:
    """A town without a domain of its own is known by the person, the address or the telephone."""
    first = town("Lugar", "gmail.com", contact_email="alcaldia.lugar@gmail.com", leader_name="Ana García Pérez")
    first |= {"contact_phone": "+34600000001"}
    newer = town("Lugar", "yahoo.es", leader_name="A New", contact_name="B New") | same
    assert match_member(who(newer, "x@yahoo.es"), register(first)) == Match("M0001", tie=Tie.STRANGER)


@pytest.mark.parametrize(
    "site",
    [
        "https://www.facebook.com/lugar",
        "https://outlook.com/x",
        "https://sites.google.com/lugar",
        "https://yahoo.com.br",
    ],
)
def test_places_where_anybody_has_a_page_tie_nothing(site: str) -> None:
    """A page on a social network is not a government's own domain."""
    known = register(town("Lugar", "hotmail.fr", website=site))
    newer = town("Lugar", "live.nl", website=site, leader_name="A New", contact_name="B New")
    assert match_member(who(newer), known) == Match(None, ("M0001",))


def test_name_kind_and_province_suffice_but_a_stranger_is_named() -> None:
    """All that identifies agrees, yet the address never wrote before: taken as an update, and staff are told."""
    known = register(town("Ronda", "ronda.example", subdivision="Málaga"))
    newer = town("Ayuntamiento de Ronda", "evil.example", subdivision="Provincia de Málaga")
    newer |= {"leader_name": "A New", "contact_name": "B New"}
    assert match_member(who(newer, "x@evil.example"), known) == Match("M0001", tie=Tie.STRANGER)


def test_a_pledge_becomes_a_member_by_its_senders_domain() -> None:
    """A letter gives a name only; the form from the same domain is surely of the same government."""
    known = [member(1, {"government_name": "City of Kisumu"}, "mayor@kisumu.example", status=Status.PLEDGED)]
    assert match_member(who(town("Kisumu", "kisumu.example", country="KE"), "x@kisumu.example"), known) == Match(
        "M0001"
    )


def test_a_pledge_of_that_name_is_joined_with_a_warning() -> None:
    """Nothing but the name ties them, nothing contradicts: joined, and staff look."""
    known = [member(1, {"government_name": "Ville de Brest"}, "maire@brest.example", status=Status.PLEDGED)]
    found = match_member(who(town("Brest", "metropole.example", country="FR"), "x@metropole.example"), known)
    assert found == Match("M0001", tie=Tie.NAME)


def test_a_pledge_of_another_body_is_not_joined() -> None:
    """The city's letter is not the province's form."""
    known = [member(1, {"government_name": "Ajuntament de Barcelona"}, "x@barcelona.example", status=Status.PLEDGED)]
    province = town("Diputació de Barcelona", "diba.example", government_type="province")
    assert match_member(who(province, "x@diba.example"), known).member is None


def test_a_pledge_that_names_nobody_is_joined_by_its_sender() -> None:
    """“We support the campaign”, from the same domain as the form that follows."""
    known = [member(1, {}, "mayor@brest.example", status=Status.PLEDGED)]
    found = match_member(who(town("Brest", "brest.example", country="FR"), "x@brest.example"), known)
    assert found == Match("M0001", tie=Tie.ADDRESS)


def test_a_form_that_gave_no_name_is_completed_by_the_next_one() -> None:
    """The same contact sends the form again, now with its name."""
    known = [
        member(1, town("", "lugar.example", government_name=None), "rights@lugar.example", status=Status.INCOMPLETE)
    ]
    assert match_member(who(town("Lugar", "lugar.example"), "rights@lugar.example"), known) == Match("M0001")


def test_two_members_that_fit_equally_are_a_question() -> None:
    """Where the register holds doubles, no one of them is picked; one that staff closed is not in the way."""
    forms = (town("Lugar", "lugar.example"), town("Lugar", "lugar.example"))
    assert match_member(who(forms[0], "rights@lugar.example"), register(*forms)) == Match(None, ("M0001", "M0002"))
    closed = [member(1, forms[0], "rights@lugar.example"), member(2, forms[1], status=Status.WITHDRAWN)]
    assert match_member(who(forms[0], "rights@lugar.example"), closed) == Match("M0001")


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"subdivision": "Málaga"}, True),
        ({"country": "MX"}, False),
        ({"government_type": "region"}, True),
        ({"government_type": "region", "leader_name": "A New"}, False),
        ({"government_name": "Pemerintah Kabupaten Lugar"}, False),
        ({"government_name": "Otro Lugar"}, False),
        ({"government_name": None}, True),
    ],
)
def test_copies_in_one_message_are_told_from_neighbours(changes: dict[str, str | None], *, same: bool) -> None:
    """Word and PDF of one form agree on who it is and who leads it; what contradicts is another government."""
    one, other = who(town("Kota Lugar", "lugar.example")), who(town("Kota Lugar", "lugar.example", **changes))
    assert same_applicant(one, other) is same
    assert same_applicant(other, one) is same


_MARKS = st.frozensets(st.sampled_from(["a@x.example", "x.example", "ana perez", "y.example"]), max_size=3)
_IDENTITIES = st.builds(
    Identity,
    name=st.sampled_from(["", "lugar", "otro", "lugaar"]),
    country=st.sampled_from([None, "ES", "FR"]),
    kind=st.sampled_from([None, "municipality", "region"]),
    within=st.sampled_from(["", "malaga", "cadiz"]),
    bodies=st.frozensets(st.sampled_from(["town", "regency"]), max_size=2),
    people=_MARKS,
    domains=_MARKS,
    writers=_MARKS,
    places=st.frozensets(st.sampled_from(["geonames:1", "geonames:2"]), max_size=2),
    listed=st.booleans(),
    areas=st.frozensets(st.sampled_from(["ES-B", "ES-CT"]), max_size=2),
    names=st.frozensets(st.sampled_from(["lugar", "tercero"]), max_size=2),
    sort=st.sampled_from(["", "town", "area"]),
)
_HOLDERS = st.dictionaries(
    st.sampled_from(["a@x.example", "x.example", "ana perez", "y.example"]),
    st.frozensets(st.sampled_from(["lugar", "otro", "tercero"]), max_size=3),
)


@given(_IDENTITIES, _IDENTITIES, _HOLDERS)
def test_likeness_has_no_direction(one: Identity, other: Identity, holders: dict[str, frozenset[str]]) -> None:
    """Whichever came first, two governments stand to each other in the same way."""
    assert compare(one, other, holders) is compare(other, one, holders)
    assert same_applicant(one, other) is same_applicant(other, one)


@given(
    _IDENTITIES,
    st.lists(st.tuples(st.integers(1, 5), _IDENTITIES, st.sampled_from(Status)), max_size=12),
)
def test_a_register_that_was_renewed_answers_like_a_new_one(
    one: Identity, changes: list[tuple[int, Identity, Status]]
) -> None:
    """Whatever members were before, only what they are now counts; and looking up finds all that comparing finds."""
    kept = Register()
    for number, other, status in changes:
        kept.put(Member(f"M{number:04}", status, None, ()), other)
    latest = {number: (Member(f"M{number:04}", status, None, ()), other) for number, other, status in changes}
    now = [latest[number] for number in sorted(latest)]
    holders = kept.holders(one)
    assert match_member(one, kept) == match_member(one, now)
    assert {mine.id for mine, _ in kept.like(one)} >= {
        mine.id for mine, other in now if compare(one, other, holders).value != "other"
    }


@given(_IDENTITIES, st.lists(_IDENTITIES, max_size=4), st.lists(st.sampled_from(Status), min_size=4, max_size=4))
def test_an_answer_is_one_of_three(one: Identity, others: list[Identity], statuses: list[Status]) -> None:
    """A member, or a question about members, or a new one; only ids of members; never another country's."""
    known = [
        (Member(f"M{number:04}", status, None, ()), other)
        for number, (other, status) in enumerate(zip(others, statuses, strict=False), 1)
    ]
    found = match_member(one, known)
    named = {*found.doubtful, *found.alike, *([found.member] if found.member else [])}
    assert sum(bool(each) for each in (found.member, found.doubtful, found.alike)) <= 1
    countries = {mine.id: other.country for mine, other in known}
    assert all(not one.country or countries[each] in {None, one.country} for each in named)


def test_no_pair_of_the_known_members_is_even_doubtful() -> None:
    """All 406 pairs."""
    for (_, one), (_, other) in combinations(ALL, 2):
        assert compare(one, other, {}).value == "other"


def test_an_officer_of_several_towns_does_not_tell_which_one_a_nameless_form_is_of() -> None:
    """One that stands on the forms of one town alone does."""
    officer: Values = {"contact_name": "Robin Network", "contact_email": "robin@network.example"}
    forms = [town(name, f"{name.lower()}.example", country="CL") | officer for name in ("Quilpué", "Limache")]
    nameless = who(officer | {"country": "CL"})
    assert match_member(nameless, register(*forms)).member is None
    assert match_member(nameless, register(*forms[:1])).member == "M0001"


def test_a_double_that_staff_closed_does_not_make_a_domain_common() -> None:
    """A misread name that was withdrawn: the town's own domain still ties the town."""
    right, misread = town("Limache", "limache.example"), town("Limache Ficha Uno", "limache.example")
    newer = who(
        town("Limache", "limache.example", leader_name="A New", contact_name="B New", contact_email="c@limache.example")
    )
    closed = [member(1, right), member(2, misread, status=Status.WITHDRAWN)]
    assert match_member(newer, closed).member == "M0001"
    assert match_member(newer, [member(1, right), member(2, misread)]).doubtful == ("M0001",)


def test_who_wrote_for_a_member_before_is_known_again() -> None:
    """A private address that sent the form; not another address at the same host."""
    known = [member(1, town("Lugar", "lugar.example"), "clerk@gmail.com")]
    assert owner_of(["clerk@gmail.com"], known, CAMPAIGN) == "M0001"
    assert owner_of(["press@lugar.example"], known, CAMPAIGN) == "M0001"
    assert owner_of(["other@gmail.com"], known, CAMPAIGN) is None
    assert owner_of([], known, CAMPAIGN) is None
