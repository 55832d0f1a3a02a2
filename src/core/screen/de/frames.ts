/** German frames: what says how a sentence is meant. */
import type { Frame } from '../pattern.ts'

export const frames: readonly Frame[] = [
  {
    id: 'redewendungen',
    does: 'idiom',
    forms: [
      '(könnte|würde) (ihn|sie) ..2 (erwürgen|umbringen|erschlagen) ..10 (haha|lol|schon wieder|gegessen|vergessen|joghurt)',
      '(bringt|bringst|brachte|bringen) (mich|uns) um (den|meinen|meine|die|das|mein) ..1 (Verstand|Schlaf|Ruhe|Nerven|Geduld|Freude|Glück|Geld)',
      'haut mich ..4 um',
      '(lach*|lache|gelacht|schäme|schämte|langweile|gelangweilt|ärgere|freue|arbeite) mich ..2 (tot|zu tode|kaputt|schlapp|halb tot)',
      '(stress|job|arbeit|hitze|warten|kälte|rücken|kopf|lärm|schule|prüfung|sehnsucht|pendeln|neugier|langeweile|ungewissheit|chef|es|das|distanz) ..1 (bringt|bringen) mich ..3 um',
      '(mama|papa|mutter|vater|eltern|chef|freundin|frau|mann|freund|sie|er) (bringt|bringen|killt|killen|tötet) mich ..1 [um] ..1 wenn ..8 (spät|zimmer|note|noten|vergesse|vergessen|sieht|merkt|erfährt|kaputt|aufräume|gegessen|haha|handyrechnung|sehen)',
      '(sterbe|sterben|gestorben|stirbt|tot) ..1 (vor|für) (lachen|scham|hunger|langeweile|neugier|sehnsucht|peinlichkeit|eifersucht|müdigkeit|hitze|durst|dich|ihn|sie|glück|freude|aufregung|peinlich)',
      '(vor) (lachen|scham|hunger|langeweile|neugier|sehnsucht|eifersucht|peinlichkeit|hitze|durst|freude|aufregung) ..3 (sterben|gestorben|sterbe|umkommen|tot)',
      '(todmüde|todlangweilig|sterbenslangweilig|totgelacht|todernst)',
      '(nicht mehr|will nicht|nicht) ..2 (mit|bei|in|ohne) ..4 (leben|wohnen|weiterleben|zusammenleben)',
      '(beim|im|in) (schach|tennis|spiel|sport|training|wettbewerb|mario kart|kicker|karten|kartenspiel|tischtennis|rennen|finale) ..2 (geschlagen|schlägt|besiegt|schlug|getreten)',
      '(schlägt|schlug|schlage|geschlagen) (vor|ein)|vorgeschlagen',
      'schlägt ..3 vor',
      '(geschnitten|verbrannt|verletzt|schneide|schneid|verletze|gestoßen|gekratzt|gehauen) ..3 (beim|kochen|haare|nägel|sport|fußball|papier|versehentlich|rasieren|bügeln|finger|arbeit)',
      '(beim|die haare|den pony|aus versehen|versehentlich|die nägel) ..3 (geschnitten|verbrannt|verletzt|schneiden|gestoßen|gehauen|gestochen|getreten)',
      'mich ..3 (verletzt|verletzen|schneiden|geschlagen) ..1 (gefühlt|emotional|mit worten|beim)',
      '(katze|hund|kater|mücke|baby|ball|wespe) ..4 (gebissen|gekratzt|beißt|kratzt|getreten|gestochen|getroffen)',
      '(küss*|kuss|kette|schal|halsschmerzen|massiert|massage|tuch) ..4 <throat>',
      '<throat> ..2 (geküsst|küsst|küsste|massiert)',
      'verfolgt mich ..2 (der gedanke|das bild|in meinen träumen|auf instagram)',
      '(gedanke|bild|erinnerung|lied|ohrwurm) ..2 verfolgt mich',
      'ausgeschlafen|ausschlafen',
      '(chef|chefin|lehrer|lehrerin|schule|arzt) ..1 (verbietet|lässt)',
    ],
    for: [
      'ich könnte sie erwürgen, schon wieder alles aufgegessen haha',
      'er bringt mich um den Verstand',
      'ich lach mich tot',
      'der Stress bringt mich um',
      'er hat mich beim Schach geschlagen',
      'ich sterbe vor Neugier',
    ],
    against: ['er hat mich geschlagen', 'er bringt mich um, wenn ich ihn verlasse', 'ich will sterben'],
  },
  {
    id: 'verneint-oder-gedacht',
    does: 'denied',
    forms: [
      '(wenn|falls) (er|sie|jemand|mich|man) ..2 (jemals|je|mal|irgendwann)',
      'nicht (so|als) ..1 (dass|als|ob)',
      '(glaube|denke|meine) nicht ..1 dass (er|sie|ich)',
      '(woran|wie) (erkenne|erkennt|merke|merkt) (ich|man) ..2 (ob|dass|wenn)',
    ],
    for: ['wenn er mich jemals schlagen würde, wäre ich weg', 'ich glaube nicht, dass er mich schlägt'],
    against: ['wenn er trinkt, schlägt er mich', 'er sagt es war nicht so, aber er hat mich geschlagen'],
  },
  {
    id: 'geschichten',
    does: 'story',
    forms: [
      '(film|filme|filmen|serie|serien|buch|bücher|roman|lied|lieder|song|songs|songtext|liedtext|zeile|folge|kapitel|figur|hauptfigur|szene|anime|manga|gedicht|theaterstück|musical|podcast|doku|sänger|sängerin|rapper|album|krimi|tatort|schauspieler|goethe|werther)',
      '(nachrichten|zeitung|artikel|bericht|schlagzeile|studie|studien|forschung|statistik|hausarbeit|referat|aufsatz|seminar|vorlesung|präsentation|bachelorarbeit|masterarbeit|uni|unterricht|gesetz|umfrage|prozess|gericht|fachbuch|weiterbildung)',
    ],
    for: ['im Film schlägt mein Onkel seine Frau', 'das Lied "ich will sterben" ist schön'],
    against: ['ich will sterben und kein Lied hilft', 'nach dem Film hat er mich geschlagen'],
  },
  {
    id: 'quoted-line',
    does: 'saying',
    forms: [
      '(lied|song|zeile|liedtext|songtext|gedicht|buch|titel|figur) ..2 (heißt|sagt|mit dem titel|singt|geht|lautet)',
    ],
    for: ['das Lied heißt ich will sterben', 'die Zeile lautet ich will nicht mehr leben'],
    against: ['ich höre Lieder und will sterben, ich will wirklich sterben', 'das Lied ist aus. Ich will sterben'],
  },
  {
    id: 'so-fuehle-ich',
    does: 'meant',
    forms: ['(so fühle ich|so geht es mir|genau so|geht mir auch so|genau das fühle|ich auch|das bin ich)'],
    for: ['im Lied singt er "Liebe", so geht es mir'],
    against: [
      'das Lied sagt "ich will sterben" und so fühle ich mich',
      'die Zeile "ich will nicht mehr leben", das bin ich',
    ],
  },
  {
    id: 'lange-her',
    does: 'bygone',
    forms: [
      '(urgroßvater|urgroßmutter|uroma|uropa|urgroßeltern|vorfahren|jahrhundert|mittelalter|im krieg|kaiserzeit|18*|19*|früher war das)',
      '(mein opa|meine oma|großvater|großmutter) ..8 (damals|früher|jung|seinerzeit)',
    ],
    for: ['mein Urgroßvater schlug seine Frau', 'im Mittelalter schlug der Vater seine Kinder'],
    against: ['mein Vater schlägt meine Mutter', 'mein Opa schlägt meinen Bruder'],
  },
  {
    id: 'spiele',
    does: 'play',
    forms: [
      '(im|beim|in|am) ..2 (spiel|game|runde|schach|boxen|karate|judo|training|turnier|videospiel|brettspiel|kickboxen)',
      '(minecraft|fortnite|valorant|roblox|gezockt|sparring|mario kart|kissenschlacht|boxtraining)',
    ],
    for: ['im Spiel hat er mich umgebracht und geschlagen', 'sie hat mich im Sparring getreten'],
    against: ['er hat mich geschlagen. Es ging um ein Spiel', 'wir waren beim Training. Danach hat er mich gewürgt'],
  },
  {
    id: 'abgesprochen',
    does: 'consent',
    forms: [
      '(safeword|bdsm|einvernehmlich|abgesprochen|kink|codewort|rollenspiel|fesselspiele)',
      '(ich mag|ich mag es|ich liebe|mir gefällt|wir mögen|wir stehen|ich steh|ich stehe) ..2 (das|es|wenn|drauf|darauf)',
      'ich ..3 darum gebeten',
    ],
    for: ['wir haben ein Safeword und er würgt mich, ich mag das', 'einvernehmlich schlägt sie mich im Bett'],
    against: [
      'er ignorierte das Safeword und hat mich gewürgt',
      'er nennt es BDSM, ich habe nein gesagt, er hat mich geschlagen',
    ],
  },
  {
    id: 'nicht-abgesprochen',
    does: 'unwilling',
    forms: [
      '(ignoriert|ignorierte|nein gesagt|nicht gewollt|wollte nicht|will nicht|angst|geweint|weinte|trotzdem|ohne zu fragen|gegen meinen|nicht aufgehört|mag das nicht|nicht einvernehmlich|mag es nicht)',
    ],
    for: ['er hat trotzdem Kuchen gekauft'],
    against: [
      'das Safeword hat er ignoriert und mich gewürgt',
      'BDSM nennt er das, aber ich wollte nicht und er hat mich geschlagen',
    ],
  },
  {
    id: 'vorbei',
    does: 'over',
    forms: [
      '(in sicherheit|heute geht es mir gut|mir geht es gut|jetzt bin ich glücklich|heute bin ich glücklich|bin drüber weg|überwunden|habe mich getrennt|bin da raus|rausgekommen|seitdem geht es|froh dass ich noch lebe)',
    ],
    for: ['mein Ex hat mich geschlagen, heute bin ich in Sicherheit', 'ich habe mich früher geritzt, mir geht es gut'],
    against: [
      'er schlägt mich, gestern wieder, aber mir geht es gut',
      'ich bin in Sicherheit im Bad, er hat mich heute geschlagen',
    ],
  },
  {
    id: 'vor-jahren',
    does: 'past',
    forms: [
      'vor ..2 (jahren|jahrzehnten)',
      '(damals|früher|als kind|als jugendliche|als jugendlicher|als teenager|in meiner kindheit|in meiner jugend)',
      '(als|wie) ich ..1 (klein|jung|kind|jünger|12|13|14|15|16|17|18|19|20) ..1 war',
      'jahre her',
    ],
    for: ['vor zehn Jahren hat er mich geschlagen', 'als Jugendliche habe ich mich geritzt, selbstverletzt'],
    against: [
      'vor zwei Jahren hat er mich geschlagen und gestern wieder',
      'früher war er nett. Wir wohnen zusammen. Er schlägt mich',
    ],
  },
  {
    id: 'immer-noch',
    does: 'now',
    forms: [
      '(immer noch|noch immer|wieder|gestern|heute nacht|heute abend|letzte woche|letzten monat|jeden tag|jede nacht|jedes mal|zurzeit|gerade|letztens|neulich|diese woche|ständig|am (montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|wochenende))',
      '(schlägt|würgt|zwingt|vergewaltigt) mich',
      '(heute hat|hat mich heute|hat mir heute)',
      '(will|möchte) ..1 (sterben|mich umbringen)',
    ],
    for: ['gestern lasen wir ein Buch über Schläge'],
    against: [
      'vor drei Jahren hat er mich geschlagen und er schlägt mich noch',
      'ich war raus, letzte Woche hat er mich gewürgt',
    ],
  },
  {
    id: 'lachen',
    does: 'laugh',
    forms: ['(haha*|lol|xd|hihi|spaß|scherz|hehe)'],
    for: ['so viele Hausaufgaben ich will sterben haha', 'ich bring mich um lol'],
    against: ['haha. Ich will wirklich sterben', 'lol alle schlafen und ich werde mich heute umbringen'],
  },
  {
    id: 'unter-18',
    does: 'underage',
    forms: [
      '(bin|ich|werde|wurde|mit) (10|11|12|13|14|15|16|17|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn)',
      '(bin|gehe) ..2 (minderjährig|in der (5|6|7|8|9|10) klasse|in die (5|6|7|8|9|10) klasse|in die (siebte|achte|neunte|zehnte)|in der (siebten|achten|neunten|zehnten))',
      '(12|13|14|15|16|17) (w|m|jahre alt)',
      '(14w|15w|16w|13w|w14|w15|w16|m14|m15|m16|14m|15m|16m)',
    ],
    for: ['ich bin 15 und mag einen Jungen'],
    against: ['ich bin 15 und mein Trainer küsst mich', 'bin 13 und er will Nacktbilder'],
  },
  {
    id: 'erwachsen',
    does: 'adult',
    forms: [
      '(seit|vor) ..1 (9|10|11|12|13|14|15|16|17) jahren',
      '(bin|ich) (10|11|12|13|14|15|16|17) (minuten|wochen|monate|tage|jahre älter|kilo|stunden|jahre verheiratet)',
      '(ich bin|bin) (18|19|20|21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|36|37|38|39|40|45|50|60)',
      'in der (10|11|12|13|14|15|16|17) (woche|ssw)',
      'als ich ..1 (12|13|14|15|16|17) war',
    ],
    for: ['wir sind seit 15 Jahren verheiratet und haben kaum Sex', 'ich bin 16 Wochen schwanger'],
    against: ['ich bin 16 und schwanger', 'ich bin 14 und er ist 25'],
  },
]
