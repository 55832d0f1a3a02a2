/** Portuguese word lists (Brazil and Portugal). Accents are folded away before matching. */
export const words = {
  body: 'rosto|cara|cabeça|braço|braços|mão|mãos|perna|pernas|nariz|boca|lábio|olho|olhos|costela|costelas|costas|barriga|cabelo|cabelos|dedo|dedos|pé|pulso|orelha|dente|dentes|ombro|peito|corpo|estômago',
  partner:
    'namorado|namorada|marido|mulher|esposo|esposa|companheiro|companheira|ex|parceiro|parceira|noivo|noiva|cara|homem|moço|moça|rapaz|tipo|ficante|crush|gajo|boy',
  parent: 'pai|mãe|padrasto|madrasta|pais|papai|mamãe|painho|mainha|mamã|papá|coroa|velho',
  relative: '<parent>|irmão|irmã|tio|tia|primo|prima|avô|avó|vó|vô|família|sogra|sogro|cunhado|irmãos|responsável',
  child:
    'filho|filha|filhos|filhas|bebê|bebé|criança|crianças|menino|menina|nenê|neném|filhinho|filhinha|sobrinho|enteado|enteada|irmãozinho',
  friend: 'amigo|amiga|amigos|vizinho|vizinha|colega|melhor amiga|melhor amigo|alguém|aluno|aluna|conhecido|mano',
  owner: 'meu|minha|meus|minhas|o|a|um|uma|seu|sua|teu|tua|nosso|nossa|esse|aquele|dele|dela|os',
  actor: 'ele|ela|eles|quem|alguém|<owner> ..1 (<partner>|<relative>|<friend>|<child>)',
  dear: '(meu|minha|meus|minhas|nosso|nossa|nossos|seu|sua) ..1 (<partner>|<relative>|<friend>|<child>|cachorro|gato|cão)',
  intend:
    'quero|queria|quis|vou|vamos|penso em|pensando em|pensado em|pensei em|pensar em|vontade de|desejo|gostaria de|planejo|planejando|decidi|tentei|tentar|tento|preciso|prefiro|preferia|preferiria|podia|poderia|deveria|sonho em|ir|querendo|ideia de|a fim de|tentado|tô pensando em|estou pensando em|forma de|jeito de|como|prestes a|pronta para|pronto para|apetece me|penso',
  gone: 'sem mim|se eu ..3 (não ..1 (existisse|estivesse|acordasse|tivesse nascido)|sumisse|morresse|desaparecesse|morrer|sumir|desaparecer|fosse embora pra sempre|faltasse|me matasse|partisse)|quando eu ..2 (não ..2 (estiver|existir)|morrer|for embora pra sempre|partir|me for|sumir|já não estiver)|se (morresse|sumisse|desaparecesse|não existisse|não estivesse ..1 aqui)|minha morte|que eu ..1 (não existisse|morresse|sumisse)',
  fine: 'melhor|feliz|felizes|tranquilo|tranquilos|aliviado|aliviados|alívio|bem|paz|fácil|falta|faltas|perceber|notar|notaria|perceberia|saudade|superar|superariam|superavam|importar|importaria|chorar|livre|livres|sossego|leve|descansar|descansariam|seguir a vida|descansado|descansados|percebia|lembraria|ligava|daria conta',
  all: 'todos|todo mundo|toda a gente|minha família|meus (pais|filhos|amigos)|as pessoas|eles|ninguém|o mundo|minha mãe|meu pai|meu marido|minha mulher|a minha família|os meus|vocês|geral|minha filha|meu filho',
  pills:
    'comprimidos|comprimido|remédios|remédio|pílulas|medicamentos|cartela|cartelas|frasco|caixa|paracetamol|rivotril|calmantes|soníferos|insulina|antidepressivos',
  hit: 'bate|bateu|batia|batido|bater|batem|bateram|batendo|agride|agrediu|agredia|agredido|agredir|empurra|empurrou|empurrava|chuta|chutou|chutava|esmurra|esmurrou|espanca|espancou|espancava|espancado|soca|socou|esbofeteou|esbofeteia|estapeou|estapeia|machucou fisicamente|surra|surrou|morde|mordeu|queimou|queima|arrasta|arrastou|esfaqueou|apanhei|maltrata|maltratava|atacou|ataca|cuspiu|cospe|sacode|sacudiu|pontapeou|arrebentou|arremessou|desceu a mão|machuca quando|magoa fisicamente|violenta|arranhou|jogou no chão|sova|sovou|beliscou|quebrou no',
  blow: 'tapa|tapas|tapão|soco|socos|murro|murros|chute|chutes|pontapé|pontapés|surra|surras|bofetada|bofetadas|estalo|estalos|empurrão|empurrões|cintada|cintadas|cabeçada|paulada|tabefe|facada|chinelada|coça|porrada|chapada|chapadas|cascudo|joelhada|cotovelada|tareia',
  throat: 'pescoço|garganta|goela',
  sexact:
    'sexo|transar|relação|relações|relações sexuais|fazer amor|dormir com ele|dormir com ela|deitar com ele|ir para a cama|foder|oral|boquete|tirar a roupa|fazer coisas|coisas sexuais|tocar nele|beijar|me deitar|anal|ter relação|ter relações|fazer com ele|sexuais|chupar',
} as const
