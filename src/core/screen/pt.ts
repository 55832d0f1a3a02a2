/** Portuguese. */
import type { Language } from './pattern.ts'
import { coercion } from './pt/coercion.ts'
import { frames } from './pt/frames.ts'
import { suicide } from './pt/suicide.ts'
import { violence } from './pt/violence.ts'
import { words } from './pt/words.ts'

export const pt: Language = {
  code: 'pt',
  lists: words,
  negation: {
    words: 'não|nunca|jamais|sem|nem|tampouco',
    pseudo: [
      'não só',
      'não apenas',
      'sem mim',
      'não sei (se|como|o que|porque)',
      'não consigo (parar de|deixar de)',
      'não paro de',
      'por que não',
      'sem querer',
      'sem motivo',
      'não importa',
      'no (meu|chão|braço|cabelo|rosto|sofá|carro|quarto|banheiro|pescoço|nariz|celular|trabalho|domingo|sábado|jogo|filme|livro|futebol|insta|instagram|cartão|ponto|olho|estômago|peito|hospital|fim|dia|final|ano|mês|corpo|armário|muro|portão|colchão|mundo|metrô|trem|prédio|telhado|banho|xadrez|videogame|karatê|judô|zap|whatsapp|parque|seu|ensino|dele|porão|rio|mar)',
    ],
    ends: 'mas|porque|embora|eu|ele|ela|e|que|se|quando|então|só|enquanto|apenas',
    reach: 4,
    follows: 0,
  },
  self: new Set(['eu', 'me', 'meu', 'minha', 'mim', 'quero', 'vou']),
  careful:
    'suicídio|suicida|suicidar|enforcou|estuprou|estuprada|obrigou|ameaça|ameaçou|celular|desaparecer|comprimidos|chantagem|empurrou',
  ordinary: 'esforcou|emperrou|enformou|celula|celulas|ameniza',
  patterns: [...suicide, ...violence, ...coercion],
  frames,
}
