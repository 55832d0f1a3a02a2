/** Citations: `[@key]` in a text as a raised number, and the reference behind it in one plain style. */
import type { Source } from './library.ts'

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const superscript = (number: number) => String(number).replace(/\d/g, (digit) => superscripts[Number(digit)] ?? digit)

/** One citation as it is written: `[@key]`, or `[@key; @other]`. What is written otherwise, nothing reads. */
const citation = String.raw`\[(@[\w-]+(?:;\s*@[\w-]+)*)\]`
const inText = new RegExp(String.raw`\s*${citation}`, 'g')
const whole = new RegExp(`^${citation}$`)

/** Whether this is a citation, from its bracket to its bracket. */
export const isCitation = (text: string): boolean => whole.test(text)

/** Turns each `[@key; @key]` into raised numbers: the places of the keys in `cites`, counted from 1. */
export function numbered(text: string, cites: readonly string[]): string {
  return text.replace(inText, (_, keys: string) =>
    keys
      .split(';')
      .map((key) => cites.indexOf(key.trim().slice(1)) + 1)
      .sort((a, b) => a - b)
      .map(superscript)
      .join(','),
  )
}

/** The references behind the raised numbers, a line each; with `cited`, those of these places alone, in their order. */
export const sourceLines = (
  cites: readonly string[],
  sources: ReadonlyMap<string, Source>,
  cited: Iterable<number> = cites.keys(),
): string[] =>
  [...cited].flatMap((at) => {
    const source = sources.get(cites[at] ?? '')
    return source ? [`${at + 1}\\. ${formatSource(source)}`] : []
  })

/** One reference in one plain style: authors (year). Title. Where, volume(issue), pages. Link. */
export function formatSource(source: Source): string {
  const names = source.authors.map(({ family, given }) => (given ? `${family}, ${given}` : family))
  const authors = names.length > 3 ? `${names[0]} et al.` : names.join('; ')
  const volume = source.volume ? ` ${source.volume}${source.issue ? `(${source.issue})` : ''}` : ''
  const where = source.container ? ` *${source.container}*${volume}${source.pages ? `, ${source.pages}` : ''}.` : ''
  const link = source.doi ? `https://doi.org/${source.doi}` : source.url
  const title = /[.?!]$/.test(source.title) ? source.title : `${source.title}.`
  return `${authors} (${source.year}). ${title}${where}${link ? ` <${link}>` : ''}`
}
