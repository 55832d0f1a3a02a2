/** French word lists. Accents are folded away; an elided letter is a word of its own: "m'a" is "m", "a". */
export const words = {
  body: 'visage|tête|bras|main|mains|jambe|jambes|nez|bouche|lèvre|oeil|yeux|côte|côtes|dos|ventre|cheveux|doigt|doigts|pied|poignet|poignets|oreille|dent|dents|mâchoire|joue|figure|épaule|cuisse|gueule',
  partner:
    'copain|copine|mari|femme|mec|meuf|conjoint|conjointe|compagnon|compagne|ex|petit ami|petite amie|fiancé|fiancée|chéri|chérie|homme|époux|épouse|gars|type|chum|blonde|amant|partenaire|concubin',
  parent: 'père|mère|papa|maman|beau père|belle mère|parents|daron|daronne|darons|tuteur',
  relative:
    '<parent>|frère|soeur|oncle|tante|cousin|cousine|grand père|grand mère|papi|mamie|famille|beau frère|frères|soeurs|demi frère|tonton',
  child:
    'enfant|enfants|fils|fille|bébé|gosse|gosses|petit|petite|petit frère|petite soeur|gamin|gamine|filles|mômes|nourrisson|neveu',
  friend:
    "ami|amie|amis|pote|potes|voisin|voisine|collègue|meilleure amie|meilleur ami|camarade|quelqu'un|élève|connaissance",
  owner: 'mon|ma|mes|son|sa|ses|le|la|un|une|ton|ta|notre|nos|leur|ce|cette|l',
  actor: "il|elle|ils|on|qui|<owner> ..1 (<partner>|<relative>|<friend>|<child>)|quelqu'un|maman|papa",
  dear: '(mon|ma|mes|notre|nos|son|sa|ses) ..1 (<partner>|<relative>|<friend>|<child>|chien|chat)',
  gone: "sans moi|si je ..2 (n') ..1 (étais|existais|suis|existe) ..1 (plus|pas|jamais) ..1 [là]|si je ..1 (mourais|meurs|disparaissais|disparais|partais pour toujours|crevais|mettais fin)|si je ..1 plus là|(quand|lorsque|si|que) je ..2 (serai|sois|étais|suis|serais) plus (là|de ce monde|en vie)|(quand|si|lorsque) je ..2 (serai|suis|étais) (mort|morte|parti|partie|plus)|si j'étais ..1 (mort|morte|plus là|jamais né|jamais née|partie pour)|si j'étais pas (là|née|né)|si j'existais (plus|pas)|ma mort|si je (suis|étais) (plus|pas) là",
  fine: "mieux|heureux|heureuse|tranquille|tranquilles|soulagé|soulagés|soulagée|soulagement|bien|paix|simple|facile|manquerait|manquerais|manquer|rendrait compte|remarquerait|aperçevrait|remettraient|remettrait|pleurerait|débarrassés|débarrassé|libre|libres|vivraient|gênerait|apercevrait|s'en sortiraient|porterait|porteraient|ficherait|regretterait",
  all: 'tout le monde|tous|ma famille|mes (parents|enfants|amis|proches)|les (gens|autres|enfants)|ils|le monde|personne|mon (mari|fils|père|mec)|ma (mère|femme|fille)|on|ça|ce',
  pills:
    'médicaments|médocs|comprimés|cachets|pilules|somnifères|plaquettes|boîte|boîtes|doliprane|paracétamol|insuline|xanax|anxiolytiques|médoc',
  hit: 'frappe|frappée|frappé|frappait|frapper|bat|battait|battue|battu|gifle|giflée|giflé|giflait|gifler|pousse|poussée|poussé|poussait|cogne|cognée|cogné|cognait|tabasse|tabassée|tabassé|tape|tapée|tapé|tapait|taper|agresse|agressée|agressé|bouscule|bousculée|bousculé|mord|mordue|mordu|brûle|brûlée|brûlé|secoue|secouée|secoué|poignardée|poignardé|roue de coups|rouée de coups|roué de coups|plaque contre|plaquée|plaqué|projetée|projeté|traînée|traîné|traîne|violente|violentée|maltraite|maltraitée|maltraité|crache dessus|craché dessus|attaquée|attaqué|attaque|blessée physiquement|griffée|griffe|fouette|fouettée|démonte|démontée|éclatée|éclate la|savate|lattée|jetée|jeté|balancée|balancé|empoignée|empoigne',
  blow: 'gifle|gifles|baffe|baffes|claque|claques|coup|coups|coups de poing|coup de pied|coups de pied|coup de tête|poing|poings|torgnole|taloche|fessée|raclée|droite|beigne|mandale|patate|patates|tarte|coup de ceinture',
  throat: 'cou|gorge|trachée|kiki|nuque',
  sexact:
    "sexe|coucher|rapport|rapports|relation sexuelle|relations sexuelles|faire l'amour|baiser|fellation|sucer|le sucer|me déshabiller|le toucher|le faire|des choses|sexuelles|sexuels|sodomie|faire des trucs|avec lui au lit|niquer|pipe|une pipe|embrasser",
} as const
