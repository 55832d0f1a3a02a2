/** `sources.json`, CSL-JSON as Zotero exports it -> sources by key. */
import { z } from 'zod'
import type { Source } from '../core/library.ts'
import type { Fault } from './fault.ts'
import type { TextFile } from './page.ts'
import { fits, items, readJson } from './positions.ts'

const some = z.union([z.string(), z.number()]).transform(String)

/** A person, or a body that signs as one name. */
const author = z.union([
  z.object({ family: z.string().min(1), given: z.string().exactOptional() }),
  z.object({ literal: z.string().min(1) }).transform(({ literal }) => ({ family: literal })),
])

/** https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html; fields that we do not show are let through. */
const item = z.looseObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'small letters, digits and - only'),
  author: z.array(author).min(1),
  issued: z.looseObject({ 'date-parts': z.array(z.array(z.coerce.number().int()).min(1)).min(1) }),
  title: z.string().min(1),
  'container-title': z.string().optional(),
  publisher: z.string().optional(),
  volume: some.optional(),
  issue: some.optional(),
  page: some.optional(),
  DOI: z
    .string()
    .regex(/^10\.\d{4,9}\/\S+$/, 'a DOI begins with 10. and has no address before it')
    .optional(),
  URL: z.url({ protocol: /^https?$/ }).optional(),
  custom: z.strictObject({
    randomised: z.boolean(),
    seen: z.url({ protocol: /^https?$/ }),
    /** Whether all of the citation was seen there. */
    level: z.enum(['full', 'partial']).optional(),
  }),
})

const known = [...Object.keys(item.shape), 'custom.randomised', 'custom.seen', 'custom.level']

export interface SourcesRead {
  readonly sources: ReadonlyMap<string, Source>
  /** What a page may cite, sources with faults too; absent where the file cannot be read or holds none. */
  readonly keys?: ReadonlySet<string>
  lineOf(key: string): number
  readonly faults: readonly Fault[]
}

/** Reads the sources; nothing where there is no file. */
export function readSources(from: TextFile | undefined): SourcesRead {
  if (!from) return { sources: new Map(), lineOf: () => 1, faults: [] }
  const { path: file, text } = from
  const read = readJson(file, text)
  const list = fits(read, z.array(z.unknown()), 'sources', [])
  const faults = [...list.faults]
  if (list.data?.length === 0) faults.push({ file, line: 1, rule: 'sources', say: 'there is no source' })
  const keys = new Set<string>()
  const sources = new Map<string, Source>()
  const lines = new Map<string, () => number>()
  for (const one of items(read)) {
    const { data, faults: ofOne } = fits(one, item, 'sources', known)
    faults.push(...ofOne)
    const named = z.object({ id: z.string() }).safeParse(one.data)
    if (named.data) keys.add(named.data.id)
    if (!data) continue
    const line = (): number => one.lineOf(['id'])
    if (sources.has(data.id)) faults.push({ file, line: line(), rule: 'sources', say: `"${data.id}" stands twice` })
    lines.set(data.id, line)
    sources.set(data.id, toSource(data))
  }
  return { sources, ...(list.data?.length ? { keys } : {}), lineOf: (key) => lines.get(key)?.() ?? 1, faults }
}

function toSource(one: z.infer<typeof item>): Source {
  const container = one['container-title'] ?? one.publisher
  return {
    id: one.id,
    authors: one.author,
    year: one.issued['date-parts'][0]?.[0] ?? 0,
    title: one.title,
    ...(container === undefined ? {} : { container }),
    ...(one.volume === undefined ? {} : { volume: one.volume }),
    ...(one.issue === undefined ? {} : { issue: one.issue }),
    ...(one.page === undefined ? {} : { pages: one.page }),
    ...(one.DOI === undefined ? {} : { doi: one.DOI }),
    ...(one.URL === undefined ? {} : { url: one.URL }),
    randomised: one.custom.randomised,
  }
}
