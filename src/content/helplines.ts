/** `helplines.json` -> help lines by country. Every number names the page and the day on which it was seen. */
import { z } from 'zod'
import type { Country, Helpline, Helplines } from '../core/library.ts'
import { day } from './day.ts'
import type { Fault } from './fault.ts'
import type { TextFile } from './page.ts'
import { fits, items, readJson } from './positions.ts'

const some = z.string().min(1)
const web = z.url({ protocol: /^https?$/ })
const seen = { page: web, checked: day }

const line = z
  .strictObject({
    kind: some,
    name: some,
    call: some.exactOptional(),
    text: some.exactOptional(),
    chat: web.exactOptional(),
    web: web.exactOptional(),
    hours: some.exactOptional(),
    languages: z.array(some).min(1).exactOptional(),
    audience: some.exactOptional(),
    note: some.exactOptional(),
    ...seen,
  })
  .refine(({ call, text, chat, web }) => call ?? text ?? chat ?? web, 'no way to reach it: call, text, chat or web')

const country = z.strictObject({
  code: z.string().regex(/^[A-Z]{2}$/, 'two capital letters (ISO 3166-1)'),
  name: some,
  emergency: z.strictObject({ call: z.array(some).min(1), ...seen }).exactOptional(),
  lines: z.array(line),
})

const file = z.looseObject({ directories: z.array(z.unknown()).min(1), countries: z.array(z.unknown()) })
const known = [...Object.keys(line.shape), ...Object.keys(country.shape), ...Object.keys(file.shape)]

export interface HelplinesRead {
  readonly helplines: Helplines
  /** The line of a line, or of a country, of `helplines`. */
  lineOf(entry: object): number
  readonly faults: readonly Fault[]
}

/** Reads the help lines; nothing where there is no file. */
export function readHelplines(from: TextFile | undefined): HelplinesRead {
  if (!from) return { helplines: { directories: [], countries: [] }, lineOf: () => 1, faults: [] }
  const { path, text } = from
  const read = readJson(path, text)
  const lines = new Map<object, () => number>()
  const faults = [...fits(read, file, 'helplines', known).faults]

  const directories: Helpline[] = []
  for (const one of items(read, ['directories'])) {
    const { data, faults: ofOne } = fits(one, line, 'helplines', known)
    faults.push(...ofOne)
    if (!data) continue
    directories.push(data)
    lines.set(data, () => one.lineOf(['checked']))
  }
  const countries: Country[] = []
  for (const one of items(read, ['countries'])) {
    const { data, faults: ofOne } = fits(one, country, 'helplines', known)
    faults.push(...ofOne)
    if (!data) continue
    const entry = toCountry(data)
    countries.push(entry)
    lines.set(entry, () => one.lineOf(['emergency', 'checked']))
    for (const [n, each] of data.lines.entries()) lines.set(each, () => one.lineOf(['lines', n, 'checked']))
  }
  countries.sort((a, b) => a.name.localeCompare(b.name, 'en'))
  return { helplines: { directories, countries }, lineOf: (entry) => lines.get(entry)?.() ?? 1, faults }
}

function toCountry({ code, name, emergency, lines }: z.infer<typeof country>): Country {
  const where = emergency ? { emergencySeen: { page: emergency.page, checked: emergency.checked } } : {}
  return { code, name, emergency: emergency?.call ?? [], ...where, lines }
}
