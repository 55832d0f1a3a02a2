/** Shortens texts so that what is left reads well: whole words, whole Markdown, and an ellipsis. Lengths are UTF-16 code units. */

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Makes text one that Discord takes: no lone surrogates, no control characters, no space at either end. */
export const clean = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()

/** The same on one line. */
export const line = (text: string): string => clean(text).replace(/\s+/g, ' ')

/** Whether a reader would see anything at all. */
export const visible = (text: string): boolean => /[^\s\p{Z}\p{C}]/u.test(text)

/** Shortens plain text, where Markdown means nothing, to at most `most` (1 or more). */
export function cutPlain(text: string, most: number): string {
  if (text.length <= most) return text
  const kept = start(text, most - 1)
  const word = text.slice(0, kept.length + 1).search(/\s\S*$/)
  return `${tidyEnd(word >= kept.length * 0.6 ? kept.slice(0, word) : kept)}…`
}

/** Room for the ellipsis and for closing marks: one of each kind at most, since none nests in itself. */
const spare = 16

/**
 * Shortens Discord Markdown to at most `most` (40 or more): at the end of a sentence, or else of a word, never inside a
 * link, a citation, a code span, a mention or a grapheme. Emphasis that is open at the cut is closed after the ellipsis.
 */
export function cutMarkdown(text: string, most: number): string {
  if (text.length <= most) return text
  const tokens = tokenise(text)
  const at = place(text, tokens, most - spare)
  const kept = tidyEnd(text.slice(0, at))
  // Nothing but one long span: it loses its marks and becomes plain words.
  if (!visible(kept.replace(/^(?:>|-#?|#{1,3})(?=\s|$)/, ''))) return cutPlain(`${tidyEnd(unmarked(text))}…`, most)
  const open = pairs(text, tokens).filter((pair) => pair.open < at && at <= pair.close)
  const closing = open.sort((a, b) => b.open - a.open).map(({ mark }) => mark)
  return `${kept}${sentenceEnd.test(kept.slice(-8)) ? ' ' : ''}…${closing.join('')}`
}

const unmarked = (text: string) =>
  text.replace(/\[([^[\]]{1,300})\]\([^()\s]{0,600}\)/g, '$1').replace(/[\\`*_~|[\]<]/g, '')

interface Token {
  readonly kind: 'mark' | 'gap' | 'word' | 'whole'
  readonly text: string
  readonly from: number
}

/** Spans that must stay whole. Their bounds keep brackets and backticks that never close from costing quadratic time. */
const wholes = [
  /(?<ticks>`{1,3})(?!`)[\s\S]{1,1000}?(?<!`)\k<ticks>(?!`)/,
  /\\[\s\S]/,
  /\[(?:\\.|[^[\]\\]|\[[^[\]]{0,100}\]){0,300}\](?:\((?:[^()\s]|\([^()\s]{0,100}\)){1,600}\))?/,
  /<[^<>\s]{1,200}>/,
]

const marks = /\*\*\*?|__|~~|\|\||[*_]/

const token = new RegExp(
  `(?<whole>${wholes.map(({ source }) => source).join('|')})|(?<mark>${marks.source})|(?<gap>\\s+)|[^\\s\`[<\\\\*_~|]+|[\\s\\S]`,
  'gu',
)

const named = ['whole', 'mark', 'gap'] as const

const tokenise = (text: string): Token[] =>
  [...text.matchAll(token)].map(({ 0: found, index, groups }) => {
    const kind = named.find((name) => groups?.[name] !== undefined) ?? 'word'
    return { kind, text: found, from: index }
  })

const sentenceEnd = /[.!?…。！？]["'”’»)\]*_~]*$/

/** Where to cut within `room`: after a sentence if little is lost by it, else after a word, else inside the last one. */
function place(text: string, tokens: readonly Token[], room: number): number {
  const within = tokens.filter(({ from }) => from <= room)
  const gaps = within.filter(({ kind, from }) => kind === 'gap' && from >= room * 0.5).map(({ from }) => from)
  const endsSentence = (gap: number) => sentenceEnd.test(text.slice(Math.max(0, gap - 8), gap))
  const sentence = gaps.findLast((gap) => gap >= room * 0.7 && endsSentence(gap))
  const last = within.at(-1)
  const inLast = last?.kind === 'word' ? start(last.text, room - last.from).length : 0
  return sentence ?? gaps.at(-1) ?? (last?.from ?? 0) + inLast
}

/** Emphasis marks that open and close; a lone mark is an ordinary character. */
function pairs(text: string, tokens: readonly Token[]): { mark: string; open: number; close: number }[] {
  const found: { mark: string; open: number; close: number }[] = []
  let open: { mark: string; open: number }[] = []
  for (const { kind, text: mark, from } of tokens) {
    if (kind !== 'mark') continue
    const before = text.charAt(from - 1)
    const after = text.charAt(from + mark.length)
    const at = open.findIndex((one) => one.mark === mark)
    const opening = open[at]
    if (opening) {
      if (/\s/.test(before)) continue
      found.push({ ...opening, close: from })
      open = open.slice(0, at)
    } else if (/\S/.test(after) && !(mark === '_' && /[\p{L}\p{N}]/u.test(before))) {
      open.push({ mark, open: from })
    }
  }
  return found
}

/** The longest start of at most `most` units that splits no grapheme, or no code point where one grapheme is longer. */
function start(text: string, most: number): string {
  if (text.length <= most) return text
  const whole = graphemes.segment(text).containing(most)?.index
  return text
    .slice(0, whole || most)
    .toWellFormed()
    .replace(/\uFFFD$/, '')
}

/** No empty quote line or bullet, space or half-finished punctuation before an ellipsis. */
const tidyEnd = (text: string): string =>
  text.replace(/(?:\n[ \t]*(?:>|-#?|#{1,3})?[ \t]*)+$/, '').replace(/(?<!\\)[\s,;:–—…]+$/u, '')
