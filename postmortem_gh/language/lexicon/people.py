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
    "sres responder reviewer approver maintainer committer contributor architect analyst tester "
    "technician designer consultant contractor employee colleague coworker co-worker teammate intern "
    "newcomer hire manager director executive ceo cto cio vp ciso lead supervisor commander coordinator "
    "facilitator author owner on-call oncall onduty on-caller oncaller on-duty scientist researcher "
    "student teacher instructor leader chief captain staff personnel crew member deployer releaser "
    "worker-on-shift specialist expert novice junior senior trainee freelancer founder officer shift-lead "
    "handler assistant-engineer apprentice dispatcher agent-on-duty representative rep reps "
    "planner writer moderator organizer organiser volunteer installer auditor caller translator qa-engineer "
    "devops pm pms ic ics scrum-master shift swe em tpm merger nurse pilot electrician plumber "
    "clerk assignee participant boss guys"
)
TEAMS = words(
    "team teams squad squads department departments committee management leadership organization "
    "organisation qa ops sre devops infosec secops noc helpdesk group-of-engineers crew task-force "
    "workforce"
)
# Companies and whole trades: they act, but the same word often means their service.
ORGANISATIONS = words(
    "vendor vendors supplier suppliers provider providers contractor company companies partner partners "
    "agency firm registrar carrier isp hoster manufacturer reseller headquarters support marketing "
    "sales legal finance hr engineering product security operations procurement accounting compliance "
    "business competitor outsourcer integrator administration"
)
# They suffer the incident; that they "failed to log in" is its effect.
USERS = words(
    "user users customer customers client clients visitor visitors subscriber subscribers consumer "
    "consumers player players tenant tenants guest guests end-user end-users buyer buyers shopper "
    "shoppers merchant merchants patient patients passenger passengers reader readers jury audience"
)
ATTACKERS = words(
    "attacker attackers hacker hackers intruder intruders adversary adversaries scammer scammers "
    "phisher phishers spammer spammers thief thieves actor actors criminal criminals malware botnet "
    "impersonator perpetrator perpetrators abuser abusers fraudster fraudsters scraper scrapers crawler "
    "crawlers"
)
# A role word after one of these names a program: "the Prometheus operator", "package manager".
SYSTEM_MODIFIERS = words(
    "kubernetes k8s postgres postgresql prometheus etcd kafka redis mysql strimzi vault flink spark "
    "airflow rook helm elastic elasticsearch mongodb cassandra istio knative argo database cluster "
    "package process session connection window memory cache queue resource task job state password "
    "secret secrets key certificate cert-manager file volume network traffic device node pod systemd "
    "service plugin dependency version boolean ternary logical unary sql query lock transaction thread "
    "worker buffer load cloud identity metrics alert dns oauth auth authentication sso login smtp email "
    "content data api sdk http web ai llm automated ci build deployment-bot log logging monitoring "
    "replica raft zookeeper kernel gc garbage block storage leader partition shard hypervisor vm "
    "container image ansible terraform puppet backup payment payments sms push git"
)
# These still mean a person after such a word: "the database engineer", "the cluster administrator".
ALWAYS_PEOPLE = words(
    "engineer developer programmer admin administrator sysadmin dba architect analyst technician "
    "consultant contractor employee colleague team teams sre staff specialist reviewer tester responder "
    "lead scientist researcher owner maintainer intern expert director author contributor"
)
# A human when said with a human's work before it.
HUMAN_MODIFIERS = words(
    "support service customer-service help sales field release engineering product project incident "
    "program programme team staff crew board group committee faculty shift duty night call"
)
# What looks like people by its last word and is not: bots and models act on their own.
BOT_MODIFIERS = words("ai llm gpt claude copilot codex bot chatbot automated autonomous virtual")

# Common given names of many countries, so that a capital letter alone is never enough. Names that are in none of
# the lists are found where the repository knows them, or where the sentence treats the word as a person.
GIVEN_NAMES = words(
    "aaron abdul abdullah abhishek abigail adam adrian aditi aditya adriana agnes ahmad ahmed aisha "
    "ajay akash akira alan albert alberto alejandra alejandro aleksandr aleksei alessandro alessandra "
    "alex alexander alexandra alexandre alexei alexey alexis alfonso alfred alfredo ali alice alicia "
    "alina alison allan allison alma alvaro alyssa amanda amber amelia amina amir amit amy ana "
    "anastasia anders andrea andreas andrei andrew andrey andrzej andy angela angelica angelina angelo "
    "anil anika anita anja anjali ankit ann anna anne annette annie ansgar anthony antoine anton "
    "antonia antonio anusha anya april arash ariel arjun armando arnold arthur arturo arun asha ashley "
    "ashok astrid audrey august aurelie ava avery axel ayesha babak barbara barry beatrice beatriz ben "
    "benedikt benjamin benoit bernard bernd beth bethany betty beverly bianca bill billy birgit bjorn "
    "bob bogdan bonnie boris brad bradley brandon brenda brendan brent brett brian bridget brittany "
    "bruce bruno bryan caitlin caleb calvin cameron camila camille carl carla carlo carlos carmen carol "
    "carolina caroline carolyn carsten catherine cecilia cedric celine cesar chad chandra charles "
    "charlie charlotte chen cheng cheryl chiara chloe chris christian christina christine christoph "
    "christophe christopher chuck cindy claire clara claudia claudio clemens clement cody colin colleen "
    "connor conor corey courtney craig cristian cristina curtis cynthia daisy damian damien dan dana "
    "daniel daniela danielle danny daphne darren dave david dawid dean deborah debra deepak deepika "
    "denis denise dennis derek diana diane diego dieter dietmar dimitri dina dirk divya dmitri dmitry "
    "dominic dominik dominique donald donna doris dorothy doug douglas duncan dustin dylan eddie "
    "eduardo edward edwin eileen ekaterina elaine elena eleanor elias elif elisa elisabeth elizabeth "
    "ella ellen elsa emil emilia emilio emily emma emmanuel enrique eric erica erik erika erin ernesto "
    "ernest esther ethan eugene eva evan evelyn fabian fabio faisal farah fatima federico felipe felix "
    "feng fernanda fernando filip finn fiona florence florian frances francesca francesco francis "
    "francisco franck francois frank franz fred freddie frederic frederik frida fritz gabriel gabriela "
    "gabriele gareth gary gaurav gavin geoffrey georg george georgia gerald gerard gerhard giacomo "
    "gianluca gilbert gina giorgio giovanni giulia giulio giuseppe gloria goran gordon graham greg "
    "gregor gregory greta guido guillaume guillermo gunther gustavo guy hamid hamza hanna hannah hans "
    "hao harald harish harold harriet harry hasan hassan heather hector heidi heike heinz helen helena "
    "helene helga helmut hendrik henri henrik henry herbert herman hernan hiroshi holger howard hugo "
    "hussein ian ibrahim ida ignacio igor ilya imran ines inga ingrid irene irina iris isaac isabel "
    "isabella isabelle ivan ivana jack jackie jackson jacob jacqueline jakob jakub james jamie jan jana "
    "jane janet janice jared jasmin jasmine jason javier jay jean jeff jeffrey jelena jennifer jenny "
    "jens jeremy jerome jerry jesper jesse jessica jessie jesus jiang jill jim jimmy jin jing joachim "
    "joan joana joanna joao joaquin jochen jodie joe joel johan johann johanna john johnny jon jonas "
    "jonathan jordan jorge jose josef joseph joshua josh joyce juan juanita judith judy julia julian "
    "juliana julie julien jun jurgen justin justyna kai karen karim karin karl karolina kate katarina "
    "katarzyna katherine kathleen kathryn kathy katie katja katrin kavita kayla keiko keith kelly "
    "kelvin ken kenji kenneth kenta kevin khalid kim kimberly klaus kris krishna krista kristen "
    "kristian kristin kristina krzysztof kumar kurt kyle lars laszlo latoya laura lauren laurent lauri "
    "lawrence layla lea leah lee leila lena leo leon leonard leonardo leonie leslie leticia li liam "
    "lidia lieselotte lin linda lindsay linh lisa liu liz lois lorena lorenzo lori lothar louis louise "
    "luc luca lucas lucia luciana lucie lucy ludwig luis luisa lukas luke lydia lynn madeleine madison "
    "magdalena mahmoud maja malcolm malik manfred manish manoj manuel manuela mara marc marcel marcelo "
    "marcin marco marcos marcus maren margaret margarita maria mariam marian mariana marie marina mario "
    "marion marisa marius marjorie markus marlene marta martha martin martina marvin mary maryam masha "
    "mateo mateusz mathias mathieu mathilde matt matteo matthew matthias matthieu maureen maurice mauro "
    "max maxime maximilian maya mei melanie melissa mehmet mercedes mia micha michael michal michel "
    "michele michelle miguel mihai mika mike mikhail milan milena ming miranda miriam mitchell mohamed "
    "mohammad mohammed mohit molly mona monica monika morgan moritz muhammad mustafa myriam nadia "
    "nadine naomi natalia natalie natasha nathalie nathan neha neil nelson nicholas nick nicola nicolas "
    "nicole niels nicolai nikita nikola nikolai nils nina nisha nikhil noah noel noemi nora norbert "
    "norman nuno olaf oleg olga oliver olivia olivier omar oscar oskar otto owen pablo pallavi pamela "
    "paola paolo parker pascal patricia patrick patrik paul paula paulo pavel pedro peggy penelope per "
    "peter petr petra phil philip philipp philippe phillip pia pierre piotr pooja prakash pranav "
    "prashant preeti priya priyanka rachel radu rafael rahul raj raja rajesh ralf ralph ramesh ramon "
    "randy raul ravi ray raymond rebecca regina reinhard renata rene reza ricardo richard rick rita rob "
    "robert roberta roberto robin rocio rodrigo roger rohan rohit roland rolf roman ronald rosa rosalie "
    "rose rosemary ross roxanne roy rudolf rupert russell ruth ryan sabine sabrina sachin sakura sally "
    "sam samantha samir samuel sana sandeep sandra sandy sanjay santiago saad sara sarah sascha satoshi "
    "saul scott sean sebastian selina serena serge sergei sergey sergio seth shane shannon sharon shaun "
    "shawn sheila shelby shirley shreya siddharth silke silvia simon simona simone sina sofia sofie "
    "sonia sonja sophia sophie soren stacy stan stanislav stefan stefania stefanie stella stephan "
    "stephanie stephen steve steven stewart stuart sue sunil suresh susan susanne suzanne sven svetlana "
    "swati sylvia sylvie tadeusz takashi tamara tania tanja tanya tara tatiana tatjana ted teresa terry "
    "tessa thea theo theodore theresa thierry thomas thorsten tiffany tiago tim timmy timo timothy tina "
    "tobias toby todd tom tomas tomasz tommy toni tony torsten tracy trevor tristan tyler udo ulrich "
    "ulrike ursula uwe valentin valentina valerie vanessa vera veronica veronika victor victoria vijay "
    "vikram viktor vincent vinod violet virginia vivek vivian vlad vladimir volker walter wanda wang "
    "warren wei wendy wenjing werner wesley wilhelm william willy wolfgang xavier xiao xin yan yang "
    "yannick yara yasmin ying yolanda yosef yuki yuri yusuf yvette yvonne zachary zara zeynep zhang zoe "
    "zoltan zuzana"
)
# Given names that are as often a product, a month or a word: they need a person's deed beside them.
DOUBTFUL_NAMES = words(
    "april august max ray guy per sandy amber rose daisy violet dean jordan georgia florence virginia "
    "chad milan may june grant mark will bill rob frank jack art drew chase hunter mason cooper carter "
    "clay cliff dale glen heath lance miles norm pierce rich rusty skip sonny sterling ward woody pat "
    "hope faith grace joy gene angel eve dawn summer autumn melody crystal ruby pearl ginger olive sage "
    "basil travis salt julia pascal harbor otto ada ali lin li han chen axel leo kai nova sydney paris "
    "cassandra hugo victoria iris ida ted sina jin jun tim-service maya"
)
TITLES = words("mr mrs ms mx dr prof sir")
