"""The closed classes of English that the clause finder steps over or stops at.

Used by language/clauses.py alone: each word gets one tag, and what is in no list is told by its
ending, its case and its neighbours.
"""

from __future__ import annotations

from postmortem_gh.language.lexicon.words import words

BE = words("be am is are was were been being 're 'm")
HAVE = words("have has had having 've")
DO = words("do does did")
GET = words("get gets got gotten getting")
MODALS = words("can could may might must shall should will would ought 'll cannot")
NEGATIONS = words("not never")

DETERMINERS = words(
    "the a an this these those our their his her its my your some any each every no another both all most "
    "several many few either neither such half much more less whose other others same own"
)
POSSESSIVES = words("our their his her my your")

# The subject forms; what they refer to is decided in lexicon/people.py.
PRONOUNS = words(
    "we i he she they you it one who someone somebody nobody anyone anybody everyone everybody none "
    "nothing something anything everything us them him me ourselves themselves myself himself herself "
    "yourself itself this that these those noone y'all"
)

PREPOSITIONS = words(
    "of in on at by for with from into onto over under between among amongst within during via per about "
    "against across through throughout around behind beyond near off out up down upon toward towards "
    "despite except like than unlike without including regarding concerning besides above below inside "
    "outside alongside amid following due after before since until till as"
)
COORDINATORS = words("and or but nor & yet plus")
SUBORDINATORS = words(
    "because although though while whilst when whenever where wherever if unless whereas whether once so "
    "how why what lest even"
)
RELATIVES = words("who which that whom")

ADVERBS = words(
    "also then just simply even still already always often again ever never soon later earlier maybe "
    "perhaps however therefore instead too very quite rather well thus hence otherwise somehow sometimes "
    "once twice here there now today yesterday both either all actually initially originally together "
    "almost nearly barely hardly scarcely only indeed sadly alone far long first firstly kinda sorta "
    "pretty somewhat kindof secondly finally eventually really apparently as so anyway meanwhile sooner "
    "previously ahead"
)
# Words in -ly that are no adverbs, so that they can be the head of a noun phrase.
NOT_ADVERBS = words(
    "reply family assembly anomaly supply july fly apply rely multiply only daily weekly monthly early "
    "hourly nightly friendly likely unlikely italy emily ally molly sally billy lily kelly holly"
)
NOT_PAST = words(
    "need feed speed seed embed shed indeed exceed proceed succeed red bed hundred bleed breed weed deed "
    "led-indicator shared related unrelated naked wicked sacred"
)
NOT_GERUND = words(
    "thing something nothing anything everything ping string ring king spring morning evening staging "
    "sibling ceiling bring sling wing swing during"
)
PARTICLES = words("up down off out away aside over")
NUMBERS = words("two three four five six seven eight nine ten eleven twelve dozen hundred thousand")
QUANTIFIERS = words(
    "one two three four five some many several none all most few each any both neither either someone "
    "somebody anyone everyone nobody members member half lots couple part number group majority rest bulk"
)
