/**
 * `<language>/flows/<id>.md` -> a flow. English owns the structure; a translation brings words for the same bones.
 *
 * `##` is a step; `###` says when what follows is shown; a list of links is its buttons. All structure comes from mdast.
 */
import type { Heading, Link, List, RootContent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { z } from 'zod'
import {
  type Arm,
  answersOf,
  type Condition,
  type Flow,
  type FlowChoice,
  type FlowField,
  type FlowForm,
  gates,
  type Part,
  type Rating,
  type Step,
} from '../core/flow.ts'
import { didYouMean, type Fault } from './fault.ts'
import { type Citation, citations, lineOf, markupFaults, type Page, type Part as Section, source } from './page.ts'
import { fits } from './positions.ts'
import { type Prose, prose } from './prose.ts'

/** A flow with the lines it came from, as lint rules see it. */
export interface FlowPage {
  readonly file: string
  readonly flow: Flow
  readonly texts: readonly Prose[]
  readonly cites: readonly Citation[]
  lineOf(path: readonly PropertyKey[]): number
  /** The line of a step, or of an arm of it. */
  lineOfSpot(step: string, part?: number, arm?: number): number
  readonly nodes: readonly RootContent[]
}

export interface FlowRead {
  readonly page?: FlowPage
  readonly faults: readonly Fault[]
}

/** Discord sees names in addresses; they are short so that an address fits. */
export const longestName = 12
export const longestId = 16
const longestLabel = 60
const mostFields = 5
/** Discord's limits on a form: https://docs.discord.com/developers/components/reference#label */
const longestField = { label: 45, hint: 100 }

const isName = (text: string): boolean => text.length <= longestName && /^[a-z][a-z0-9-]*$/.test(text)

const line = z.string().trim().min(1, 'write something here')
const wordsOfFlow = { title: line, short: line, for: line }
/** It stands above a menu in a form: https://docs.discord.com/developers/components/reference#label */
const question = line.max(100, 'at most 100 characters')
const gate = z.enum(['none', ...gates])
const english = z.strictObject({
  ...wordsOfFlow,
  minutes: z.int().min(1).max(30),
  'draws-on': z.array(line).min(1, 'name the cards it rests on'),
  gate: z.union([gate, z.array(gate)], {
    error: `one of: none, ${gates.join(', ')}, or a list such as [${gates.join(', ')}]`,
  }),
  topics: z.array(line),
  was: z.record(z.string(), z.array(line)).default({}),
  'follow-up': z.strictObject({ after: line, days: z.int().min(1).max(60), ask: question }).optional(),
})
const translated = z.strictObject({ ...wordsOfFlow, 'follow-up': z.strictObject({ ask: question }).optional() })
const keys = [...Object.keys(english.shape), 'follow-up.after', 'follow-up.days', 'follow-up.ask']

/** Reads a flow; `original` is the English one where this is a translation. */
export function readFlow(
  page: Page,
  text: string,
  language: string,
  id: string,
  sources: ReadonlySet<string> | undefined,
  original?: Flow,
): FlowRead {
  const { file, front } = page
  const own = original ? undefined : fits(front, english, 'front-matter', keys)
  const other = original ? fits(front, translated, 'front-matter', keys) : undefined
  const fromFront = own?.faults ?? other?.faults ?? []
  const faults: Fault[] = [...page.faults.filter((fault) => !front.faults.includes(fault)), ...fromFront]
  const fault = (at: number, say: string, hint: { readonly try?: string } = {}): void => {
    faults.push({ file, line: at, rule: 'flow', say, ...hint })
  }

  if (id.length > longestId) fault(1, `the file's name is too long: at most ${longestId} characters before .md`)
  const names = new Set(page.parts.map(({ name }) => name))
  const steps = new Map<string, Step>()
  const lines = new Map<string, number>()
  const cites: Citation[] = []
  for (const section of page.parts) {
    if (!isName(section.name))
      fault(section.line, `"${section.name}" cannot be a step`, {
        try: `at most ${longestName} small letters, digits and -`,
      })
    if (section.name === 'flow') fault(section.line, 'a step cannot be called "flow"')
    if (steps.has(section.name)) fault(section.line, `the step "${section.name}" stands twice`)
    if (section.nodes.length === 0) fault(section.line, `the step "${section.name}" is empty`)
    steps.set(section.name, readStep(section, { file, text, names, lines, steps, fault, faults }))
    const cited = citations(file, section.nodes, sources)
    cites.push(...cited.cites)
    faults.push(...cited.faults)
  }
  if (steps.size === 0) fault(1, 'there is no step', { try: 'add a line: ## start' })
  for (const [step, { parts }] of steps) for (const part of parts) checkConditions(step, part, steps, lines, fault)

  const data = own?.data ?? other?.data
  const was = original?.was ?? own?.data?.was ?? {}
  if (own?.data) for (const key of Object.keys(was)) checkFormer(key, steps, front.lineOf(['was', key]), fault)
  const later = own?.data?.['follow-up'] ?? original?.followUp
  if (own?.data && later) checkFollowUp(later.after, steps, front.lineOf(['follow-up', 'after']), fault)
  const asked = own?.data?.gate ?? []
  const structure =
    original ??
    (own?.data
      ? { ...own.data, drawsOn: own.data['draws-on'], gate: gates.filter((one) => [asked].flat().includes(one)) }
      : undefined)
  if (original && bones(original.steps) !== bones(steps)) {
    const differs = [...steps.keys()].find(
      (name) => bones(new Map([[name, original.steps.get(name)]])) !== bones(new Map([[name, steps.get(name)]])),
    )
    const at = differs === undefined ? 1 : (lines.get(differs) ?? 1)
    faults.push({
      file,
      line: at,
      rule: 'translation',
      say: 'steps, links, answers and conditions are not those of the English flow',
      try: 'change only the words',
    })
  }
  if (!data || !structure || faults.some(({ rule }) => rule !== 'markup' && rule !== 'citations')) return { faults }
  const flow: Flow = {
    id,
    language,
    title: data.title,
    short: data.short,
    for: data.for,
    minutes: structure.minutes,
    drawsOn: structure.drawsOn,
    gate: structure.gate,
    topics: structure.topics,
    steps,
    was,
    cites: [...new Set(cites.map(({ key }) => key))],
    ...(later && { followUp: { ...later, ...data['follow-up'] } }),
  }
  const nodes = page.parts.flatMap((section) => section.nodes)
  const lineOfSpot = (step: string, part?: number, arm?: number): number =>
    lines.get(`${step}/${part}/${arm}`) ?? lines.get(step) ?? 1
  return { page: { file, flow, texts: prose(nodes), cites, nodes, lineOf: front.lineOf, lineOfSpot }, faults }
}

/** What a translation may not change. */
const bones = (steps: ReadonlyMap<string, Step | undefined>): string =>
  JSON.stringify([...steps], (key, value: unknown) => (['label', 'hint', 'texts'].includes(key) ? undefined : value))

interface Reading {
  readonly file: string
  readonly text: string
  readonly names: ReadonlySet<string>
  readonly lines: Map<string, number>
  /** Those that stand before this one. */
  readonly steps: ReadonlyMap<string, Step>
  readonly faults: Fault[]
  fault(line: number, say: string, hint?: { readonly try?: string }): void
}

/**
 * The headings of a step open arms: `then`, a wait and `quotes` close them all, `when` and `otherwise` follow each other.
 * `quotes`: what another step quoted, said again.
 */
type Opening =
  | { readonly kind: 'arm'; readonly when: Condition }
  | { readonly kind: 'otherwise' }
  | { readonly kind: 'then'; readonly wait?: number; readonly quotes?: string }

function readStep({ name, line: at, nodes }: Section, reading: Reading): Step {
  const { fault, lines } = reading
  lines.set(name, at)
  const parts: { arms: Arm[]; wait?: number; open: boolean }[] = []
  let heading: Heading | undefined
  let under: RootContent[] = []

  const close = (): void => {
    const opening: Opening = heading ? (readHeading(heading, reading) ?? { kind: 'then' }) : { kind: 'then' }
    const here = heading ? lineOf(heading) : at
    const last = parts.at(-1)
    if (under.length === 0 && opening.kind === 'then' && opening.wait === undefined) {
      if (last) last.open = false
      return
    }
    if (under.length === 0) fault(here, `nothing stands under "### ${textOf(heading)}"`)
    const arm = readArm(under, opening, reading)
    if (opening.kind === 'then') {
      parts.push({ arms: [arm], open: false, ...(opening.wait === undefined ? {} : { wait: opening.wait }) })
      for (const arms of opening.quotes === undefined ? [] : quotesOf(opening.quotes, here, reading)) {
        for (const n of arms.keys()) lines.set(`${name}/${parts.length}/${n}`, here)
        parts.push({ arms, open: false })
      }
    } else if (opening.kind === 'arm') {
      if (last?.open) last.arms.push({ ...arm, when: opening.when })
      else parts.push({ arms: [{ ...arm, when: opening.when }], open: true })
    } else if (last?.open) {
      last.arms.push(arm)
      last.open = false
    } else fault(here, '"### otherwise" without "### when" before it')
    const part = parts.length - 1
    lines.set(`${name}/${part}/${(parts[part]?.arms.length ?? 1) - 1}`, here)
  }

  for (const node of nodes) {
    if (node.type === 'heading' && node.depth === 3) {
      close()
      heading = node
      under = []
    } else under.push(node)
  }
  close()
  return { name, parts: parts.map(({ arms, wait }): Part => (wait === undefined ? { arms } : { arms, wait })) }
}

/** The arms of a step that hold nothing but quotes, without its ways on. */
function quotesOf(step: string, at: number, { steps, fault }: Reading): Arm[][] {
  const isQuote = ({ texts }: Arm) => texts.length > 0 && texts.every((text) => text.startsWith('>'))
  const found = (steps.get(step)?.parts ?? []).filter(({ arms }) => arms.every(isQuote))
  if (found.length === 0)
    fault(at, `no step "${step}" with quotes stands before this`, didYouMean(step, new Set(steps.keys())))
  return found.map(({ arms }) => arms.map(({ when, texts }) => ({ ...(when && { when }), texts, choices: [] })))
}

const headings = ['when', 'otherwise', 'then', 'form', 'composed', 'without words', 'wait', 'quotes']
const seconds = { second: 1, minute: 60, hour: 3600 }

function readHeading(node: Heading, { fault }: Reading): Opening | undefined {
  const at = lineOf(node)
  const [first = '', ...words] = textOf(node).trim().split(/\s+/)
  const rest = words.join(' ')
  switch (first) {
    case 'otherwise':
    case 'then':
      if (rest !== '') fault(at, `"### ${first}" stands alone`)
      return { kind: first }
    case 'form':
    case 'composed':
      if (rest !== '') fault(at, `"### ${first}" stands alone`)
      return { kind: 'arm', when: { kind: first } }
    case 'without':
      if (rest !== 'words') break
      return { kind: 'arm', when: { kind: 'without-words' } }
    case 'quotes':
      if (words.length === 2 && words[0] === 'from') return { kind: 'then', quotes: words[1] ?? '' }
      fault(at, `"### ${textOf(node)}" is not known`, { try: 'write it as ### quotes from <step>' })
      return { kind: 'then' }
    case 'wait': {
      const [count = '', unit = ''] = words
      const one = unit.replace(/s$/, '')
      const length = Number(count) * (Object.entries(seconds).find(([name]) => name === one)?.[1] ?? Number.NaN)
      if (words.length === 2 && length >= 1 && length <= 86_400) return { kind: 'then', wait: length }
      fault(at, `"### wait ${rest}" is not a time`, { try: 'write it as ### wait 5 minutes; a day at most' })
      return { kind: 'then' }
    }
    case 'when': {
      const when = readCondition(words)
      if (when) return { kind: 'arm', when }
      fault(at, `"${rest}" cannot be asked`, {
        try: 'when <step> is <answer> or <answer>; when <step> is lower than <step>; when <step> is higher than <step>',
      })
      return undefined
    }
  }
  fault(at, `"### ${textOf(node)}" is not known`, didYouMean(first, headings))
  return undefined
}

function readCondition([step = '', is, ...rest]: readonly string[]): Condition | undefined {
  if (step === '' || is !== 'is' || rest.length === 0) return undefined
  const [how, than, other, ...more] = rest
  if ((how === 'lower' || how === 'higher') && than === 'than')
    return other === undefined || more.length > 0 ? undefined : { kind: how, step, than: other }
  const answers = rest.filter((_, n) => n % 2 === 0)
  const joints = rest.filter((_, n) => n % 2 === 1)
  if (rest.length % 2 === 0 || joints.some((one) => one !== 'or')) return undefined
  return { kind: 'is', step, answers }
}

function readArm(nodes: readonly RootContent[], opening: Opening, reading: Reading): Arm {
  const { file, text, fault, faults } = reading
  const isForm = opening.kind === 'arm' && opening.when.kind === 'form'
  const isComposed = opening.kind === 'arm' && opening.when.kind === 'composed'
  const texts: string[] = []
  const choices: FlowChoice[] = []
  const fields: FlowField[] = []
  let rating: Rating | undefined
  for (const node of nodes) {
    if (node.type === 'heading') {
      fault(lineOf(node), `a heading with ${node.depth} #`, { try: '## begins a step, ### a condition' })
      continue
    }
    if (node.type === 'list' && isForm && node.children.some((item) => startsStrong(item))) {
      for (const item of node.children) {
        const link = linkOf(item)
        if (link) choices.push(readChoice(link, reading).choice)
        else fields.push(...readField(item, reading))
      }
      continue
    }
    if (node.type !== 'list' || !holdsStepLink(node)) {
      faults.push(...markupFaults(file, text, [node]))
      const written = source(text, [node])
      if (!isComposed && /\{[a-z0-9-]*\}/.test(written))
        fault(lineOf(node), 'words in braces outside ### composed', {
          try: 'only what a form asked for can stand in braces, under ### composed',
        })
      texts.push(written)
      continue
    }
    for (const item of node.children) {
      const link = linkOf(item)
      if (!link) {
        fault(lineOf(item), 'a list of buttons holds something else', {
          try: 'write each as - [words](#step "answer")',
        })
        continue
      }
      const read = readChoice(link, reading)
      if (read.range) {
        if (rating) fault(lineOf(link), 'a second number is asked for here')
        rating = { hint: read.choice.label, ...read.range, to: read.choice.to }
      } else choices.push(read.choice)
    }
  }
  if (!isForm) return { texts, choices, ...(rating ? { rating } : {}) }
  const [first] = choices
  const at = nodes[0] ? lineOf(nodes[0]) : 1
  if (choices.length !== 1 || !first || first.answer !== undefined || rating)
    fault(at, 'a form has exactly one button', { try: 'write it as - [words](#step), without an answer' })
  if (fields.length === 0 || fields.length > mostFields)
    fault(at, `a form has ${fields.length} fields; 1 to ${mostFields} fit`, {
      try: 'write each as - **name**: label (hint)',
    })
  for (const [n, { name }] of fields.entries())
    if (fields.findIndex((one) => one.name === name) < n) fault(at, `the field "${name}" stands twice`)
  const form: FlowForm | undefined = first && { label: first.label, fields, to: first.to }
  return { texts, choices: [], ...(form ? { form } : {}) }
}

type Item = List['children'][number]

const startsStrong = (item: Item): boolean => {
  const [paragraph] = item.children
  return paragraph?.type === 'paragraph' && paragraph.children[0]?.type === 'strong'
}

const holdsStepLink = (list: List): boolean => list.children.some((item) => linkOf(item)?.url.startsWith('#'))

/** The link that an item is, if it is nothing else. */
function linkOf(item: Item): Link | undefined {
  const [paragraph, ...more] = item.children
  if (paragraph?.type !== 'paragraph' || more.length > 0 || paragraph.children.length !== 1) return undefined
  const [link] = paragraph.children
  return link?.type === 'link' ? link : undefined
}

function readChoice(
  link: Link,
  { names, fault }: Reading,
): { readonly choice: FlowChoice; readonly range?: { lowest: number; highest: number } } {
  const at = lineOf(link)
  const label = textOf(link)
  const to = link.url.slice(1)
  if (!link.url.startsWith('#')) fault(at, `"${link.url}" is not a step`, { try: 'write it as #step' })
  else if (!names.has(to)) fault(at, `there is no step "${to}"`, didYouMean(to, names))
  if (label.trim() === '') fault(at, 'a button without words')
  if (label.length > longestLabel)
    fault(at, `a button's words have ${label.length} characters; at most ${longestLabel} fit`)
  const answer = link.title ?? undefined
  if (answer === undefined) return { choice: { label, to } }
  const range = /^(\d{1,2})-(\d{1,2})$/.exec(answer)
  if (range) {
    const [lowest, highest] = [Number(range[1]), Number(range[2])]
    if (lowest >= highest || highest - lowest > 20)
      fault(at, `"${answer}" is not a range`, { try: 'write the lowest and the highest number, such as 0-10' })
    return { choice: { label, to }, range: { lowest, highest } }
  }
  if (!isName(answer))
    fault(at, `"${answer}" cannot be an answer`, { try: `at most ${longestName} small letters, digits and -` })
  return { choice: { label, to, answer } }
}

/** `- **name**: label (hint)` */
function readField(item: Item, { fault }: Reading): readonly FlowField[] {
  const at = lineOf(item)
  const [paragraph] = item.children
  const [strong, ...rest] = paragraph?.type === 'paragraph' ? paragraph.children : []
  const name = strong?.type === 'strong' ? textOf(strong) : ''
  const [, label = '', hint] =
    /^:\s*(.*?)(?:\s*\(([^()]*)\))?\s*$/su.exec(textOf({ type: 'paragraph', children: rest })) ?? []
  if (!isName(name) || label === '') {
    fault(at, 'this is not a field', {
      try: `write it as - **name**: label (hint), the name at most ${longestName} small letters`,
    })
    return []
  }
  if (label.length > longestField.label)
    fault(at, `the label has ${label.length} characters; at most ${longestField.label} fit`)
  if (hint !== undefined && hint.length > longestField.hint)
    fault(at, `the hint has ${hint.length} characters; at most ${longestField.hint} fit`)
  return [{ name, label, ...(hint === undefined ? {} : { hint }) }]
}

function checkConditions(
  step: string,
  part: Part,
  steps: ReadonlyMap<string, Step>,
  lines: ReadonlyMap<string, number>,
  fault: Reading['fault'],
): void {
  const number = steps.get(step)?.parts.indexOf(part) ?? 0
  for (const [n, { when }] of part.arms.entries()) {
    if (!when || !('step' in when)) continue
    const at = lines.get(`${step}/${number}/${n}`) ?? 1
    for (const name of 'than' in when ? [when.step, when.than] : [when.step]) {
      const asked = steps.get(name)
      if (!asked) fault(at, `there is no step "${name}"`, didYouMean(name, steps.keys()))
      else if ('than' in when && !asked.parts.some(({ arms }) => arms.some(({ rating }) => rating)))
        fault(at, `"${name}" asks for no number`, { try: 'lower and higher compare two numbers' })
      else if ('answers' in when)
        for (const answer of when.answers)
          if (!answersOf(asked).includes(answer))
            fault(at, `"${name}" has no answer "${answer}"`, didYouMean(answer, new Set(answersOf(asked))))
    }
  }
}

function checkFollowUp(after: string, steps: ReadonlyMap<string, Step>, at: number, fault: Reading['fault']): void {
  const step = steps.get(after)
  const goesOn = step?.parts.some(({ arms }) => arms.some(({ choices, rating, form }) => choices[0] ?? rating ?? form))
  if (!step) fault(at, `follow-up: there is no step "${after}"`, didYouMean(after, steps.keys()))
  else if (goesOn) fault(at, `follow-up: "${after}" is not an end`, { try: 'name a step without buttons' })
}

function checkFormer(key: string, steps: ReadonlyMap<string, Step>, at: number, fault: Reading['fault']): void {
  const [name = '', answer] = key.split('.')
  if (key === 'flow') return
  const step = steps.get(name)
  if (!step) fault(at, `was: there is no step "${name}"`, didYouMean(name, [...steps.keys(), 'flow']))
  else if (answer !== undefined && !answersOf(step).includes(answer))
    fault(at, `was: "${name}" has no answer "${answer}"`, didYouMean(answer, new Set(answersOf(step))))
}
