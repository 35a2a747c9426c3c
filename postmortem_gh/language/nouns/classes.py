"""Nouns of fault by whose they can be: only people's, shared with systems, weaknesses of work."""

from __future__ import annotations

from postmortem_gh.language.lexicon.words import words

# Only people have these, so that an owner is enough.
HUMAN_SLIPS = words(
    "mistake mistakes oversight oversights blunder blunders negligence carelessness sloppiness "
    "recklessness misunderstanding misunderstandings misjudgement misjudgment misinterpretation "
    "misreading miscommunication inattention incompetence ignorance complacency laziness forgetfulness "
    "screwup screw-up screw-ups slip-up slipup slip-ups miscalculation inexperience typo typos "
    "thoughtlessness indifference misstep missteps absent-mindedness haste impatience stubbornness "
    "arrogance hubris wrongdoing misconduct inaction procrastination unwillingness reluctance refusal "
    "hesitation indecision gaffe howler cock-up cockup foul-up foulup muddle mix-up mixup goof goof-up "
    "mess-up fuck-up fuckup ineptitude misdeed wrongdoings faux-pas clanger fumble bungle botch brainfart "
    "dereliction mismanagement non-compliance noncompliance inattentiveness ineptness malpractice apathy "
    "failing failings shortcoming shortcomings short-sightedness shortsightedness overconfidence "
    "nonchalance misstatement miscalculations misjudgements misjudgments misdiagnosis obsession fixation "
    "disregard contempt tardiness ego disinterest unprofessionalism cowardice impulsiveness micromanagement "
    "rudeness unresponsiveness unpreparedness disorganisation disorganization favouritism pettiness mis-key "
    "mis-click misclick"
)


# Systems have these too: an owner counts only with more evidence.
SHARED_SLIPS = words(
    "errors misconfiguration misconfigurations error failure fault lapse omission slip neglect inability"
)


SLIPS = HUMAN_SLIPS | SHARED_SLIPS


WEAKNESS = words(
    "consideration respect participation attendance contribution diligence care attention discipline "
    "oversight initiative focus effort rigor rigour professionalism accountability commitment engagement "
    "motivation competence listening foresight judgement judgment concentration thoroughness ownership "
    "responsibility preparation planning vigilance caution supervision follow-through attentiveness "
    "curiosity urgency interest conscientiousness seriousness sense"
)


SHARED_WEAKNESS = words(
    "communication understanding knowledge experience awareness coordination skill skills expertise "
    "training testing review management leadership involvement participation collaboration documentation "
    "respect familiarity consideration cooperation thought response monitoring planning checks"
)


# Said in general or of the future: learning from mistakes, avoiding them, room for them.
GENERAL = words(
    "every each acknowledge acknowledging address addressing tackle fix improve improving "
    "sometimes often usually learn learning learned learnt from-our avoid avoiding prevent preventing "
    "prevents avoids reduce reducing repeat repeating repeated against eliminate eliminating room "
    "possibility risk chance likelihood potential accept accepting apologizing apologising apologize "
    "embrace celebrate discuss common catch catches catching tolerate tolerant allow allows allowing "
    "forgiving detect detects hide admit for-any blame-free fewer future any guard minimise minimize "
    "happen can easy easier"
)


ADJECTIVES_OF_BLAME = words(
    "wrong incorrect bad poor false mistaken erroneous faulty flawed careless costly serious grave "
    "improper dangerous reckless rash hasty unwise unfounded inaccurate invalid stupid silly terrible "
    "critical"
)
