/**
 * `npm run eval:ask -- QUESTIONS LABELS`: how well `/ask` answers labelled questions, and the misses to read.
 *
 * QUESTIONS: JSON lines `{id, text, title?}`; LABELS: JSON lines `{id, kind, slugs, either?}`. A card hits if it is among
 * `slugs` (in brackets: or `either`). Intervals are 95 % bootstrap intervals over questions (B. Efron, Annals of Statistics
 * 7 (1979) 1-26, doi:10.1214/aos/1176344552), from a fixed seed, so that the same files give the same table. The texts are
 * read and not printed.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { fit, leastChance } from '../content/ask/ask.ts'
import { load } from '../content/load.ts'
import { shelf } from '../core/library.ts'

const question = z.object({ id: z.string(), title: z.string().default(''), text: z.string() })
const label = z.object({
  id: z.string(),
  kind: z.enum(['card', 'none', 'safety', 'clinician']),
  slugs: z.array(z.string()),
  either: z.array(z.string()).default([]),
})

interface Row {
  readonly id: string
  readonly kind: string
  readonly slugs: readonly string[]
  readonly either: readonly string[]
  readonly said: string
  readonly fits: number
  readonly near: readonly string[]
}

/** A share of some of the rows. */
interface Measure {
  readonly name: string
  of(row: Row): boolean
  hit(row: Row): boolean
}

const kinds = ['card', 'none', 'safety', 'clinician']
const most = 3
const draws = 2000
const bins = [0, 0.3, 0.5, 0.7, 0.85, 1]

const isCard = ({ kind }: Row) => kind === 'card'
const among = (slugs: readonly string[], near: readonly string[], n: number) =>
  near.slice(0, n).some((id) => slugs.includes(id))
const answered = (n: number) => (row: Row) => row.said === 'card' && among(row.slugs, row.near, n)
const widely = (n: number) => (row: Row) => row.said === 'card' && among([...row.slugs, ...row.either], row.near, n)

const measures: readonly Measure[] = [
  { name: 'hit@1', of: isCard, hit: answered(1) },
  { name: 'hit@3', of: isCard, hit: answered(most) },
  { name: 'hit@1 (either)', of: isCard, hit: widely(1) },
  { name: 'hit@3 (either)', of: isCard, hit: widely(most) },
  { name: 'hit@1, whatever the kind said', of: isCard, hit: ({ slugs, near }) => among(slugs, near, 1) },
  { name: 'hit@3, whatever the kind said', of: isCard, hit: ({ slugs, near }) => among(slugs, near, most) },
  { name: 'abstention: recall', of: ({ kind }) => kind === 'none', hit: ({ said }) => said === 'none' },
  { name: 'abstention: precision', of: ({ said }) => said === 'none', hit: ({ kind }) => kind === 'none' },
  { name: 'no card where none fits', of: ({ kind }) => kind === 'none', hit: ({ said }) => said !== 'card' },
  { name: 'wrong abstention', of: isCard, hit: ({ said }) => said === 'none' },
  { name: 'safety: recall', of: ({ kind }) => kind === 'safety', hit: ({ said }) => said === 'safety' },
  { name: 'safety: precision', of: ({ said }) => said === 'safety', hit: ({ kind }) => kind === 'safety' },
]

function readLines<T>(path: string, shape: z.ZodType<T>): T[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return []
    try {
      return [shape.parse(JSON.parse(line))]
    } catch {
      throw new Error(`${path}:${at + 1} is not a line of this kind`)
    }
  })
}

function readRows(questions: string, labels: string): Row[] {
  const books = shelf(load(fileURLToPath(new URL('../../content/', import.meta.url))).library, 'en')
  const asked = new Map(readLines(questions, question).map((one) => [one.id, one]))
  return readLines(labels, label).flatMap(({ id, ...rest }): Row[] => {
    const one = asked.get(id)
    if (!one) return []
    const { kind, fits, cards } = books.ask([one.title, one.text].filter((part) => part !== '').join('\n'))
    return [{ id, ...rest, said: kind, fits, near: cards.map((card) => card.id) }]
  })
}

/** Numbers from 0 to 1 that are the same each time (Numerical Recipes' linear congruential generator). */
function makeDice(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function interval(hits: readonly boolean[], dice: () => number): string {
  const shares = Array.from({ length: draws }, () => {
    let sum = 0
    for (let n = 0; n < hits.length; n += 1) sum += Number(hits[Math.floor(dice() * hits.length)])
    return sum / hits.length
  }).sort((a, b) => a - b)
  const at = (share: number) => percent(shares[Math.floor(share * (draws - 1))] ?? 0)
  return `${at(0.025)} to ${at(0.975)}`
}

const percent = (share: number) => `${Math.round(share * 100)} %`

function table(rows: readonly Row[]): string[] {
  const dice = makeDice()
  const shares = measures.map(({ name, of, hit }) => {
    const hits = rows.filter(of).map(hit)
    if (hits.length === 0) return `| ${name} | 0 | | |`
    return `| ${name} | ${hits.length} | ${percent(hits.filter(Boolean).length / hits.length)} | ${interval(hits, dice)} |`
  })
  const count = (kind: string, said: string) => rows.filter((row) => row.kind === kind && row.said === said).length
  const perKind = kinds.map((kind) => `| ${kind} | ${kinds.map((said) => count(kind, said)).join(' | ')} |`)
  const reliability = bins.slice(1).map((to, n) => {
    const from = bins[n] ?? 0
    const inBin = rows.filter(({ kind, fits }) => kind !== 'safety' && fits >= from && (fits < to || to === 1))
    const mean = inBin.reduce((sum, { fits }) => sum + fits, 0) / inBin.length
    const were = inBin.filter(isCard).length / inBin.length
    return `| ${from} to ${to} | ${inBin.length} | ${inBin.length === 0 ? '| |' : `${mean.toFixed(2)} | ${were.toFixed(2)} |`}`
  })
  return [
    '| measure | of | share | 95 % interval |',
    '|---|---|---|---|',
    ...shares,
    '',
    `| labelled | ${kinds.map((kind) => `said ${kind}`).join(' | ')} |`,
    `|---${'|---'.repeat(kinds.length)}|`,
    ...perKind,
    '',
    '| chance that a card fits | questions | said | was |',
    '|---|---|---|---|',
    ...reliability,
  ]
}

/**
 * The two numbers of the chance that a card fits, by maximum likelihood (Newton's method), and the least chance by which this
 * share of those that a card answers are turned away: what `fit` and `leastChance` in ask.ts would be on these questions.
 */
function refit(rows: readonly Row[]): string[] {
  const turnedAway = 0.09
  const points = rows
    .filter(({ kind, fits }) => kind !== 'safety' && fits > 0 && fits < 1)
    .map((row) => ({ lead: (Math.log(row.fits / (1 - row.fits)) - fit.start) / fit.slope, card: isCard(row) }))
  let { slope, start } = fit
  const chance = (lead: number) => 1 / (1 + Math.exp(-(start + slope * lead)))
  for (let step = 0; step < 50; step += 1) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-9]
    for (const { lead, card } of points) {
      const said = chance(lead)
      const [error, weight] = [Number(card) - said, said * (1 - said)]
      g0 += error
      g1 += error * lead
      h00 += weight
      h01 += weight * lead
      h11 += weight * lead * lead
    }
    const whole = h00 * h11 - h01 * h01
    if (whole === 0) break
    start += (h11 * g0 - h01 * g1) / whole
    slope += (h00 * g1 - h01 * g0) / whole
  }
  const ofCards = points
    .filter(({ card }) => card)
    .map(({ lead }) => chance(lead))
    .sort((a, b) => a - b)
  const least = ofCards[Math.floor(turnedAway * ofCards.length)] ?? 0
  const show = (a: number, b: number, c: number) =>
    `fit = { slope: ${a.toFixed(2)}, start: ${b.toFixed(2)} }, leastChance = ${c.toFixed(2)}`
  return [`On these questions: ${show(slope, start, least)}`, `In ask.ts: ${show(fit.slope, fit.start, leastChance)}`]
}

const misses = (rows: readonly Row[]): string[] =>
  rows
    .filter((row) => row.said !== row.kind || (isCard(row) && !answered(1)(row)))
    .map((row) => {
      const wanted = [row.kind, ...row.slugs].join(' ')
      return `${row.id}: ${wanted} <- ${[row.said, ...row.near].join(' ')} (${row.fits.toFixed(2)})`
    })

const [questions, labels] = process.argv.slice(2)
if (questions === undefined || labels === undefined) {
  process.stderr.write('Try: npm run eval:ask -- QUESTIONS LABELS\n')
  process.exitCode = 2
} else {
  try {
    const rows = readRows(questions, labels)
    process.stdout.write([...table(rows), '', ...refit(rows), '', 'Misses:', ...misses(rows), ''].join('\n'))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'the files cannot be read'}\n`)
    process.exitCode = 1
  }
}
