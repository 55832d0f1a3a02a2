/**
 * `npm run walk <flow>`: plays a reflection in the terminal, by numbers, and says at the end which places were seen.
 * `npm run walk <flow> -- --all`: visits every place, as the linter does, and says what it found.
 */
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { begin, type Flow, go, type Hand, numbers, type Place, placeAddress, screen } from '../core/flow.ts'
import { shelf } from '../core/library.ts'
import { walk } from '../core/walk.ts'
import { content } from '../inputs.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean', default: false }, 'without-words': { type: 'boolean', default: false } },
})
const library = content()
const flows = library ? shelf(library, 'en').flows : new Map<string, Flow>()
const flow = flows.get(positionals[0] ?? '')

if (!flow) {
  const known = [...flows.values()].map(({ id, title }) => `  ${id.padEnd(14)}${title}`)
  if (library) say('Which one? npm run walk <flow>, with one of these:', ...known)
  process.exitCode = 1
} else if (values.all) {
  everyPlace(flow)
} else {
  await play(flow, { freeText: !values['without-words'] })
}

function everyPlace(flow: Flow): void {
  const { places, longest, presses, stumbles } = walk(flow)
  say(`${flow.title}: ${places.length} places, at most ${presses} presses from its first step to an end.`)
  for (const step of flow.steps.keys()) {
    say(`  ${step.padEnd(14)}${places.filter((place) => place.split('/')[2] === step).length} places`)
  }
  say(`The longest address has ${longest.length} characters: ${longest}`)
  for (const stumble of stumbles) say(`  ${stumble.step}: ${stumble.say}${stumble.try ? ` (${stumble.try})` : ''}`)
  if (stumbles.length > 0) process.exitCode = 1
}

async function play(flow: Flow, hand: Hand): Promise<void> {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const input = lines[Symbol.asyncIterator]()
  const ask = async (question: string): Promise<string | undefined> => {
    process.stdout.write(question)
    const { value, done } = await input.next()
    return done ? undefined : String(value).trim()
  }
  const seen = new Set<string>()
  let here: Place | undefined = begin(flow)
  let typed: Hand['typed']
  say(flow.title)
  while (here) {
    const place: Place = here
    seen.add(placeAddress(flow, place).join('/'))
    const shown = screen(flow, place, typed ? { ...hand, typed } : hand)
    say('', `[${place.step}]`)
    for (const part of shown.shown) say(part.kind === 'text' ? part.text : `(${part.seconds} seconds go by)`)
    if (shown.end) break
    const ways = [
      ...(shown.rating
        ? numbers(shown.rating).map((number) => ({
            label: number,
            to: go(flow, place, shown.rating?.to ?? '', number),
          }))
        : []),
      ...(shown.form ? [{ label: shown.form.label, to: go(flow, place, shown.form.to), form: shown.form }] : []),
      ...shown.choices,
    ]
    say('', ...ways.map(({ label }, at) => `  ${at + 1}. ${label}`))
    const answer = await ask('> ')
    if (answer === undefined) break
    const way = ways[Number(answer) - 1]
    if (!way) {
      say(`Type a number from 1 to ${ways.length}.`)
      continue
    }
    if ('form' in way) {
      const entries: [string, string][] = []
      for (const { name, label } of way.form.fields) entries.push([name, (await ask(`${label}: `)) ?? ''])
      typed = Object.fromEntries(entries)
    }
    here = way.to
  }
  lines.close()
  report(flow, seen)
}

function report(flow: Flow, seen: ReadonlySet<string>): void {
  const { places } = walk(flow)
  const steps = new Set([...seen].map((place) => place.split('/')[2]))
  const missed = [...flow.steps.keys()].filter((step) => !steps.has(step))
  say('', `Seen: ${seen.size} of ${places.length} places.`, ...[...seen].map((place) => `  ${place}`))
  if (missed.length > 0) say(`Steps not seen: ${missed.join(', ')}.`)
}

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
