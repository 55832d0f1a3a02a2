/** Pictures to draw in tests. */
import type { LoopPicture, LoopRole } from '../../src/core/picture.ts'

const roles: readonly LoopRole[] = ['trigger', 'feeling', 'act', 'relief', 'cost']

export function loopOf(title: string, names: readonly string[], texts: readonly string[]): LoopPicture {
  const stations = roles.map((role, at) => ({ role, name: names[at] ?? role, text: texts[at] ?? '' }))
  return { kind: 'loop', title, stations }
}

export const reliefLoop = loopOf(
  'The relief loop',
  ['Trigger', 'Feeling', 'Act', 'Relief', 'Cost'],
  [
    'A message stays unanswered',
    'Worry climbs',
    'You ask: are we okay?',
    'A yes. Calm, for now',
    'The doubt comes back sooner',
  ],
)

/** Eighty characters each, as a translation may have them. */
export const longLoop = loopOf(
  'Angst vor Zurückweisung und Vermeidung von Nähe',
  ['Auslöser', 'Gefühl', 'Handlung', 'Erleichterung', 'Preis'],
  [
    'Eine Nachricht bleibt den ganzen Abend unbeantwortet, obwohl sie gelesen wurde …',
    'Die Sorge wächst, und der Körper spannt sich an, als wäre schon etwas geschehen.',
    'Du fragst nach Bestätigung: Ist zwischen uns wirklich noch alles in Ordnung, du?',
    'Ein Ja beruhigt für den Augenblick, der Atem wird ruhiger, die Anspannung lässt …',
    'Das Beruhigungsbedürfnis kehrt schneller zurück und das Selbstvertrauen nimmt ab',
  ],
)
