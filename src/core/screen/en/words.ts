/** English word lists. Members are parted by `|`; a list may hold other lists. */
export const words = {
  body: 'face|head|arm|arms|wrist|wrists|leg|legs|ribs|rib|stomach|belly|back|hand|hands|finger|fingers|foot|feet|ear|nose|jaw|lip|mouth|eye|eyes|hair|chest|shoulder|knee|shin|ankle|teeth|tooth|cheek|thigh|skull|collarbone|body|skin|toes',
  partner:
    'partner|boyfriend|girlfriend|husband|wife|fiance|fiancee|ex|spouse|man|woman|guy|bloke|lad|other half|partners|roommate|housemate|flatmate|date|lover|crush|fella|lass|missus',
  parent: 'mom|dad|stepdad|stepmom|parents|parent|foster dad|foster mom|guardian|folks',
  relative:
    '<parent>|brother|brothers|sister|stepbrother|stepsister|uncle|aunt|auntie|cousin|grandad|grandpa|grandma|nan|gran|family|in laws|relatives|sibling|siblings|mom in law|dad in law',
  // Who may come near a child at home; also a grown person's kin.
  kin: 'dad|stepdad|step dad|foster dad|stepbrother|step brother|stepbro|step bro|stepsister|step sister|stepmom|step mom|foster brother|uncle|brother|sister|cousin|grandpa|grandad|grandfather|granddad|brother in law|mom s (boyfriend|partner|husband|friend)|lodger',
  'touch-by-kin':
    '(<owner> ..1 <kin>|mom s (boyfriend|partner|husband)) (will not|would not|does not|did not) stop (touching|groping|feeling) me|(<owner> ..1 <kin>|dad|stepdad|grandpa|mom s (boyfriend|partner|husband)) ..2 (touches|touch|touched|touching|gropes|fondles|fondled) me (.|last night|yesterday|today|this|when|whenever|while|at night|under|and i|and he|and she|and it|if|in bed|in the (bath|shower|car|night)|in my (bed|room)|every|since|again|but|there|where|sometimes|sexually|a lot)|(he|<owner> ..1 (<kin>|boyfriend|husband|partner|ex|man)) ..2 (touches|touched|touching|gropes|fondles) (my|our|his) ..1 (sister|little sister|stepsister|daughter|son|cousin|niece|nephew|stepdaughter|little brother|kids|child) (.|when|whenever|while|at night|under|and|if|in bed|in the (bath|shower)|every|again|but|where|sexually)',
  child:
    'kid|kids|child|children|baby|babies|son|sons|daughter|daughters|toddler|newborn|infant|stepson|stepdaughter|grandson|granddaughter|grandchild|nephew|niece|little (boy|girl|one|ones)|little brother|little sister',
  // What a grown person needs nobody's leave for.
  freedom:
    'go|see|meet|leave|visit|spend|buy|call|text|talk|wear|eat|shower|bathe|sleep|drive|work|post|invite|speak|do|cook|open|take a (shower|bath|walk)',
  row: 'trouble|drama|scene|a row|row|rows|fight|fights|hell|war|argument|arguments|screaming|shouting|yelling|consequences|punish*|(blows|blow|blew) up|explodes|explode|(loses|lose|lost) it|(goes|go|went) ..1 (crazy|mad|mental|nuts|ballistic|off)|(kicks|kick|kicked) off|(freaks|freak|freaked) out|(flips|flip|flipped) [out]|furious|rage|rages|screams|shouts|yells|pay for it',
  friend:
    'friend|friends|best friend|mate|bestie|buddy|pal|classmate|coworker|colleague|roommate|neighbour|neighbor|teammate|student|someone|somebody|person|member|user',
  stranger:
    'boss|carer|caregiver|nurse|coach|teacher|tutor|priest|pastor|doctor|manager|guy|man|woman|girl|boy|stranger|people|men|boys|guys|landlord|dealer',
  owner: 'my|his|her|our|their|the|a|an|this|that|some|one of my',
  someone: '<partner>|<relative>|<child>|<friend>|<stranger>',
  actor: 'he|she|they|who|someone|somebody|anyone|<owner> [..2] (<partner>|<relative>|<friend>|<stranger>)',
  dear: '(my|our|his|her) ..2 (<partner>|<relative>|<child>|<friend>|dog|cat)',
  other: 'him|her|them|someone|somebody|<dear>|the (baby|kids|children|child|kid)',
  time: 'tonight|today|now|tomorrow|soon|right now|this (week|weekend|evening|morning|month)|anymore|any more',

  intend:
    'want to|wants to|wanted to|wanting to|going to|ready to|about to|need to|plan to|planning to|planning on|plan on|thinking about|thinking of|think about|think of|thought about|thought of|thoughts of|thoughts about|considering|decided to|trying to|try to|tried to|tempted to|urge to|urges to|feel like|felt like|will|would like to|would love to|would rather|rather|might|should|let me|prefer to|hoping to|hope to|wish i could|wish to|dream of|dreaming of|dreaming about|dream about|fantasise about|fantasize about|fantasising about|fantasizing about|imagine|imagining|picture|picturing|intend to|intending to|have to|deserve to|used to|want it to|longing to|long to|how to|how i would|am|best way to|easiest way to|close to|afraid i will|scared i will|able to|wonder about',
  crashing: 'drive|driving|drove|steer|steering|swerve|swerving|crash|crashing|turn the wheel',
  height: 'bridge|roof|rooftop|building|balcony|cliff|window|overpass|car park|tower|platform|ledge|multistorey',
  vehicle: 'train|trains|bus|truck|lorry|car|cars|traffic|tube|metro|tracks|rails',
  pills:
    'pill|pills|tablet|tablets|paracetamol|tylenol|meds|medication|medicine|painkillers|sleeping pills|insulin|xanax|ibuprofen|capsules|antidepressants|opioids|fentanyl',

  // Of those, what is counted in ones, and a number of them that is no dose.
  overdosed:
    'pill|pills|tablet|tablets|paracetamol|paracetamols|tylenol|tylenols|ibuprofen|ibuprofens|aspirin|aspirins|panadol|advil|nurofen|codeine|benadryl|painkillers|sleeping pills|sleeping tablets|xanax|capsules|antidepressants|meds|valium|diazepam|tramadol|sertraline',
  dose: '12|13|14|15|16|17|18|19|20|22|24|25|28|30|32|35|36|40|45|48|50|56|60|64|70|80|90|96|100|120|150|fifteen|sixteen|twenty|twenty five|thirty|forty|fifty|sixty|hundred|a hundred|one hundred|dozens',
  pet: 'dog|dogs|cat|cats|pet|pets|puppy|kitten|rabbit|rabbits|hamster|birds|parrot|horse|guinea pig|guinea pigs',

  gone: '(if|when|once|after|with|because|until|that|before) ..1 i ..2 (was|were|am|would be) ..1 (gone|dead|no longer here|no longer around|out of the picture|out of the way|underground)|(if|when|once|after|that|because) i ..2 (was|were|am) ..1 not ..1 (here|around|there|alive|in it|in the way|in the picture)|(if|when|once|after) ..1 i ..2 (died|die|disappear|disappeared|vanish|vanished|stopped existing|cease to exist|ceased to exist|ended it|killed myself|stopped breathing|stopped being here)|(if|that) i ..2 (did not|never|had not|had never) ..2 (exist|existed|woke up|wake up|been born|born)|with me (gone|dead|out of the way)|me (gone|dead|not here|not around)|my (death|funeral)|not being (here|around|alive)',
  fine: 'better|better off|happier|happy|easier|fine|okay|ok|all right|alright|cope|manage|relieved|relief|glad|celebrate|peace|move on|get on|get over it|notice|noticed|care|cry|miss|mind|lighter|simpler|kinder|free|freer|grateful|calmer|thank|forget|breathe|best|improve|richer|safer|well|favour|favor',
  all: 'everyone|everybody|people|the world|this world|they|they all|all of them|we all|you all|(my|the|his|her|our) ..1 (<relative>|<child>|friends|friend|team|husband|wife)|anyone|anybody|everything|life',

  hurt: 'hit|hits|hitting|beat|beats|beating|beaten|slap|slaps|slapped|slapping|punch|punches|punched|punching|kick|kicks|kicked|kicking|shove|shoves|shoved|shoving|push|pushes|pushed|pushing|smack|smacks|smacked|smacking|whack|whacked|whacks|headbutt|headbutted|headbutts|bite|bites|bit|biting|burn|burns|burned|burnt|stab|stabs|stabbed|stabbing|shoot|shot|attack|attacks|attacked|assault|assaults|assaulted|whip|whips|whipped|whipping|thrash|thrashed|thrashes|batter|batters|battered|scratch|scratches|scratched|spat on|spit on|spits on|elbowed|elbows|kneed|belted|belts|caned|canes|wallops|walloped|clocked|decked|tackled|tased|lashes|lashed out at|backhands|backhanded|pinch|pinches|pinched|restrain|restrained|restrains|knocked|knocks|drags|dragged|dragging|pummels|pummelled|jumps on|spanks|spanked',
  // Words that also mean a hurt of the heart; they need a body, a weapon or a force beside them.
  harm: 'hurt|hurts|hurting|harm|harms|harming|abuse|abuses|abused|abusing',
  force:
    'force|forces|forced|forcing|make|makes|made|making|coerce|coerced|coerces|push|pushes|pushed|trick|tricked|tricks|blackmail|blackmails|blackmailed',
  throat: 'neck|throat|windpipe|jugular|adams apple|trachea',
  sexact:
    'sex|have sex|having sex|had sex|sleep with|slept with|sleeping with|oral|anal|intercourse|intimate|make love|blowjob|hook up|go down on|went down on|touch (him|her|it|them)|do things|sexual things|do sexual|undress|strip|get naked|do stuff|do it|be intimate|have relations|give him head|suck|kiss|threesome|put out|masturbate',
  nudes:
    'nudes|nude|nude (pic|pics|picture|pictures|photo|photos|video|videos|selfie|selfies)|naked (pic|pics|picture|pictures|photo|photos|video|videos|selfie|selfies)|(intimate|topless) (pic|pics|picture|pictures|photo|photos|video|videos)',
  weapon:
    'knife|gun|blade|pistol|rifle|shotgun|machete|bat|hammer|scissors|weapon|razor|belt|hot iron|axe|firearm|bottle|cigarette|cable|cord|stick',
  number: '9|10|11|12|13|14|15|16|17|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen',
} as const
