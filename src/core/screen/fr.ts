/** French. */
import { coercion } from './fr/coercion.ts'
import { frames } from './fr/frames.ts'
import { suicide } from './fr/suicide.ts'
import { violence } from './fr/violence.ts'
import { words } from './fr/words.ts'
import type { Language } from './pattern.ts'

export const fr: Language = {
  code: 'fr',
  lists: words,
  negation: {
    words: 'pas|jamais|ne|n|sans|ni|aucun|aucune',
    pseudo: [
      'pas seulement',
      'sans moi',
      'ne ..2 plus',
      'n ..2 plus',
      'plus',
      "n'arrête pas",
      'sais pas',
      'pas seule',
      'sans cesse',
      'ne fait que',
      'pas que',
      'n ..2 (pas|plus|rien) le droit',
      'ne ..1 (veut|supporte|aime|accepte|voulait) pas que',
      'pas le droit',
      'plus le droit',
      "n'en peux",
      "peux pas m'empêcher",
      'pourquoi pas',
      "n'arrive pas à",
      'sans arrêt',
    ],
    ends: 'mais|parce|car|que|qu|et|je|j|il|elle|si|quand|alors|juste|sauf',
    reach: 4,
    follows: 1,
  },
  self: new Set(['je', 'j', 'me', 'm', 'moi', 'mon', 'ma', 'mes']),
  careful:
    'suicider|suicide|étranglée|étrangle|violée|mourir|frappée|frappé|obligée|menace|forcée|téléphone|scarifie|disparaître|harcèle',
  ordinary:
    'sacrifie|sacrifiee|sacrifiees|sacrifiez|menage|menages|menager|prenant|forcez|mouroir|messager|messagers|massages',
  patterns: [...suicide, ...violence, ...coercion],
  frames,
}
