/** Breaks a text into lines that fit a width. */

/** Advance width of a text set at 1 px, for one weight of the font. It scales with the font size. */
export type Measure = (text: string, weight: Weight) => number

/** The two weights the pictures use, as CSS counts them. */
export type Weight = 400 | 600

export interface Lines {
  readonly lines: readonly string[]
  /** A word was longer than a line and had to be divided where the author marked no place for it. */
  readonly forced: boolean
}

/** The smallest font size in pixels that a phone shows large enough to read: 11 where a picture of 1080 is 360 wide. */
export const readable = 33

const softHyphen = '\u00AD'
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Breaks `text` at white space into as few lines as fit `most` (in the unit of `width`), then evens their lengths.
 *
 * A word too long for a line is divided at its soft hyphens (U+00AD), else between any two graphemes, with a hyphen.
 * A grapheme wider than `most` still gets its line.
 */
export function breakLines(text: string, most: number, width: (text: string) => number): Lines {
  const first = fill(text, most, width)
  if (first.forced || first.lines.length < 2) return first
  // Bisect for the narrowest measure with as many lines: no last line of one short word.
  let [low, high, even] = [most / 2, most, first]
  for (let step = 0; step < 6; step += 1) {
    const middle = (low + high) / 2
    const tried = fill(text, middle, width)
    const fits = !tried.forced && tried.lines.length === first.lines.length && hyphens(tried) <= hyphens(first)
    if (fits) [high, even] = [middle, tried]
    else low = middle
  }
  return even
}

/** Texts set in one size. */
export interface Setting {
  readonly size: number
  /** The lines of each text. */
  readonly texts: readonly (readonly string[])[]
}

/**
 * Sets `texts` in columns of `most` px, all in one size: the largest from `largest` down to 33 at which each fits into
 * `rows` lines with no word divided; else 33, whatever the number of lines.
 */
export function setTexts(
  texts: readonly string[],
  most: number,
  measure: (text: string) => number,
  largest: number,
  rows: number,
): Setting {
  for (let size = largest; ; size -= 1) {
    const broken = texts.map((text) => breakLines(text, most, (line) => measure(line) * size))
    const fits = broken.every(({ lines, forced }) => lines.length <= rows && !forced)
    if (fits || size <= readable) return { size, texts: broken.map(({ lines }) => lines) }
  }
}

/** Asks `measure` once for each text, though every font size asks for the same texts again. */
export function remembering(measure: Measure): Measure {
  const widths: Record<Weight, Map<string, number>> = { 400: new Map(), 600: new Map() }
  return (text, weight) => {
    const width = widths[weight].get(text) ?? measure(text, weight)
    widths[weight].set(text, width)
    return width
  }
}

const hyphens = (broken: Lines): number => broken.lines.filter((line) => line.endsWith('-')).length

function fill(text: string, most: number, width: (text: string) => number): Lines {
  const lines: string[] = []
  let line = ''
  let forced = false
  for (const marked of text.split(/[\s--[\u00A0\u2007\u202F]]+/v)) {
    const word = marked.replaceAll(softHyphen, '')
    if (word === '') continue
    const longer = line === '' ? word : `${line} ${word}`
    if (width(longer) <= most) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    if (width(word) <= most) continue
    const divided = divide(marked, most, width)
    forced ||= divided.forced
    lines.push(...divided.lines.slice(0, -1))
    line = divided.lines.at(-1) ?? ''
  }
  if (line !== '') lines.push(line)
  return { lines, forced }
}

function divide(marked: string, most: number, width: (text: string) => number): Lines {
  const lines: string[] = []
  let line = ''
  let forced = false
  const add = (part: string, last: boolean): boolean => {
    if (width(`${line}${part}${last ? '' : '-'}`) > most) return false
    line += part
    return true
  }
  const turn = (): void => {
    if (line === '') return
    lines.push(`${line}-`)
    line = ''
  }
  const syllables = marked.split(softHyphen).filter((part) => part !== '')
  for (const [at, syllable] of syllables.entries()) {
    const last = at === syllables.length - 1
    if (add(syllable, last)) continue
    turn()
    if (add(syllable, last)) continue
    forced = true
    const segments = [...graphemes.segment(syllable)]
    for (const [place, { segment }] of segments.entries()) {
      if (add(segment, last && place === segments.length - 1)) continue
      turn()
      line = segment
    }
  }
  if (line !== '') lines.push(line)
  return { lines, forced }
}
