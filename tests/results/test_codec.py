"""Types of results to data and back, and every way in which data can depart from a type."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, NewType

import jsonschema
import pytest

from coopcli.model import Count, Level, PartialDate
from coopcli.results.codec import Undecodable, decode, encode, schema
from coopcli.results.shapes import Fault
from coopcli.results.values import (
    MISSING,
    UNDETERMINED,
    Added,
    AreaLight,
    Form,
    Inline,
    Length,
    Levels,
    LightId,
    Unanswered,
)
from tests.examples import GREEN_ID, LIGHT_IDS, RED_ID, YELLOW_ID, day


class Tide(Enum):
    HIGH_WATER = "high-water"
    LOW_WATER = "low-water"


class Wind(IntEnum):
    VERY_CALM = 0
    STRONG = 1


class Place(NamedTuple):
    quay: str
    berth: Count | None


class Ship(NamedTuple):
    type: Literal["ship"]
    crew: Count


class Raft(NamedTuple):
    type: Literal["raft"]
    logs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Harbour:
    kind: ClassVar[str] = "harbour"
    name: str
    light: AreaLight
    share: Fraction
    since: PartialDate
    tide: Tide
    wind: Wind
    open: bool
    levels: Levels | None
    place: Annotated[Place, Inline()]
    tally: Mapping[LightId | Unanswered, Count]
    depths: Mapping[str, Level]
    code: Annotated[str, Form("[A-Z]{2}")]
    pair: Annotated[tuple[str, ...], Length(1, 2)]
    boats: tuple[Ship | Raft, ...]
    from_: int


HARBOUR = Harbour(
    name="North",
    light=UNDETERMINED,
    share=Fraction(2, 3),
    since=day("2020-10"),
    tide=Tide.HIGH_WATER,
    wind=Wind.VERY_CALM,
    open=True,
    levels=(1, 3),
    place=Place("east", None),
    tally={GREEN_ID: 1, YELLOW_ID: 0, RED_ID: 0, MISSING: 2},
    depths={"basin": 4},
    code="NH",
    pair=("a",),
    boats=(Raft("raft", ("oak",)), Ship("ship", 3)),
    from_=-5,
)

DATA: dict[str, Any] = {
    "kind": "harbour",
    "name": "North",
    "light": "undetermined",
    "share": "2/3",
    "since": "2020-10",
    "tide": "high-water",
    "wind": "very-calm",
    "open": True,
    "levels": [1, 3],
    "quay": "east",
    "berth": None,
    "tally": {"green": 1, "yellow": 0, "red": 0, "missing": 2},
    "depths": {"basin": 4},
    "code": "NH",
    "pair": ["a"],
    "boats": [{"type": "raft", "logs": ["oak"]}, {"type": "ship", "crew": 3}],
    "from": -5,
}


def test_a_record_becomes_data_in_the_order_of_its_fields() -> None:
    assert encode(HARBOUR) == DATA
    assert list(encode(HARBOUR)) == list(DATA)


def test_data_becomes_the_record_again() -> None:
    assert decode(Harbour, DATA, LIGHT_IDS) == HARBOUR


def test_the_words_of_a_table_come_in_their_own_order() -> None:
    turned = DATA | {"tally": dict(reversed(DATA["tally"].items()))}

    assert list(decode(Harbour, turned, LIGHT_IDS).tally) == [*LIGHT_IDS, MISSING]


def test_the_schema_takes_what_the_type_takes() -> None:
    jsonschema.Draft7Validator.check_schema(schema(Harbour))
    jsonschema.validate(DATA, schema(Harbour))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"kind": "pond"}, "/kind: 'pond' must not stand here"),
        ({"name": 3}, "/name: string is needed, not 3"),
        ({"name": "a\x1bb"}, "/name: control characters must not stand here: \\x1b"),
        ({"light": "blue"}, "/light: 'blue' must not stand here"),
        ({"light": ["green"]}, "/light: ['green'] must not stand here"),
        ({"share": "0.5"}, "/share: '0.5' must not stand here"),
        ({"share": "1/0"}, "/share: '1/0' must not stand here"),
        ({"share": "1\n"}, "/share: '1\\n' must not stand here"),
        ({"tide": "ebb"}, "/tide: 'ebb' must not stand here"),
        ({"wind": None}, "/wind: None must not stand here"),
        ({"open": 1}, "/open: boolean is needed, not 1"),
        ({"levels": [1]}, "/levels: 1 items must not stand here"),
        ({"levels": [0, 9]}, "/levels/1: 9 is out of range"),
        ({"levels": [0, True]}, "/levels/1: integer is needed, not True"),
        ({"levels": "x"}, "/levels: array is needed, not 'x'"),
        ({"berth": 1_000_001}, "/berth: 1000001 is out of range"),
        ({"depths": {"a\x7f": 1}}, "/depths: control characters must not stand here: \\x7f"),
        ({"depths": []}, "/depths: object is needed, not []"),
        ({"code": "nh"}, "/code: 'nh' must not stand here"),
        ({"pair": []}, "/pair: 0 items must not stand here"),
        ({"boats": [{"type": "raft", "crew": 1}]}, "/boats/0: 'logs' is missing"),
        ({"boats": [{"type": "tram"}]}, "/boats/0: {'type': 'tram'} must not stand here"),
        ({"boats": ["ship"]}, "/boats/0: object is needed, not 'ship'"),
        ({"tally": {"green": 1}}, "/tally: 'yellow' is missing"),
        ({"extra": 1}, ": 'extra' must not stand here"),
        ({"from": "1"}, "/from: integer is needed, not '1'"),
    ],
)
def test_what_departs_from_the_type_is_named_with_its_place(
    change: dict[str, Any], fault: str
) -> None:
    with pytest.raises(Undecodable) as caught:
        decode(Harbour, DATA | change, LIGHT_IDS)

    assert fault in [f"{pointer}: {message}" for pointer, message in caught.value.faults]
    assert not jsonschema.Draft7Validator(schema(Harbour)).is_valid(DATA | change) or (
        any(
            word in fault for word in ("control", "\\", "light", "tally")
        )  # which a schema cannot say
    )


def test_a_date_that_does_not_exist_is_no_date() -> None:
    with pytest.raises(Undecodable, match="/since: '2021-02-30' must not stand here"):
        decode(Harbour, DATA | {"since": "2021-02-30"}, LIGHT_IDS)


@pytest.mark.parametrize("key", ["name", "quay", "from"])
def test_every_key_is_needed_and_named_once(key: str) -> None:
    rest = {name: value for name, value in DATA.items() if name != key}
    with pytest.raises(Undecodable) as caught:
        decode(Harbour, rest, LIGHT_IDS)

    assert caught.value.faults == [("", f"{key!r} is missing")]


def test_every_fault_is_found_in_one_reading() -> None:
    with pytest.raises(Undecodable) as caught:
        decode(Harbour, DATA | {"open": 0, "berth": -1, "depths": {"x": 9, "y": "z"}}, LIGHT_IDS)

    assert [pointer for pointer, _ in caught.value.faults] == [
        *("/open", "/depths/x", "/depths/y", "/berth")
    ]


def test_no_record_is_nothing() -> None:
    with pytest.raises(Undecodable, match="object is needed, not \\[\\]"):
        decode(Harbour, [], LIGHT_IDS)


def test_a_type_that_results_cannot_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="results cannot hold"):
        schema(complex)
    with pytest.raises(TypeError, match="cannot be bounded"):
        schema(Annotated[int, "odd"])


Pilot = NewType("Pilot", str)


class Watch(NamedTuple):
    pilot: Pilot
    crew: Annotated[tuple[str, ...], Length(1, None)]


def test_a_name_of_its_own_is_written_as_what_it_names() -> None:
    watch = Watch(Pilot("Ada"), ("Bo",))

    assert encode(watch) == {"pilot": "Ada", "crew": ["Bo"]}
    assert decode(Watch, encode(watch)) == watch
    assert schema(Watch)["properties"]["pilot"] == schema(Place)["properties"]["quay"]


def test_a_list_is_bounded_only_where_its_type_is() -> None:
    assert decode(Harbour, DATA | {"boats": []}, LIGHT_IDS).boats == ()
    assert decode(Watch, {"pilot": "Ada", "crew": ["Bo"] * 9}).crew == ("Bo",) * 9
    with pytest.raises(Undecodable, match="0 items must not stand here"):
        decode(Watch, {"pilot": "Ada", "crew": []})
    crew = schema(Watch)["properties"]["crew"]
    pair = schema(Harbour)["properties"]["pair"]
    assert (crew.get("minItems"), crew.get("maxItems")) == (1, None)
    assert "maxItems" not in crew
    assert (pair["minItems"], pair["maxItems"]) == (1, 2)


def test_no_more_than_twenty_faults_are_looked_for() -> None:
    with pytest.raises(Undecodable) as caught:
        decode(Harbour, DATA | {"depths": {f"d{number}": 9 for number in range(30)}}, LIGHT_IDS)

    assert [pointer for pointer, _ in caught.value.faults] == [
        f"/depths/d{number}" for number in range(20)
    ]


class Berth(NamedTuple):
    """A later version added its depth, and whose it is."""

    quay: str
    depth: Annotated[int | None, Added()] = None
    from_: Annotated[str | None, Added()] = None


class Shore(NamedTuple):
    """The keys of a berth stand among its own."""

    name: str
    berth: Annotated[Berth, Inline()]


def test_what_a_later_version_added_is_left_out_where_it_is_nothing() -> None:
    assert encode(Berth("east")) == {"quay": "east"}
    assert encode(Berth("east", 0, "")) == {"quay": "east", "depth": 0, "from": ""}
    assert encode(Shore("North", Berth("east"))) == {"name": "North", "quay": "east"}


@pytest.mark.parametrize("berth", [Berth("east"), Berth("east", 0), Berth("east", None, "a")])
def test_data_of_before_is_read_with_nothing_in_the_place_of_what_was_added(berth: Berth) -> None:
    assert decode(Berth, encode(berth)) == berth
    assert decode(Shore, encode(Shore("North", berth))) == Shore("North", berth)


class Lamp(NamedTuple):
    """Its hours have no default that could stand in for what is not read."""

    colour: str
    hours: Annotated[int | None, Added()]


def test_what_was_added_needs_no_default() -> None:
    assert decode(Lamp, {"colour": "red"}) == Lamp("red", None)


@pytest.mark.parametrize("kind", [Berth, Shore])
def test_the_schema_needs_all_but_what_was_added(kind: type) -> None:
    assert set(schema(kind)["required"]) == {"quay"} | ({"name"} if kind is Shore else set())
    assert {"depth", "from"} <= schema(kind)["properties"].keys()


def test_the_schema_says_how_the_keys_of_a_table_are_spelt() -> None:
    is_valid = jsonschema.Draft7Validator(schema(Harbour)).is_valid

    assert is_valid(DATA | {"depths": {"No id at all": 1}})
    assert not is_valid(DATA | {"tally": {"No id at all": 1}})
    assert "propertyNames" not in schema(Harbour)["properties"]["depths"]


class Quay(NamedTuple):
    """It does not hold more red lights than green ones."""

    lights: Mapping[LightId, Count]

    def contradictions(self) -> Iterator[Fault]:
        if self.lights[RED_ID] > self.lights[GREEN_ID]:
            yield Fault("/lights", "too red")


class Coast(NamedTuple):
    name: str
    quays: tuple[Quay, ...]


QUIET = {"lights": {"green": 1, "yellow": 0, "red": 1}}


def test_what_a_record_says_of_its_own_parts_is_named_with_its_place() -> None:
    red = {"lights": {"green": 0, "yellow": 0, "red": 1}}

    with pytest.raises(Undecodable) as caught:
        decode(Coast, {"name": "West", "quays": [QUIET, red]}, LIGHT_IDS)

    assert caught.value.faults == [("/quays/1/lights", "too red")]


def test_lights_that_are_not_known_for_a_fault_before_are_no_faults() -> None:
    with pytest.raises(Undecodable) as caught:
        decode(Coast, {"name": 3, "quays": [QUIET]})

    assert caught.value.faults == [("/name", "string is needed, not 3")]


def test_a_fault_that_leaves_the_lights_known_hides_none_in_a_table() -> None:
    with pytest.raises(Undecodable) as caught:
        decode(Coast, {"name": 3, "quays": [{"lights": {"green": 1, "red": 1}}]}, LIGHT_IDS)

    assert caught.value.faults == [
        *(("/name", "string is needed, not 3"), ("/quays/0/lights", "'yellow' is missing"))
    ]
