"""Who can be blamed: nouns for people, teams and companies, and what is never one of them.

Used by language/clauses.py to tell what the head of a subject stands for. The lists are closed on
purpose: a word that is in none of them is a thing, and about things nothing is found.
"""

from __future__ import annotations

from postmortem_gh.language.lexicon.words import words

WE = words("we i us me ourselves myself")
YOU = words("you")
THEY = words("they them themselves")
HE = words("he she him himself herself")
SOMEONE = words(
    "someone somebody anyone anybody everyone everybody people person persons folks humans human "
    "individuals individual guy guys"
)
NOBODY = words("nobody none noone")

ROLES = words(
    "engineer developer dev devs programmer coder operator admin administrator sysadmin dba dbas sre "
    "sres  responder reviewer approver maintainer committer contributor architect analyst tester "
    "technician  designer consultant contractor employee colleague coworker co-worker teammate intern "
    "newcomer hire  manager director executive ceo cto cio vp ciso lead supervisor commander "
    "coordinator facilitator  author owner on-call oncall onduty on-caller oncaller on-duty scientist "
    "researcher student teacher  instructor leader chief captain staff personnel crew member deployer "
    "releaser worker-on-shift  specialist expert novice junior senior trainee freelancer founder "
    "officer shift-lead handler  assistant-engineer apprentice dispatcher agent-on-duty representative "
    "rep reps planner writer  moderator organizer organiser volunteer installer auditor caller "
    "translator qa-engineer devops pm  pms ic ics scrum-master shift swe em tpm merger nurse pilot "
    "electrician plumber clerk assignee  participant boss guys producer associate sysop webmaster "
    "accountant lecturer professor secretary  receptionist cleaner janitor steward foreman mechanic "
    "trainer mentor postdoc chairman treasurer  helper observer archivist librarian curator keeper "
    "guard porter driver courier  signaller composer artist predecessor successor subcontractor lad "
    "anaesthetist anesthesiologist therapist chemist biologist machinist typist strategist journalist "
    "musician optician dietitian superintendent inspector physicist pharmacist surgeon physician doctor "
    "radiologist paramedic  gamemaster banker cashier salesperson marketer copywriter statistician "
    "assistant undergraduate  supplier-contact sysops principal-engineer admins superuser webdev deputy"
)
TEAMS = words(
    "team teams squad squads department departments committee management leadership organization "
    "organisation qa ops sre devops infosec secops noc helpdesk group-of-engineers crew task-force "
    "workforce desk infra soc"
)
# Companies and whole trades: they act, but the same word often means their service.
ORGANISATIONS = words(
    "vendor vendors supplier suppliers provider providers contractor company companies partner partners "
    "agency firm registrar carrier isp hoster manufacturer reseller headquarters support marketing "
    "sales  legal finance hr engineering product security operations procurement accounting compliance "
    "business  consultancy bank airline government authority ministry council board university hospital "
    "institute  competitor outsourcer integrator administration"
)
# They suffer the incident; that they "failed to log in" is its effect.
USERS = words(
    "user users customer customers client clients visitor visitors subscriber subscribers consumer "
    "consumers player players tenant tenants guest guests end-user end-users buyer buyers shopper "
    "shoppers traveller travellers commuter commuters viewer viewers listener listeners donor donors "
    "pupil pupils parent parents citizen citizens resident residents merchant merchants patient "
    "patients passenger passengers reader readers jury audience"
)
ATTACKERS = words(
    "attacker attackers hacker hackers intruder intruders adversary adversaries scammer scammers "
    "phisher  phishers spammer spammers thief thieves actor actors criminal criminals malware botnet "
    "impersonator  perpetrator perpetrators abuser abusers fraudster fraudsters scraper scrapers "
    "crawler crawlers"
)
# A role word after one of these names a program: "the Prometheus operator", "package manager".
SYSTEM_MODIFIERS = words(
    "kubernetes k8s postgres postgresql prometheus etcd kafka redis mysql strimzi vault flink spark "
    "airflow rook helm elastic elasticsearch mongodb cassandra istio knative argo database cluster "
    "package process session connection window memory cache queue resource task job state password "
    "secret  secrets key certificate cert-manager file volume network traffic device node pod systemd "
    "service  plugin dependency version boolean ternary logical unary sql query lock transaction thread "
    "worker  buffer load cloud identity metrics alert dns oauth auth authentication sso login smtp "
    "email content  data api sdk http web ai llm automated ci build deployment-bot log logging "
    "monitoring replica raft  zookeeper kernel gc garbage block storage leader partition shard "
    "hypervisor vm container image  ansible terraform puppet backup payment payments sms push git"
)
# These still mean a person after such a word: "the database engineer", "the cluster administrator".
ALWAYS_PEOPLE = words(
    "engineer developer programmer admin administrator sysadmin dba architect analyst technician "
    "consultant contractor employee colleague team teams sre staff specialist reviewer tester responder "
    "lead scientist researcher owner maintainer intern expert director author contributor crew "
    "personnel  squad department on-call oncall on-caller trainee apprentice volunteer clerk assistant "
    "officer programmers"
)
# A human when said with a human's work before it.
HUMAN_MODIFIERS = words(
    "day early morning evening outgoing incoming support service customer-service help sales field "
    "release engineering product project incident  program programme team staff crew board group "
    "committee faculty shift duty night call"
)
# What looks like people by its last word and is not: bots and models act on their own.
BOT_MODIFIERS = words(
    "botnet malware ransomware phishing scam spam ai llm gpt claude copilot codex bot chatbot automated "
    "autonomous virtual"
)

TITLES = words(
    "mr mrs ms mx dr prof sir captain nurse professor officer teller sergeant lieutenant dean coach judge"
)
