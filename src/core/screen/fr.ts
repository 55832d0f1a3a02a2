import type { Language } from './pattern.ts'

export const fr: Language = {
  code: 'fr',
  lists: {},
  negation: { words: 'xxneg', pseudo: [], ends: 'xxend', reach: 2 },
  careful: 'selbstmord',
  patterns: [],
  frames: [],
}
