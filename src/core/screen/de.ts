/** German. */
import { coercion } from './de/coercion.ts'
import { frames } from './de/frames.ts'
import { suicide } from './de/suicide.ts'
import { violence } from './de/violence.ts'
import { words } from './de/words.ts'
import type { Language } from './pattern.ts'

export const de: Language = {
  code: 'de',
  lists: words,
  negation: {
    words: 'nicht|nie|niemals|kein|keine|keinen|ohne|weder',
    pseudo: [
      'nicht nur',
      'nicht mehr',
      'ne (ohrfeige|backpfeife|faust|klinge|pistole|waffe|überdosis|freundin|frau|watsche|tracht)',
      'ohne mich',
      'ohne ihn',
      'weiß nicht',
      'nicht aufhören',
      'ob nicht',
      'nicht mal',
      'nicht weiter',
      'kein nein',
      'keine lust',
      'keinen sex',
      'nicht reagiere',
      'nicht antworte',
    ],
    ends: 'aber|weil|obwohl|dass|ich|er|sie|wir|und|sondern|wenn|als|nur|einfach|trotzdem|bis',
    reach: 3,
    follows: 2,
  },
  self: new Set(['ich', 'mich', 'mir', 'mein', 'meine', 'meinen']),
  careful:
    'selbstmord|umbringen|vergewaltigt|geschlagen|gewürgt|gezwungen|kontrolliert|erpresst|verbietet|abschiedsbrief|sterben',
  ordinary: 'vermietet|verbittet|streben|strebend|umringen',
  patterns: [...suicide, ...violence, ...coercion],
  frames,
}
