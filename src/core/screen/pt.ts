import type { Language } from './pattern.ts'

export const pt: Language = {
  code: 'pt',
  lists: {},
  negation: { words: 'xxneg', pseudo: [], ends: 'xxend', reach: 2 },
  careful: 'selbstmord',
  patterns: [],
  frames: [],
}
