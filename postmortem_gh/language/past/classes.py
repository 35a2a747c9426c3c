"""Verbs and nouns by what a past that did not happen says of them, and what such a finding is."""

from __future__ import annotations

from typing import NamedTuple

from postmortem_gh.language.clauses import Agent
from postmortem_gh.language.lexicon.words import words


class Counterfactual(NamedTuple):
    """Words [start, end); `verb` and `voice` tell a rewrite what to turn into a question."""

    start: int
    end: int
    agent: Agent | None = None
    verb: int = -1
    voice: str = ""  # active, passive, or nothing where no rewrite is safe


# What only people do to a thing, so that a passive without an agent still means them.
HUMAN_WORK = words(
    "have hold define schedule catch expand start engage pay devote spend invest check review test notice "
    "identify document plan communicate verify approach consider discuss flag spot question escalate "
    "audit announce anticipate foresee inform consult validate prioritise prioritize investigate "
    "double-check rehearse tell warn ask do handle think address know involve read write raise fix detect "
    "avoid prevent discover recognize recognise realize realise understand mention follow coordinate "
    "agree assign schedule-meeting treat take learn clarify estimate measure examine inspect approve "
    "merge deploy ship commit push roll design build implement add include update upgrade patch configure "
    "monitor maintain rush rehearsed train run make set put use call declare mitigate resolve "
    "decommission deprecate migrate provision remove disable enable delay postpone split limit begin "
    "share talk keep leave give hire staff chase replace rotate renew revert stop cancel phase automate "
    "allow permit cover guard protect secure pinned pin lock label name move choose specify state explore "
    "research tackle attempt try diagnose stage gate cleaned clean delete drain back backup adjust change "
    "increase lower tune bump decide organise organize manage cut reject refuse cross-check proofread "
    "look"
)


# ... without what a machine does by itself.
BY_MACHINES = words(
    "trigger restart reschedule retry reject route evict replicate scale autoscale emit serve return "
    "throttle send queue enqueue redirect expire reload refresh recreate spawn terminate propagate index "
    "ingest render execute deliver deduplicate discard release invalidate correct delete remove rotate "
    "renew run start set schedule replace assign apply stop clean increase lower limit split drain lock "
    "disable enable allow cover include use call merge block skip ignore refused process receive log show "
    "display report cache"
)


REPROACHED = words(
    "catch notice prevent avoid detect spot identify foresee anticipate realize realise know test check "
    "verify communicate handle react respond act escalate do plan prepare review ask read investigate "
    "discover save reduce shorten mitigate resolve fix recognise recognize find look use make choose take "
    "try move monitor roll rollback revert pay give help speak think consider coordinate document warn "
    "tell inform involve prioritise prioritize start stop set add write work organise organize flag "
    "mention question point suggest voice announce consult manage focus achieve benefit raise update "
    "deploy put keep understand learn improve see split diagnose recover page call"
)


TOLD_TO_US = words(
    "alert notify page call give send contact affect hit impact charge lock require force able allow "
    "block bill reach wake"
)


RECEIVED = words("receive get have see need be hear encounter experience")


SIGNALS = words(
    "alert alerts page pages notification notifications email emails warning error errors message access "
    "response alarm alarms downtime outage impact data"
)
