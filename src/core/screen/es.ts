/** Spanish. */
import { coercion } from './es/coercion.ts'
import { frames } from './es/frames.ts'
import { suicide } from './es/suicide.ts'
import { violence } from './es/violence.ts'
import { words } from './es/words.ts'
import type { Language } from './pattern.ts'

export const es: Language = {
  code: 'es',
  lists: words,
  negation: {
    words: 'no|nunca|jamás|sin|ni|tampoco',
    pseudo: [
      'no solo',
      'no sólo',
      'sin mí',
      'no sé (si|cómo|qué|por qué)',
      'no puedo (dejar de|parar de|evitar)',
      'no dejo de',
      'no paro de',
      'por qué no',
      'sin motivo',
      'sin querer',
      'no importa',
    ],
    ends: 'pero|porque|aunque|yo|él|ella|y|que|sino|si|cuando|entonces|solo|mientras',
    reach: 4,
    follows: 0,
  },
  self: new Set(['yo', 'me', 'mi', 'mis', 'quiero', 'voy']),
  careful:
    'suicidarme|suicidio|suicida|matarme|morirme|estranguló|golpeó|obligó|violada|amenaza|amenazó|celular|contraseñas|ubicación|desaparecer',
  ordinary: 'celula|celulas|ameniza|amenizar',
  patterns: [...suicide, ...violence, ...coercion],
  frames,
}
