"""Verbs by what they say about the one who did it, and their forms.

Used by language/clauses.py (is this word a verb?), by the rules (which class?) and by
language/rewriting.py (which form?). Base forms only; the rest is made by rule or from IRREGULAR.
"""

from __future__ import annotations

from functools import lru_cache

from postmortem_gh.language.lexicon.words import words

# Nobody does these well: a person as their subject is blamed.
FAULTS = words(
    "fail forget neglect overlook ignore disregard miss mistake misread mishandle misjudge misinterpret "
    "misunderstand misdiagnose misconfigure mistype misapply miscalculate misplace mislabel misuse "
    "misclick misspell misreport miscount misestimate mismanage misroute mis-configure miscommunicate "
    "underestimate overestimate botch bungle fumble blunder err slip break omit skip bypass circumvent "
    "dismiss violate breach cause wreck ruin flub goof fat-finger fatfinger screw mess cripple sabotage "
    "jeopardize jeopardise downplay withhold procrastinate shirk slack squander panic leak misallocate "
    "misassign misattribute misdirect misfile misgauge misguide misinform miskey mismeasure misname "
    "misperceive misplan misprioritise misprioritize misremember misrepresent missequence misspeak "
    "misstate mistag mistime misvalue misadvise mishear muddle mangle bork hose brick trash clobber bodge "
    "fluff fudge falsify conceal overreact overstep oversleep overpromise oversimplify overcomplicate "
    "undervalue underplay understaff underprepare undertest sidestep disobey flout defy dodge evade skimp "
    "dither dawdle dally rubber-stamp rubberstamp misplay gamble meddle tamper obfuscate mislead hush "
    "trivialise trivialize belittle contravene abuse fuck foul cock muck louse overthink overengineer "
    "over-engineer overplan"
)
# Only people do these: the subject may then be a team, a company or a bare "they".
HUMAN_FAULTS = words(
    "forget neglect overlook disregard mistake misread misjudge misunderstand misinterpret misdiagnose "
    "mistype mishandle botch bungle fumble blunder misapply misclick misspell mismanage miscommunicate "
    "underestimate overestimate fat-finger fatfinger goof flub dismiss downplay withhold procrastinate "
    "shirk ignore misinform misprioritise misprioritize misremember misrepresent misstate misguide "
    "mistime bodge fudge falsify conceal overpromise overreact overstep oversleep undervalue underplay "
    "understaff disobey flout sidestep skimp dither dawdle rubber-stamp gamble meddle trivialise "
    "trivialize belittle contravene misconfigure misroute misassign misallocate mistag misname misfile"
)
# What people are expected to do: "X did not check", "nobody checked", "X failed to check".
DUTIES = words(
    "supervise act check verify test review read ask request inform tell notify notice realise realize "
    "think consider consult communicate document follow plan anticipate understand question escalate "
    "coordinate mention listen validate confirm double-check monitor investigate respond raise report "
    "flag announce warn look watch pay bother care ensure make look-up rehearse practice practise prepare "
    "research study learn share speak discuss involve align agree track prioritise prioritize add write "
    "update renew rotate approve reply answer acknowledge attend spot recognise recognize catch detect "
    "foresee identify appreciate account examine inspect audit back know expect remember handle prevent "
    "mitigate complete finish meet deliver keep give take use set get provide remove clean close create "
    "see clarify challenge estimate measure record log assign own hand talk seek heed respect grasp "
    "comprehend evaluate assess assure guarantee proofread sign submit call page contribute manage "
    "organise organize distribute divide forward relay react move train invest contact reach rollback "
    "revert drain restart enable disable configure deploy merge run do correct fix patch upgrade cancel "
    "try pass stop debug start address wake"
)
# Of these only a person is ever the subject, even in a note without one.
MINDFUL = words(
    "check verify review read ask request inform tell notice realise realize think consider consult "
    "communicate document plan anticipate understand question escalate coordinate mention listen "
    "double-check bother care rehearse practice practise research study discuss prioritise prioritize "
    "remember foresee appreciate follow test look recognise recognize pay heed speak proofread learn spot "
    "know inspect examine investigate prepare clarify announce involve agree challenge attend share warn "
    "talk acknowledge respond write add update use keep"
)
# What ends badly: "we could have lost data" is relief, not reproach.
HARMS = words(
    "lose suffer crash be end face hit encounter experience need have run continue remain become wait "
    "stay see get receive find go happen fall"
)
# Deeds after which "wrong", "accidentally" and the like tell who did wrong.
BREAKS = words(
    "break crash corrupt destroy delete drop wipe erase truncate overwrite kill cause trigger introduce "
    "expose leak disable disrupt damage take bring knock tear nuke clobber purge"
)

# Verbs that machines do unattended: "the pod should have been restarted" speaks of a mechanism.
MACHINE_WORK = words(
    "fire trigger restart reschedule schedule retry reject route evict replicate scale autoscale scrape "
    "emit cache serve return throttle send queue enqueue dequeue deliver page alert notify redirect "
    "rotate renew expire load reload refresh recreate spawn start stop kill terminate persist log sync "
    "synchronise synchronize encrypt decrypt provision process propagate garbage-collect collect drop "
    "drain balance rebalance flush index reindex publish consume ingest render execute invoke call "
    "receive generate delete remove free release allocate elect promote demote replay replace report "
    "assign skip ignore block limit rate-limit respect honour honor set apply reset close open accept "
    "parse store populate correct inherit"
)

BASES = (
    FAULTS
    | DUTIES
    | HARMS
    | BREAKS
    | MACHINE_WORK
    | words(
        "accept achieve act adapt adjust affect agree allow alter analyse analyze appear apply approach "
        "argue arrive assume assure attempt attribute avoid base begin believe blame bring build bump buy "
        "carry change choose claim click clone combine come commit compare compile complain conclude "
        "connect consist contain contribute control convert copy correct cost count cover crash create "
        "cut deal debug decide decline decommission decrease define depend deploy deprecate describe "
        "design determine develop die diagnose direct disappear discover do download duplicate edit embed "
        "enter evaluate exceed exist expand explain export express extend feel fill fix focus force "
        "format forward gain generalise get give go grant grow guess hang happen hardcode help hide hit "
        "hold hope hotfix hurry imagine implement import improve increase indicate insert install "
        "integrate intend interpret interrupt introduce issue jump keep label lack land last launch lead "
        "leave let lie like link list live lock lose lower maintain manage map mark match matter mean "
        "merge migrate mind mirror modify mount move name negotiate offer onboard open operate optimise "
        "optimize order overload override overwrite pair park part paste perform pick place play point "
        "post prefer press proceed produce profile prompt propose protect prove publish pull push put "
        "query raise reach react rebase reboot rebuild recall recommend recover reduce refactor refer "
        "refuse regret reimage relate release rely remind rename repair repeat replace reproduce request "
        "require reset resolve restore result retire retrieve return reuse revoke roll rush save say scan "
        "schedule seem select separate serve settle shift ship show shut sit slow solve sort spend split "
        "stage stand stay stop struggle submit succeed suggest supply support suppose suspect swap switch "
        "tag target teach tell tend tighten touch transfer treat trust try tune turn type unblock undo "
        "uninstall unplug unset use vote wait walk want waste win wish withdraw wonder work wrap write "
        "wrong yield invest engage motivate insist botch dare hesitate panic freeze rationalise stick "
        "sweep drag wing bury fly shoot throw sleep oversleep burn bite nod doze shrug brush wave gloss "
        "skim phone fall elect opt shelve snooze silence mute plow plough forge charge barrel dodge duck "
        "skirt pretend stumble trip spare streamline alleviate sharpen ease smooth accelerate shorten "
        "strengthen simplify reveal empty avert scrap swallow scramble short-circuit promise pledge vow pressure "
        "bully coerce dither haunt force-push creep input spread"
    )
)

_IRREGULAR = """
forget forgot forgotten, mistake mistook mistaken, misread misread misread,
misunderstand misunderstood misunderstood, break broke broken, withhold withheld withheld,
read read read, tell told told, think thought thought, understand understood understood,
pay paid paid, make made made, speak spoke spoken, write wrote written, catch caught caught,
foresee foresaw foreseen, know knew known, meet met met, keep kept kept, give gave given,
take took taken, set set set, get got gotten, see saw seen, seek sought sought, run ran run,
do did done, lose lost lost, be was been, hit hit hit, have had had, become became become,
find found found, go went gone, fall fell fallen, bring brought brought, tear tore torn,
send sent sent, begin began begun, build built built, buy bought bought, choose chose chosen,
come came come, cost cost cost, cut cut cut, deal dealt dealt, feel felt felt, grow grew grown,
hang hung hung, hide hid hidden, hold held held, lead led led, leave left left, let let let,
mean meant meant, overwrite overwrote overwritten, override overrode overridden,
prove proved proven, put put put, rebuild rebuilt rebuilt, reset reset reset, say said said,
show showed shown, shut shut shut, sit sat sat, spend spent spent, split split split,
stand stood stood, teach taught taught, undo undid undone, unset unset unset, win won won,
withdraw withdrew withdrawn, learn learned learned, blow blew blown, freeze froze frozen,
lie lied lied, stick stuck stuck, sweep swept swept, fly flew flown, shoot shot shot,
throw threw thrown, sleep slept slept, oversleep overslept overslept, bite bit bitten,
spread spread spread, input input input, mishear misheard misheard, proofread proofread proofread, creep crept crept,
 misspeak misspoke misspoken, mislead misled misled, bear bore borne
"""
# base: (past, participle)
IRREGULAR = {
    base: (past, participle)
    for base, past, participle in (row.split() for row in _IRREGULAR.replace("\n", " ").split(","))
}
ALSO_PAST = {
    "mislabelled": "mislabel",
    "panicked": "panic",
    "learnt": "learn",
    "got": "get",
    "blew": "blow",
    "blown": "blow",
}
# Final consonants that double: those of one syllable are found by rule.
DOUBLING = words(
    "omit commit submit admit permit refer occur prefer defer transfer trigger-x control forget begin "
    "reset format-x slip ship skip drop stop plan run set let put cut get hit log tag flag spot swap wrap "
    "step map drag chat ban bug debug plug unplug scan pin clip flip rip strip trim trap scrap jam cram "
    "slam trip grab stab dub rub scrub snag nag beg rig win sit quit shut split spin chop crop pop hop "
    "mop cap tap zap snap gap dim bin rob pat bet bat pet rot knot sum flub dial-x kill-x recur incur "
    "upset offset regret misplan rebut abet equip cancel-x shrug nod skim mistag"
)
NEVER_DOUBLE = words("fix mix box tax wax fax show allow slow flow view review play delay fail")

_VOWELS = frozenset("aeiou")


def past(base: str) -> str:
    """The simple past of a verb."""
    if base in IRREGULAR:
        return IRREGULAR[base][0]
    return _regular_past(base)


def participle(base: str) -> str:
    """The past participle of a verb."""
    if base in IRREGULAR:
        return IRREGULAR[base][1]
    return _regular_past(base)


def gerund(base: str) -> str:
    """The -ing form of a verb."""
    if base == "be":
        return "being"
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return base + (base[-1] if base in DOUBLING else "") + "ing"


def third(base: str) -> str:
    """The form of he, she and it in the present."""
    if base in ("be", "have"):
        return "is" if base == "be" else "has"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _regular_past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return base + (base[-1] if base in DOUBLING else "") + "ed"


@lru_cache(maxsize=1)
def forms() -> dict[str, tuple[str, str]]:
    """Each form of each known verb → (its base, base | past | participle | gerund | third)."""
    table: dict[str, tuple[str, str]] = {}
    for base in BASES:
        table[gerund(base)] = (base, "gerund")
        table[third(base)] = (base, "third")
        table[participle(base)] = (base, "participle")
        table[past(base)] = (base, "past")
    for form, base in ALSO_PAST.items():
        table[form] = (base, "past")
    for base in BASES:
        table.setdefault(base, (base, "base"))
    return table


def lemma(word: str) -> str:
    """The base of a verb's form; of an unknown one in -ed or -ing the likeliest, else the word itself."""
    known = forms().get(word)
    if known:
        return known[0]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            if stem[-1] == stem[-2] and stem[-1] not in "lsfze":
                return stem[:-1]
            return stem
    return word


def is_known(base: str) -> bool:
    """Whether its forms can be made safely."""
    return base in BASES
