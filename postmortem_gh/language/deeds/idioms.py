"""Sayings for what nobody does well: dropped the ball, cut corners, swept it under the rug.

A table, so that one more is one more line. The first word is a verb in its base form; ``~`` stands for
whose it is (their feet, its head), ``*`` for up to four words (let the customers down).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.deeds.agency import has_later_verb
from postmortem_gh.language.lexicon import callings, grammar, verbs

SAYINGS = """
abuse ~; act alone; act as if; act carelessly; act in haste; act irresponsibly; act like; act
negligently; act on a guess; act on a hunch; act on impulse; act rashly; act recklessly; act too
hastily; act too late; act too slowly; act unilaterally; act without approval; barrel ahead; bear full
responsibility; bear responsibility for; become careless; become complacent; become lax; become sloppy;
begin too late; behave badly; behave like; bite * more than; bite off more; blame it on; blame the; blow
* off; blow it; blow off; blow the deadline; break * rule; break policy; break procedure; break process;
break protocol; break the rules; break ~ promise; break ~ promises; brush * aside; brush * off; brush
aside; brush off; brush the; bury ~ head; bury ~ heads; cave in; charge ahead; choose not to; choose
speed over; choose to ignore; choose to skip; cock up; come unprepared; come up short; cover * up; cover
it up; cover up; cover ~ tracks; cut * of corners; cut a corner; cut corners; cut lots of corners; cut
some corners; cut too many corners; decide not to bother; decide to ignore; decline to act; decline to
fix; decline to fund; decline to patch; do a bad job; do a poor job; do a sloppy; do a terrible job; do
badly; do little to; do not bother; do nothing; do the bare minimum; do too little; doze off; drag ~
feet; drag ~ heels; drop the ball; elect not to; elect to ignore; fall asleep; fall down on; fall for;
fall short; fly by the seat; forge ahead; foul up; get * completely wrong; get ahead of ~; get careless;
get carried away; get cocky; get complacent; get confused; get distracted; get it wrong; get lazy; get
sloppy; get this wrong; get tunnel vision; ghost the; ghost us; give it no; give little thought; give no
heed; give no thought; give no warning; give up too; gloss over; go against; go around the process; go
around the review; go awol; go behind ~; go cowboy; go off piste; go off script; go quiet; go rogue; go
silent; goof around; goof off; grow careless; grow complacent; hardly lift a finger; have a chance to
stop; have ample opportunity; have ample time; have ample warning; have every chance; have every
opportunity; have every reason to; have little regard; have no business; have no clue; have no excuse;
have no idea how; have no idea what; have no idea what he was doing; have no idea what they were doing;
have no idea what we were doing; have no regard; have no respect; have the bright idea; have the
brilliant idea; have the chance to stop; have tunnel vision; hide the error; hide the fact; hide the
mistake; hide the problem; hope for the best; insist on; insist that; jump the gun; jump to conclusions;
jump to the conclusion; jump to the wrong; keep * in the dark; keep * to herself; keep * to himself;
keep * to themselves; keep mum; keep quiet; keep silent; kick the can; know better; know full well; know
perfectly well; lead * astray; leave * in the dark; leave * in the lurch; leave * out of the loop; leave
* to chance; leave * to others; leave * to the last; leave * too late; leave * until the end; leave *
until the last; leave * until the last minute; leave it like that; leave it that way; let * down; let *
fall through; let * pass; let * slide; let * slip; let ~ guard; lie about; look the other way; lose
control; lose focus; lose interest; lose sight; lose the plot; lose track; lose track of; lose ~ focus;
lose ~ head; lose ~ heads; lose ~ nerve; lose ~ patience; louse up; make a bad call; make a fool; make a
hash; make a mess; make a poor; make it worse; make light of; make little effort; make matters worse;
make no attempt; make no effort; make things worse; mess about; mess around; micromanage; miss * chance;
miss * chances; miss * opportunities; miss * opportunity; miss the boat; miss the point; mix * up; mix
up; muck about; muck up; muddle up; nod off; operate on autopilot; opt not to; opt to ignore; opt to
skip; overrule the; overstep ~; own the mistake; own this failure; own this mistake; pass the buck; pay
little attention; pay little heed; pay no attention; pay no heed; pay scant; pay too little; phone it
in; play down; play dumb; play fast and loose; play with fire; plough ahead; plough on; plow ahead; plow
on; point fingers; point the finger; press ahead; press on; push * through over; push * under; push
ahead; push on; put * at risk; put * in danger; put * off; put * on the back burner; put blind; put
convenience; put in little; put in minimal; put in no effort; put off; put speed; put too much faith;
put too much trust; refuse to; run on autopilot; run roughshod; rush * through; rush ahead; rush into;
rush it; rush out; rush the; rush this; rush through; rush to; shoot down; shoot from the hip; shoot ~
in the foot; shrug * off; shrug off; sit back; sit by and; sit by while; sit idle; sit on; skim over;
slack off; sleep on the job; sleep through; slip up; stand by and; stand by while; stand idly; start too
late; step on ~ toes; struggle to follow; stuff up; sweep * under the carpet; sweep * under the rug;
take * at face value; take * for granted; take a gamble; take a shortcut; take full responsibility for;
take no care; take no notice; take no precautions; take no responsibility; take responsibility for; take
shortcuts; take the easy way; take the lazy; take too little care; take unnecessary risks; take ~ eye
off; take ~ eyes off; tell no one; tell nobody; throw * over the wall; throw * under the bus; throw
caution; trip on; trip over; trust * blindly; tune * out; tune out; turn a blind eye; turn a deaf ear;
underperform; wait to the last minute; wait until the last minute; waste * days; waste * hours; waste a
day; waste an hour; waste our time; waste time; wave * through; wave it through; wave the; wave through;
wing it; zone out
"""
UNDONE = """
act on the warning; act on the warnings; bother to; do * due diligence; do due diligence; do ~ homework;
do ~ job; do ~ part; get around to; have a clue; heed the; keep an eye; learn from; lift a finger; live
up to; look after; make an effort; make the effort; pay attention; pay enough attention; pull ~ weight;
raise the alarm; show up; speak up; stand up; step up; take care; take heed; take ownership; take
responsibility; take the time; take the trouble; think * through; think twice; turn up
"""
"""What was not done, or by nobody."""
WHOSE = grammar.POSSESSIVES | {"'s", "one", "its"}
GAP = 4


Tails = tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def sayings() -> dict[str, Tails]:
    """Each form of a saying's verb → the words that must follow."""
    return _by_form(SAYINGS, verbs.past, verbs.participle, verbs.gerund)


@lru_cache(maxsize=1)
def undone() -> dict[str, Tails]:
    """The same for what was not done: "did not get around to it", "nobody took the time"."""
    return _by_form(UNDONE, verbs.past, str, verbs.gerund)


@lru_cache(maxsize=1)
def proverbial() -> frozenset[str]:
    """The words at which a saying may begin, done or not."""
    return frozenset(sayings()) | frozenset(undone())


def _by_form(text: str, *forms: Callable[[str], str]) -> dict[str, Tails]:
    by_base: dict[str, list[tuple[str, ...]]] = {}
    for each in text.replace("\n", " ").split(";"):
        base, *rest = each.split()
        by_base.setdefault(base, []).append(tuple(rest))
    table: dict[str, Tails] = {}
    for base, tails in by_base.items():
        told = tuple(sorted(tails, key=len, reverse=True))
        table.update(dict.fromkeys((form(base) for form in forms), told))
    return table


def saying(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The team dropped the ball”: a person is its subject and it is told as having happened."""
    yield from _not_done(sentence, i)
    tail, end = _found(sentence, i, sayings())
    refusal = sentence.low[i].startswith("refus") or tail[:1] == ("not",)
    if not end or (refusal and _is_fine_refusal(sentence, i)):
        return
    if not sentence.is_plain_deed(i):
        return
    if sentence.tags[i] == "G" and {"was", "were", "been"}.isdisjoint(sentence.auxiliaries(i)):
        told_later = "V" in sentence.tags[end:] and sentence.low[i] not in ("leaving", "keeping")
        if told_later and sentence.is_at_start(i):  # "Waiting until the last minute caused it"
            yield Accusation(agent=Agent("someone", i, i + 1), start=i, end=end, form="saying", verb=i)
        return
    agent = sentence.subject(i)
    noted = agent.kind == "none" and sentence.is_at_start(i) and not has_later_verb(sentence, i)
    if noted or _can_be_said_of(sentence, agent):
        yield Accusation(agent=agent, start=min(agent.start, i), end=end, form="saying", verb=i)


def _found(sentence: Sentence, i: int, table: dict[str, Tails]) -> tuple[tuple[str, ...], int]:
    """The first saying that stands here, and where its words end; 0 when there is none."""
    for tail in table.get(sentence.low[i], ()):
        end = _end_of(sentence, i + 1, tail)
        if end:
            return tail, end
    return (), 0


def _can_be_said_of(sentence: Sentence, agent: Agent) -> bool:
    if agent.kind == "system":
        return callings.looks_human(sentence.head(agent))
    return agent.is_somebody or agent.kind in ("org", "they")


def _not_done(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Nobody took the time to read it”, “we never got around to fixing it”."""
    _, end = _found(sentence, i, undone())
    passive = sentence.tags[i] != "G" and sentence.is_passive(i)
    if not end or not sentence.is_asserted(i) or passive:
        return
    aux, agent = sentence.auxiliaries(i), sentence.subject(i)
    told = (
        not {"did", "had", "was", "were"}.isdisjoint(aux)
        or sentence.tags[i] == "V"
        or sentence.low[i] == "got"
    )
    negated = sentence.is_negated(i) and agent.is_human and agent.kind not in ("user", "nobody")
    if sentence.tags[i] == "G" and sentence.low[:i][-1:] == ["not"] and sentence.is_at_start(i - 1):
        yield Accusation(agent=Agent("someone", i, i + 1), start=i - 1, end=end, form="saying", verb=i)
        return
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
    if agent.kind not in ("name", "role", "team", "he", "org"):
        return True
    owed = not (verbs.MINDFUL | {"wait", "stop"}).isdisjoint(sentence.low[i + 3 : i + 4])
    return sentence.low[i + 1 : i + 2] == ["not"] and not owed
