"""`dataclass`, quick to define: a value of ours costs a tenth of the standard library's.

The standard decorator writes and compiles six functions for each class. An
acting run defines some 150 values, which was a quarter of its whole start
(0.7 ms a class there, 0.06 ms here). This one takes the standard decorator's
fields, so that ``fields``, ``replace`` and ``asdict`` work, and shares one
function of each kind among all classes. A class of which there are many values
gets its own ``__init__`` after all, once it has paid. What it does not cover
(``__post_init__``, fields that are no arguments, values without slots) is left
to the standard decorator. Type checkers see the standard one in any case.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError
from typing import TYPE_CHECKING, Any

# Values of a class before it gets a function of its own: about as many as save what compiling it costs.
OFTEN = 100

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(
        *, frozen: bool = False, slots: bool = False, kw_only: bool = False
    ) -> Callable[[type], type]:
        """As `dataclasses.dataclass`; the lean way for values that have slots."""

        def define(cls: type) -> type:
            if not (slots and _is_plain(cls)):
                return dataclasses.dataclass(frozen=frozen, slots=slots, kw_only=kw_only)(cls)
            # Without one the standard decorator would write the signature there, which takes inspect longer
            # than all the rest.
            cls.__doc__ = cls.__doc__ or cls.__name__
            made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(cls)
            return _share(made, _FROZEN if frozen else _MUTABLE)

        return define


def _is_plain(cls: type) -> bool:
    """Nothing is asked for that the shared functions lack."""
    special = (each for each in vars(cls).values() if isinstance(each, dataclasses.Field))
    return all(each.init and each.hash is None for each in special) and not hasattr(cls, "__post_init__")


def _share(made: Any, functions: dict[str, Callable[..., Any] | None]) -> type:
    fields = dataclasses.fields(made)
    # What puts a value into its slot, by name: asked for once, where `object.__setattr__` looks for it each time.
    made.__lean__ = {each.name: getattr(made, each.name).__set__ for each in fields}
    made.__plain__ = {each.name: each.default for each in fields if each.default is not MISSING}
    made.__made__ = {
        each.name: each.default_factory for each in fields if each.default_factory is not MISSING
    }
    made.__compared__ = tuple(each.name for each in fields if each.compare)
    made.__shown__ = tuple(each.name for each in fields if each.repr)
    for name, function in {**functions, "__init__": _shared_init(made)}.items():
        setattr(made, name, function)
    return made  # type: ignore[no-any-return]  # a class, which setattr makes Any


def _shared_init(made: Any) -> Callable[..., None]:
    """For the first values of a class; then it gets its own."""
    puts, plain, factories = made.__lean__, made.__plain__, made.__made__
    seldom = iter(range(OFTEN))

    def init(self: Any, *placed: Any, **given: Any) -> None:
        if next(seldom, None) is None and puts:
            made.__init__ = _own_init(made)
        if placed:
            given = _named(self, placed, given)
        if len(given) < len(puts):
            given = plain | given
            for name, make in factories.items():
                if name not in given:
                    given[name] = make()
        try:
            for name, put in puts.items():
                put(self, given[name])
        except KeyError as missing:
            raise TypeError(f"{type(self).__qualname__} needs the argument {missing}") from None
        if len(given) > len(puts):
            unknown = next(name for name in given if name not in puts)
            raise TypeError(f"{type(self).__qualname__} knows no argument {unknown!r}")

    return init


def _own_init(made: Any) -> Any:
    """Written and compiled for one class, as the standard decorator does: a value then takes half as long."""
    puts, plain, factories, placed = made.__lean__, made.__plain__, made.__made__, made.__match_args__
    defaults = {name: f"plain_[{name!r}]" for name in plain} | dict.fromkeys(factories, "MISSING_")
    argument = {name: f"{name}={defaults[name]}" if name in defaults else name for name in puts}
    named = [argument[name] for name in puts if name not in placed]
    arguments = ", ".join(["self", *(argument[name] for name in placed), *(["*"] if named else []), *named])
    lines = [f"if {name} is MISSING_: {name} = factories_[{name!r}]()" for name in factories]
    lines += [f"put_{name}_(self, {name})" for name in puts]
    scope = {f"put_{name}_": put for name, put in puts.items()}
    scope |= {"plain_": plain, "factories_": factories, "MISSING_": MISSING}
    exec(f"def __init__({arguments}):\n    " + "\n    ".join(lines), scope)  # noqa: S102  of names in our own classes
    return scope["__init__"]


def _named(self: Any, placed: tuple[Any, ...], given: dict[str, Any]) -> dict[str, Any]:
    """All arguments by name; those that may be placed are the ones that a pattern may place."""
    names = self.__match_args__[: len(placed)]
    if len(names) < len(placed) or not given.keys().isdisjoint(names):
        raise TypeError(f"{type(self).__qualname__} has too many arguments")
    return {**dict(zip(names, placed, strict=True)), **given}


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name in self.__compared__)


def _eq(self: Any, other: Any) -> bool:
    return _values(self) == _values(other) if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__shown__)
    return f"{type(self).__qualname__}({shown})"


def _refuse(self: Any, name: str, *_: Any) -> None:
    raise FrozenInstanceError(f"{type(self).__qualname__}.{name} cannot be changed")


_MUTABLE: dict[str, Callable[..., Any] | None] = {
    "__eq__": _eq,
    "__hash__": None,
    "__repr__": _repr,
}
_FROZEN = {**_MUTABLE, "__hash__": _hash, "__setattr__": _refuse, "__delattr__": _refuse}
