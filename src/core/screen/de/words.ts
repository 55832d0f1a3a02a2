/** German word lists (Germany, Austria, Switzerland). Umlauts are folded away before matching. */
export const words = {
  body: 'Gesicht|Kopf|Arm|Arme|Armen|Hand|Hände|Bein|Beine|Nase|Mund|Lippe|Auge|Augen|Rippe|Rippen|Rücken|Bauch|Haare|Haaren|Finger|Fuß|Schulter|Handgelenk|Zahn|Zähne|Ohr|Wange|Schienbein',
  partner:
    'Freund|Freundin|Mann|Frau|Ehemann|Ehefrau|Partner|Partnerin|Ex|Exfreund|Exfreundin|Exmann|Verlobter|Verlobte|Typ|Kerl|Macker|Lebensgefährte|Lebensgefährtin|Lover|Gatte|Gattin|Mitbewohner',
  parent:
    'Vater|Mutter|Papa|Mama|Stiefvater|Stiefmutter|Eltern|Vati|Mutti|Papi|Mami|Pflegevater|Pflegemutter|Pa|Vadder',
  relative:
    '<parent>|Bruder|Schwester|Onkel|Tante|Opa|Oma|Cousin|Cousine|Familie|Schwiegervater|Schwiegermutter|Geschwister|Stiefbruder|Schwager|Verwandte|Brüder',
  child:
    'Kind|Kinder|Sohn|Tochter|Baby|Kleine|Kleiner|Kleinen|Söhne|Töchter|Kindern|Säugling|Enkel|kleiner Bruder|kleinen Bruder',
  friend:
    'Kumpel|Kumpels|beste Freundin|bester Freund|Kollege|Kollegin|Nachbar|Nachbarin|Nachbarn|jemand|Mitschüler|Mitschülerin|Bekannte|Bekannter|Schüler|Schülerin|Freunde|Kollegen',
  owner:
    'mein|meine|meinem|meinen|meiner|meines|sein|seine|seinem|seinen|seiner|ihr|ihre|ihrem|ihren|ihrer|der|die|das|ein|eine|einem|einen|unser|unsere|unserem|unseren|dieser|diese|dem|den',
  actor: 'er|sie|der|die|wer|jemand|man|<owner> ..2 (<partner>|<relative>|<friend>|<child>)|Mama|Papa',
  dear: '(mein|meine|meinem|meinen|meiner|unser|unsere|unserem|unseren|seine|ihre|seinen|ihren|seiner|ihrer|seinem|ihrem) ..1 (<partner>|<relative>|<friend>|<child>|Hund|Katze)',
  other:
    'ihn|sie|ihm|ihr|ihnen|<dear>|die Kinder|das Kind|das Baby|den Kleinen|die Kleine|den Kindern|dem Kind|dem Baby',
  gone: 'ohne mich|wenn ..4 ich ..6 (nicht mehr ..2 (da|hier|leben|lebe|existiere|wäre|bin)|weg ..1 (wäre|bin)|tot ..1 (wäre|bin)|sterbe|sterben würde|verschwinde|verschwinden würde|verschwände|nicht (da|hier) (wäre|bin)|nie geboren ..2|nicht geboren|nicht gäbe|fort wäre|gestorben)|wenn es mich nicht|ich ..2 nicht mehr (da|hier|am Leben|auf der Welt) ..1 (bin|wäre|sein)|falls ich ..2 (sterbe|verschwinde|nicht mehr)|es mich nicht ..2 (gäbe|geben|gebe)|mein Tod',
  fine: 'besser|leichter|glücklicher|froh|ruhe|frieden|einfacher|erleichtert|gut|auffallen|merken|bemerken|vermissen|stören|dran|zurecht|klar|klarkommen|zurechtkommen|fehlen|kümmern|interessieren|weinen|vergessen|schöner|entlastet|freier',
  all: 'alle|allen|jeder|jedem|meine (Familie|Kinder|Eltern|Freunde)|meiner Familie|meinen Eltern|die Welt|niemand|niemandem|keiner|keinem|sie|die anderen|ihr|Mama|Papa|die Kinder|meine Mutter|mein Mann|meine Frau|meinen Kindern',
  pills:
    'Tabletten|Tablette|Pillen|Medikamente|Schlaftabletten|Paracetamol|Packung|Packungen|Schmerztabletten|Insulin|Schlafmittel|Antidepressiva|Ibuprofen',
  hit: 'schlägt|schlug|geschlagen|schlage|schlagt|verprügelt|verprügelte|verprügeln|prügelt|prügelte|geprügelt|vermöbelt|getreten|tritt|trat|geschubst|schubst|schubste|gestoßen|stößt|stieß|geohrfeigt|ohrfeigt|ohrfeigte|geboxt|boxt|boxte|gehauen|haut|haute|misshandelt|misshandelte|angegriffen|zusammengeschlagen|zusammenschlägt|verdroschen|gebissen|beißt|gekratzt|gewatscht|gebrannt|verbrannt|niedergestochen|gestochen|bespuckt|angespuckt|geschüttelt|durchgeschüttelt|geklatscht|geschmissen|geschleudert|schleudert|gezerrt|zerrt|zerrte|geschleift|schleift|attackiert|verhauen|gewürgt|würgt|schlagen|hinuntergestoßen|runtergestoßen|gedroschen|vertrimmt|eingeschlagen|eingetreten|eingeprügelt',
  throat: 'Hals|Kehle|Kehlkopf|Genick|Gurgel|Nacken',
  sexact:
    'Sex|schlafen|Geschlechtsverkehr|Oralsex|anfassen|ausziehen|blasen|befriedigen|küssen|vögeln|ficken|miteinander schlafen|Sachen machen|intim|berühren|strippen',
} as const
