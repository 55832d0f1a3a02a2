/** Spanish word lists (Spain and Latin America). Accents are folded away before matching. */
export const words = {
  body: 'cara|cabeza|brazo|brazos|mano|manos|pierna|piernas|nariz|boca|labio|ojo|ojos|costillas|espalda|estómago|barriga|pelo|cabello|dedo|dedos|muñeca|oreja|pecho|hombro|pie|diente|dientes|ceja|panza|cuerpo',
  partner:
    'novio|novia|marido|mujer|esposo|esposa|pareja|ex|exnovio|exnovia|exmarido|prometido|prometida|compañero|compañera|hombre|tipo|chico|chica|señor|amante|conviviente|pololo|polola',
  parent: 'padre|madre|papá|mamá|padrastro|madrastra|padres|viejo|vieja|papás|jefa',
  relative:
    '<parent>|hermano|hermana|tío|tía|primo|prima|abuelo|abuela|familia|suegra|suegro|hermanastro|tutor|hermanos|cuñado',
  child: 'hijo|hija|hijos|hijas|bebé|niño|niña|niños|niñas|nene|nena|peque|hijito|hijita|hermanito|hermanita',
  friend:
    'amigo|amiga|amigos|compañero|compañera|vecino|vecina|alguien|alumno|alumna|conocido|mejor amiga|mejor amigo|compi',
  owner: 'mi|mis|su|sus|el|la|un|una|tu|nuestro|nuestra|este|ese',
  actor: 'él|ella|ellos|quien|alguien|<owner> ..1 (<partner>|<relative>|<friend>|<child>)',
  dear: '(mi|mis|nuestro|nuestra|nuestros|su|sus) ..1 (<partner>|<relative>|<friend>|<child>|perro|gato)',
  intend:
    'quiero|quisiera|querría|quería|voy a|vamos a|pienso|pensando en|pensado en|pensar en|ganas de|deseo|deseando|me gustaría|gustaría|planeo|planeando|decidí|decidido|he decidido|intenté|intentar|intento|idea de|necesito|prefiero|preferiría|ojalá pudiera|podría|debería|estoy por|lista para|listo para|sueño con|imagino|queriendo|mejor|tentación de|pensamientos de|plan para|cómo|forma de|manera de|tengo que|a punto de|intentado|pensé en|quise',
  gone: 'sin mí|si yo ..2 (no estuviera|no existiera|desapareciera|muriera|me muriera|me muero|faltara|no estoy|no estaría|me fuera)|si (no estuviera|no existiera|desapareciera|desaparezco|me muero|me muriera|muero|muriera|faltara|no hubiera nacido|no despertara|me mato|me matara|me esfumara|dejara de existir)|cuando (yo|) ..1 (no esté|no este|me muera|muera|falte|desaparezca|me haya ido|me vaya para siempre)|si (yo|) ..2 no (estuviera|existiera|hubiera nacido|despertara)|mi muerte|que (yo|) no (esté|estuviera|existiera)',
  fine: 'mejor|felices|feliz|tranquilos|tranquila|tranquilo|tranquilas|aliviados|alivio|bien|paz|descansarían|descansar|fácil|sencillo|echaría de menos|extrañaría|extrañarían|notaría|cuenta|falta|superarían|importaría|acordaría|llorarían|libres|peso de encima',
  all: 'todos|todas|todo el mundo|mi familia|mis (padres|hijos|amigos|papás)|la gente|ellos|nadie|el mundo|mi (madre|mamá|papá|padre|hijo|hija|pareja|marido|mujer)|los míos|las personas',
  pills:
    'pastillas|pastilla|tabletas|medicamentos|medicinas|pepas|ansiolíticos|paracetamol|somníferos|frasco|caja|blíster|antidepresivos|insulina',
  hit: 'pega|pegó|pegaba|pegado|pegan|pegue|pegar|pegarme|pegaron|golpea|golpeó|golpeaba|golpeado|golpean|golpear|golpearme|golpearon|empuja|empujó|empujaba|empujado|empujarme|patea|pateó|pateaba|pateado|abofetea|abofeteó|abofeteado|cachetea|cacheteó|zarandea|zarandeó|zarandeado|arrastra|arrastró|apuñaló|maltrata|maltrataba|maltrató|maltratado|muerde|mordió|quemó|quema|azota|azotó|atacó|ataca|agrede|agredió|agredido|lastima físicamente|lastimó|estampó|reventó|revienta|madrea|madreó|fajó|sacude|sacudió|jaloneó|jalonea|tumbó|acorraló|noquea|noqueó|escupió|escupe|aventó contra|estrelló|estrella contra',
  blow: 'bofetada|bofetadas|cachetada|cachetadas|patada|patadas|puñetazo|puñetazos|golpe|golpes|paliza|palizas|golpiza|hostia|hostias|piña|piñas|trompada|trompadas|tortazo|empujón|empujones|correazo|correazos|cinturonazo|chanclazo|azote|rodillazo|cabezazo|cachetazo|puñalada|cintazo|manotazo|manotazos|sopapo|palos|nalgada',
  throat: 'cuello|garganta|pescuezo',
  sexact:
    'sexo|tener sexo|relaciones|tener relaciones|acostarme|acostarnos|coger|follar|hacer el amor|hacerlo|hacer cosas|chupársela|mamársela|sexo oral|desnudarme|tocarlo|tocarla|besarlo|intimar|sexuales|hacérselo|cosas sexuales|mantener relaciones|tirar con él|a la cama',
} as const
