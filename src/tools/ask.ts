/**
 * `npm run -s ask`: JSON lines `{"id": ..., "text": ...}` on standard input -> JSON lines
 * `{"id": ..., "kind": "card" | "none" | "safety" | "clinician", "slugs": [...]}` on standard output, in the same order.
 * Where a question has a `title` of its own, it is read as the first line of the text. `slugs`: up to three cards, best first; for
 * `none` those that came nearest, which `/ask` does not show; else empty. A line that cannot be read is told on standard error
 * and answered with `none`, its id null where it has none; empty lines are passed over. The exit status is 0.
 */
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { load } from '../content/load.ts'
import { shelf } from '../core/library.ts'

const id = z.union([z.string(), z.number()])
const question = z.object({ id, title: z.string().catch(''), text: z.string() })

const { library } = load(fileURLToPath(new URL('../../content/', import.meta.url)))
const books = shelf(library, 'en')

/** The line's answer, and what is wrong with the line. */
function answer(line: string): { kind: string; id: string | number | null; slugs: string[]; fault?: string } {
  const nothing = { id: null, kind: 'none', slugs: [] }
  let data: unknown
  try {
    data = JSON.parse(line)
  } catch {
    return { ...nothing, fault: 'this is no JSON' }
  }
  const read = question.safeParse(data)
  if (!read.success) {
    const known = z.object({ id }).safeParse(data)
    return { ...nothing, id: known.data?.id ?? null, fault: 'an "id" and a "text" are needed' }
  }
  const { title, text } = read.data
  const { kind, cards } = books.ask([title, text].filter((part) => part !== '').join('\n'))
  return { id: read.data.id, kind, slugs: kind === 'card' || kind === 'none' ? cards.map((card) => card.id) : [] }
}

// Whoever reads may stop early ("| head"); that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

let number = 0
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  number += 1
  if (line.trim() === '') continue
  const { fault, ...said } = answer(line)
  if (fault !== undefined) process.stderr.write(`line ${number}: ${fault}\n`)
  const { id, kind, slugs } = said
  if (!process.stdout.write(`${JSON.stringify({ id, kind, slugs })}\n`)) await once(process.stdout, 'drain')
}
