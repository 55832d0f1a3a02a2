/** The sentences of a card that speak to a question. */
import type { Card, SectionId } from '../../core/library.ts'
import { sentences } from '../prose.ts'
import { type Alike, stems } from './features.ts'

/**
 * Where a person finds themselves. The scene is left out: out of its place nobody knows who Kim and Sam are. So is what helps:
 * right after what it is, it reads as an order.
 */
const read: readonly SectionId[] = ['what', 'now', 'later']

/** The people of the scene, where they are named in the middle of a sentence; out of it nobody knows them. */
const named = /(?<=[\p{Ll},] )\p{Lu}\p{Ll}+/gu

/** What begins so speaks of something that is not there. */
const hanging =
  /^(?:it|its|this|that|these|those|they|their|he|she|both|so|but|and|or|yet|then|if not|if so|the other)\b/i

/** Neighbours that are shown together, so that no "it" hangs in the air. */
const together = 2

/** A sentence that shares more of its words with `short` than this says the same again. */
const again = 0.6

/** `short`, and the two neighbouring sentences that share most telling words with the question; the earlier of equals. */
export function passage(card: Card, text: string, alike: Alike): string {
  const asked = new Set(stems(text, alike))
  const said = new Set(stems(card.short, alike))
  const people = new Set(card.sections.looks?.match(named))
  const passages = read.flatMap((id) => paragraphs(card.sections[id] ?? '')).flatMap(windows)
  const stand = new Map<string, number>()
  const stemsOf = passages.map((one) => new Set(stems(one, alike)))
  for (const all of stemsOf) for (const stem of all) stand.set(stem, (stand.get(stem) ?? 0) + 1)
  const share = (all: ReadonlySet<string>): number => {
    let score = 0
    for (const stem of all) if (asked.has(stem)) score += Math.log(passages.length / (stand.get(stem) ?? 1))
    return score
  }
  const scores = stemsOf.map(share)
  const best = passages[scores.indexOf(Math.max(...scores))]
  return best === undefined ? card.short : `${card.short} ${best}`

  function isSaid(sentence: string): boolean {
    const own = stems(sentence, alike)
    return own.filter((stem) => said.has(stem)).length > again * own.length
  }

  function names(sentence: string): boolean {
    return (sentence.match(/\p{Lu}\p{Ll}+/gu) ?? []).some((word) => people.has(word))
  }

  function windows(paragraph: string): string[] {
    const all = whole(sentences(paragraph, card.language).map((sentence) => sentence.text))
    const last = Math.max(0, all.length - together)
    const found = Array.from({ length: all.length === 0 ? 0 : last + 1 }, (_, at) => all.slice(at, at + together))
    return found
      .filter((some) => !hanging.test(some[0] ?? '') && !some.some((one) => isSaid(one) || names(one)))
      .map((some) => some.join(' '))
  }
}

/** Sentences that somebody says in one go stay together. */
function whole(all: readonly string[]): string[] {
  const found: string[] = []
  let open = false
  for (const one of all) {
    if (open) found.push(`${found.pop()} ${one}`)
    else found.push(one)
    if ((one.match(/"/g)?.length ?? 0) % 2 === 1) open = !open
  }
  return found
}

/** Paragraphs and list items, each without the sign in front of it. */
const paragraphs = (markdown: string): string[] =>
  markdown
    .split('\n')
    .map((line) => line.replace(/^[\s>]*(?:[-*+]|\d+[.)])?\s+/, '').trim())
    .filter((line) => line !== '')
