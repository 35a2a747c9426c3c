"""Sayings for what nobody does well: dropped the ball, cut corners, swept it under the rug.

A table, so that one more is one more line. The first word is a verb in its base form; ``~`` stands for
whose it is (their feet, its head), ``*`` for up to four words (let the customers down).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.deeds.agency import looks_human
from postmortem_gh.language.lexicon import grammar, verbs

SAYINGS = """
drop the ball; have no idea what we were doing; have no idea what they were doing;
have no idea what he was doing; have the bright idea; have the brilliant idea; take responsibility for;
take full responsibility for; bear responsibility for; bear full responsibility; cut corners; cut a corner; cut some corners; cut too many corners; turn a blind eye; turn
a deaf ear; take shortcuts; take a shortcut; take no notice; take no care; take too little care; take *
at face value; take * for granted; take the easy way; take the lazy; take unnecessary risks; take a
gamble; take ~ eye off; take ~ eyes off; take no precautions; take no responsibility; jump the gun; jump
to conclusions; jump to the conclusion; jump to the wrong; lose track; lose sight; lose control; lose ~
nerve; lose ~ head; lose ~ patience; lose interest; lose focus; lose the plot; rush the; rush to; rush
it; rush this; rush into; rush through; rush out; rush * through; rush ahead; pay no attention; pay
little attention; pay scant; pay no heed; pay little heed; pay too little; give no thought; give little
thought; give no warning; give it no; give no heed; give up too; make no attempt; make no effort; make
little effort; make a mess; make a hash; make a bad call; make light of; make a poor; make a fool; do
nothing; do a poor job; do a bad job; do a sloppy; do a terrible job; do not bother; do too little; do
the bare minimum; do little to; sit on; sit by while; sit by and; sit back; sit idle; stand by while;
stand by and; stand idly; refuse to; act alone; act rashly; act carelessly; act negligently; act
irresponsibly; act on impulse; act too late; act too slowly; act too hastily; act unilaterally; act in
haste; act recklessly; know better; know full well; know perfectly well; brush off; brush aside; brush *
off; brush * aside; brush the; wave it through; wave through; wave * through; wave the; shrug off; shrug
* off; choose to ignore; choose not to; choose to skip; opt to ignore; opt not to; opt to skip; elect
not to; elect to ignore; decide to ignore; decide not to bother; insist on; insist that;
trip over; trip on; blow it; blow off; blow * off; fall asleep; fall short; fall down on; sleep through;
sleep on the job; struggle to follow; sweep * under the rug; sweep * under the carpet; drag ~ feet; drag
~ heels; pass the buck; bury ~ head; bury ~ heads; kick the can; gloss over; skim over; wing it; phone
it in; let * down; let ~ guard; let * slide; let * pass; have a chance to stop; have the chance to stop; push * through over; let * slip; let * fall through; nod off; doze off; zone
out; look the other way; overstep ~; lead * astray; leave * in the dark; leave * to chance; leave * in
the lurch; leave * out of the loop; leave * until the last; leave * too late; leave * to the last; leave * until the end; leave * to others; keep *
in the dark; keep silent; keep quiet; keep mum; keep * to themselves; keep * to himself; keep * to
herself; put off; put * off; put * in danger; put * at risk; put too much trust; put too much faith; put
blind; put convenience; put speed; put * on the back burner; play with fire; play fast and loose; play
dumb; play down; push ahead; push on; push * under; press ahead; press on; plow ahead; plough ahead;
plow on; plough on; forge ahead; charge ahead; barrel ahead; throw caution; throw * over the wall; throw
* under the bus; run roughshod; go rogue; go off script; go off piste; go behind ~; go
against; go awol; go cowboy; go quiet; go silent; come unprepared; come up short; get careless; get
sloppy; get lazy; get complacent; get distracted; get ahead of ~; get carried away; get cocky; get it
wrong; get this wrong; get * completely wrong; get tunnel vision; grow complacent; grow careless; become
complacent; become careless; become lax; become sloppy; slack off; goof off; foul up; cock up; stuff up;
slip up; muck up; louse up; mess around; mess about; muck about; shoot ~ in the foot; shoot from the
hip; shoot down; step on ~ toes; have no business; have no excuse; have every chance; have every
opportunity; have ample warning; have ample time; have ample opportunity; have tunnel vision; have no
regard; have little regard; have no respect; fly by the seat; bite off more; miss the boat; miss the
point; miss * opportunities; miss * opportunity; miss * chance; miss * chances; cave in; operate on
autopilot; run on autopilot; hope for the best; tune out; break protocol; break procedure; break
process; break policy; break the rules; break * rule; break ~ promise; break ~ promises; cover up; cover
~ tracks; fall for; abuse ~; tune * out; mix up; mix * up; muddle up; go around the process; go around
the review; trust * blindly
"""
UNDONE = """
get around to; pull ~ weight; take the time; take the trouble; pay attention; pay enough attention; take ownership;
think * through; think twice; keep an eye; do ~ homework; do ~ job; do ~ part; step up; learn from;
make the effort; make an effort; live up to; take care; take responsibility; take heed; heed the;
bother to; act on the warning; act on the warnings; look after; raise the alarm; speak up; stand up
"""
"""What was not done, or by nobody."""
WHOSE = grammar.POSSESSIVES | {"'s", "one", "its"}
GAP = 4


Tails = tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=1)
def sayings() -> dict[str, Tails]:
    """Each form of a saying's verb → the verb, and the words that must follow."""
    return _by_form(SAYINGS, verbs.past, verbs.participle, verbs.gerund)


@lru_cache(maxsize=1)
def undone() -> dict[str, Tails]:
    """The same for what was not done: "did not get around to it", "nobody took the time"."""
    return _by_form(UNDONE, verbs.past, str, verbs.gerund)


def _by_form(text: str, *forms: Callable[[str], str]) -> dict[str, Tails]:
    by_base: dict[str, list[tuple[str, ...]]] = {}
    for each in text.replace("\n", " ").split(";"):
        base, *rest = each.split()
        by_base.setdefault(base, []).append(tuple(rest))
    table: dict[str, Tails] = {}
    for base, tails in by_base.items():
        told = tuple((base, tail) for tail in sorted(tails, key=len, reverse=True))
        table.update(dict.fromkeys((form(base) for form in forms), told))
    return table


def saying(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The team dropped the ball”: a person is its subject and it is told as having happened."""
    yield from _not_done(sentence, i)
    for base, tail in sayings().get(sentence.low[i], ()):
        end = _end_of(sentence, i + 1, tail)
        if end:
            break
    else:
        return
    refusal = base == "refuse" or tail[0] == "not"
    if refusal and _is_fine_refusal(sentence, i):
        return
    agent = sentence.subject(i)
    if not sentence.is_asserted(i) or sentence.is_negated(i) or sentence.is_passive(i):
        return
    if sentence.tags[i] == "G" and not any(w in ("was", "were", "been") for w in sentence.auxiliaries(i)):
        return
    callings = agent.kind == "system" and agent.end > agent.start and looks_human(sentence.low[agent.end - 1])
    if (agent.is_person and agent.kind != "nobody") or agent.kind in ("org", "they") or callings:
        yield Accusation(agent=agent, start=agent.start, end=end, form="saying", verb=i)


def _not_done(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Nobody took the time to read it”, “we never got around to fixing it”."""
    end = next(
        (end for _, tail in undone().get(sentence.low[i], ()) if (end := _end_of(sentence, i + 1, tail))), 0
    )
    if not end or not sentence.is_asserted(i) or sentence.is_passive(i):
        return
    aux, agent = sentence.auxiliaries(i), sentence.subject(i)
    told = (
        not {"did", "had", "was", "were"}.isdisjoint(aux)
        or sentence.tags[i] == "V"
        or sentence.low[i] == "got"
    )
    negated = sentence.is_negated(i) and agent.is_human and agent.kind not in ("user", "nobody")
    if told and (negated or agent.kind == "nobody"):
        yield Accusation(agent=agent, start=agent.start, end=end, form="saying", verb=i)


def _end_of(sentence: Sentence, k: int, tail: tuple[str, ...]) -> int:
    """Where the saying's words end that must stand from k on; 0 when they don't stand there."""
    for n, word in enumerate(tail):
        if k >= len(sentence.low):
            return 0
        if word == "*":
            rest = tail[n + 1 :]
            ends = (_end_of(sentence, after, rest) for after in range(k + 1, k + 1 + GAP))
            return next((end for end in ends if end), 0)
        if word == "~":
            if sentence.low[k] not in WHOSE:
                return 0
        elif sentence.low[k] != word:
            return 0
        k += 1
    return k


def _is_fine_refusal(sentence: Sentence, i: int) -> bool:
    """That we chose not to is a decision told; and nobody is blamed for refusing to do harm."""
    agent = sentence.subject(i)
    return agent.kind not in ("name", "role", "team", "he", "org") or "not" in sentence.low[i + 1 : i + 2]
