/** The one font of the pictures: its files, and how wide it sets a text. */
import { fileURLToPath } from 'node:url'
import type { Resvg, ResvgRenderOptions } from '@resvg/resvg-js'
import type { Measure, Weight } from './lines.ts'

/** Latin, Greek and Cyrillic; SIL Open Font License 1.1. */
export const family = 'Source Sans 3'

/** Options for resvg: this font and no other, so that a picture looks the same on every machine. */
export function fontOptions(): NonNullable<ResvgRenderOptions['font']> {
  return {
    loadSystemFonts: false,
    defaultFontFamily: family,
    fontFiles: [
      import.meta.resolve('@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf'),
      import.meta.resolve('@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf'),
    ].map((file) => fileURLToPath(file)),
  }
}

const em = 1000
const unassigned = '\u{10FFFD}'
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * A `Measure` that asks resvg itself, once for each grapheme and weight; about 1 ms for each that is new.
 * Kerning between graphemes is left out, so a line comes out about 1 % narrower than measured.
 *
 * The measure throws a `RangeError` for a character that the font does not have, instead of letting a box be drawn.
 */
export function makeMeasure(engine: typeof Resvg): Measure {
  const font = fontOptions()
  const set = (text: string, weight: Weight): Resvg =>
    new engine(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${em * 9}" height="${em * 2}">` +
        `<text y="${em}" font-size="${em}" font-weight="${weight}" xml:space="preserve">${text}</text></svg>`,
      { font },
    )
  const missing = set(unassigned, 400).toString()
  // A space has no outline to measure, so every grapheme stands between two bars.
  const inked = (text: string, weight: Weight): number => set(text, weight).getBBox()?.width ?? 0
  const bars: Record<Weight, number> = { 400: inked('||', 400), 600: inked('||', 600) }

  const known = new Map<string, number>()
  const advance = (grapheme: string, weight: Weight): number => {
    const key = `${weight}${grapheme}`
    const before = known.get(key)
    if (before !== undefined) return before
    for (const character of grapheme) {
      if (set(reference(character), 400).toString() === missing) {
        throw new RangeError(`The font of the pictures has no character ${JSON.stringify(character)}.`)
      }
    }
    const spelt = [...grapheme].map(reference).join('')
    const width = (inked(`|${spelt}|`, weight) - bars[weight]) / em
    known.set(key, width)
    return width
  }
  return (text, weight) => {
    let sum = 0
    for (const { segment } of graphemes.segment(text)) sum += advance(segment, weight)
    return sum
  }
}

const reference = (character: string): string => `&#${character.codePointAt(0)};`
