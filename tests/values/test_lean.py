"""The lean decorator makes what the standard one makes: values that are equal, frozen, and can be replaced."""

from __future__ import annotations

import dataclasses
from dataclasses import FrozenInstanceError, asdict, field, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gh.values.lean import OFTEN, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    why: str

    @property
    def loud(self) -> str:
        return self.why.upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Value(Base):
    """A value with all kinds of fields."""

    number: int
    words: tuple[str, ...] = ()
    notes: dict[str, int] = field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    why: str
    number: int
    words: tuple[str, ...] = ()
    notes: dict[str, int] = field(default_factory=dict)


ARGUMENTS = st.fixed_dictionaries(
    {"why": st.text(), "number": st.integers()},
    optional={"words": st.tuples(st.text()), "notes": st.dictionaries(st.text(), st.integers())},
)


@given(ARGUMENTS, ARGUMENTS)
def test_it_holds_compares_and_shows_what_the_standard_one_does(one, other):
    lean, standard = Value(**one), Standard(**one)

    assert asdict(lean) == asdict(standard)
    assert [each.name for each in fields(lean)] == [each.name for each in fields(standard)]
    assert repr(lean) == repr(standard).replace("Standard(", "Value(", 1)
    assert (lean == Value(**other)) == (standard == Standard(**other))
    assert asdict(replace(lean, number=7)) == asdict(replace(standard, number=7))


def test_equal_values_have_equal_hashes():
    assert hash(Base(why="x")) == hash(Base(why="x"))
    assert {Base(why="x"), Base(why="x")} == {Base(why="x")}
    assert Base(why="x") != Value(why="x", number=1)


@pytest.mark.parametrize(
    "act", [lambda v: setattr(v, "why", "y"), lambda v: delattr(v, "why"), lambda v: setattr(v, "new", 1)]
)
def test_it_is_frozen(act):
    with pytest.raises((FrozenInstanceError, AttributeError)):
        act(Value(why="x", number=1))


@pytest.mark.parametrize("arguments", [{"why": "x"}, {"why": "x", "number": 1, "more": 2}])
def test_a_missing_and_an_unknown_argument_are_refused(arguments):
    with pytest.raises(TypeError):
        Value(**arguments)


def test_defaults_are_made_anew_for_each():
    assert Value(why="x", number=1).notes is not Value(why="x", number=1).notes


def test_a_hidden_field_is_not_shown_and_one_that_is_left_out_not_compared():
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Hidden:
        name: str
        token: str = field(repr=False)
        seen: int = field(default=0, compare=False)

    assert repr(Hidden(name="n", token="secret")) == f"{Hidden.__qualname__}(name='n', seen=0)"
    assert Hidden(name="n", token="t", seen=1) == Hidden(name="n", token="t")
    assert hash(Hidden(name="n", token="t", seen=1)) == hash(Hidden(name="n", token="t"))
    assert Hidden(name="n", token="t") != Hidden(name="n", token="u")


def test_arguments_have_their_places_where_they_need_no_names():
    @dataclass(frozen=True, slots=True)
    class Point:
        x: int
        y: int = 2

    assert Point(1) == Point(1, 2) == Point(1, y=2) == Point(x=1)
    for places, names in (((), {}), ((1, 2, 3), {}), ((1,), {"x": 1}), ((1,), {"z": 1})):
        with pytest.raises(TypeError):
            Point(*places, **names)
    with pytest.raises(TypeError):
        Value("x", 1)


def test_what_is_not_frozen_can_be_changed_and_has_no_hash():
    @dataclass(slots=True)
    class Draft:
        words: list[str] = field(default_factory=list)

    draft = Draft()
    draft.words = ["one"]

    assert draft == Draft(["one"])
    with pytest.raises(TypeError):
        hash(draft)
    with pytest.raises(AttributeError):
        draft.more = 1


def test_what_it_does_not_cover_is_the_standard_ones():
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Checked:
        number: int

        def __post_init__(self):
            if self.number < 0:
                raise ValueError("negative")

    @dataclass(frozen=True)
    class Open:
        a: int

    with pytest.raises(ValueError, match="negative"):
        Checked(number=-1)
    assert Open(1) == Open(1)
    assert Open(1).__dict__ == {"a": 1}


def test_properties_and_inheritance_work():
    assert Value(why="x", number=1).loud == "X"
    assert isinstance(Value(why="x", number=1), Base)
    assert not hasattr(Value(why="x", number=1), "__dict__")


def test_a_value_without_words_of_its_own_is_not_given_a_signature_as_such(monkeypatch):
    def asked(_):
        raise AssertionError("a signature was drawn")

    monkeypatch.setattr("inspect.signature", asked)

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Bare:
        number: int

    assert (Bare.__doc__, Value.__doc__) == ("Bare", "A value with all kinds of fields.")


def test_a_class_of_many_values_has_its_own_init_which_does_the_same():
    @dataclass(frozen=True, slots=True)
    class Mark:
        kind: str
        version: int = 1
        words: tuple[str, ...] = field(default=(), kw_only=True)
        notes: dict[str, int] = field(default_factory=dict, kw_only=True)

    class Louder(Mark):
        pass

    def outcomes():
        yield from (Mark("a"), Mark("a", 2), Mark(version=3, kind="b"), Mark("c", words=("x",)), Louder("d"))
        for places, names in (((), {}), (("a", 2, ()), {}), (("a",), {"kind": "b"}), (("a",), {"more": 1})):
            with pytest.raises(TypeError):
                Mark(*places, **names)

    shared, before = Mark.__init__, list(outcomes())
    for _ in range(OFTEN):
        Mark("a")
    after = list(outcomes())

    assert after == before
    assert after[0].notes is not after[1].notes
    assert Mark.__init__ is not shared
    with pytest.raises(FrozenInstanceError):
        after[0].kind = "b"
