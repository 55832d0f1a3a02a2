/**
 * A flow: short screens that one person is led through, as data, and the pure steps of playing it.
 *
 * The language is poor on purpose: answers are closed sets, there is no arithmetic and no loop, so a flow has
 * finitely many places and `walk.ts` visits every one. A place is a step and the answers that a step still
 * ahead reads; it lives in a button's address and nowhere else.
 */
import { type Address, longestAddress } from './address.ts'
import { plain } from './reply.ts'

export const gates = ['partner', 'intimate'] as const
export type Gate = (typeof gates)[number]

/** `content/<locale>/flows/<id>.md`. */
export interface Flow {
  readonly id: string
  /** The language its words are in. */
  readonly language: string
  readonly title: string
  /** One or two sentences that stand alone. */
  readonly short: string
  /** What it is for, as a phrase. */
  readonly for: string
  readonly minutes: number
  /** Ids of the cards it rests on. */
  readonly drawsOn: readonly string[]
  /** What is asked before it begins. */
  readonly gate: readonly Gate[]
  readonly topics: readonly string[]
  /** By name, in the order written; the first is where it begins. */
  readonly steps: ReadonlyMap<string, Step>
  /** Former names by present ones: `flow` for the id, `need` for a step, `need.comfort` for an answer. */
  readonly was: Readonly<Record<string, readonly string[]>>
  /** Keys of the sources cited, in the order of their first citation. */
  readonly cites: readonly string[]
  /** What is asked some days later, of whoever wants to be asked. */
  readonly followUp?: FollowUp
}

export interface FollowUp {
  /** The end at which it is offered. */
  readonly after: string
  readonly days: number
  /** The question; less, the same or more answers it. */
  readonly ask: string
}

/** Parts follow each other on the screen; of each, the first arm whose condition holds is shown. */
export interface Step {
  readonly name: string
  readonly parts: readonly Part[]
}

export interface Part {
  readonly arms: readonly Arm[]
  /** Seconds: a countdown stands before this part. */
  readonly wait?: number
}

export interface Arm {
  /** Absent: it holds wherever no arm before it did. */
  readonly when?: Condition
  /** Markdown, each with its `[@key]`; in an arm that is `composed`, `{field}` stands for what was typed. */
  readonly texts: readonly string[]
  readonly choices: readonly FlowChoice[]
  readonly rating?: Rating
  readonly form?: FlowForm
}

export type Condition =
  /** The answer given at a step is one of these. */
  | { readonly kind: 'is'; readonly step: string; readonly answers: readonly string[] }
  /** The number given at one step lies below, or above, that of another. */
  | { readonly kind: 'lower' | 'higher'; readonly step: string; readonly than: string }
  /** Typed words are allowed here (`form`), are not (`without-words`), or have just been typed (`composed`). */
  | { readonly kind: 'form' | 'without-words' | 'composed' }

export interface FlowChoice {
  readonly label: string
  readonly to: string
  /** Remembered under the step's name. */
  readonly answer?: string
}

/** A number from a closed range, remembered under the step's name. */
export interface Rating {
  readonly hint: string
  readonly lowest: number
  readonly highest: number
  readonly to: string
}

export interface FlowForm {
  /** The words on the button that opens it. */
  readonly label: string
  readonly fields: readonly FlowField[]
  readonly to: string
}

export interface FlowField {
  readonly name: string
  readonly label: string
  readonly hint?: string
}

/** Answers by the name of the step at which they were given. */
export type Answers = Readonly<Record<string, string>>

export interface Place {
  readonly step: string
  readonly answers: Answers
}

/** Whether words may be typed at all, and what was typed just now. */
export interface Hand {
  readonly freeText: boolean
  readonly typed?: Readonly<Record<string, string>>
}

/** What one place shows. Without choices, rating and form it is an end. */
export interface Screen {
  readonly shown: readonly (
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'wait'; readonly seconds: number }
  )[]
  readonly choices: readonly { readonly label: string; readonly to: Place }[]
  readonly rating?: Rating
  readonly form?: FlowForm
  readonly end: boolean
}

/** Where a flow begins. */
export function begin(flow: Flow): Place {
  const [first] = flow.steps.keys()
  if (first === undefined) throw new Error(`the flow ${flow.id} has no steps`)
  return { step: first, answers: {} }
}

/** Whether a condition holds; one that reads an answer never given does not. */
export function holds(condition: Condition, answers: Answers, hand: Hand): boolean {
  switch (condition.kind) {
    case 'is':
      return condition.answers.includes(answers[condition.step] ?? '')
    case 'lower':
    case 'higher': {
      const [one, other] = [answers[condition.step], answers[condition.than]]
      if (one === undefined || other === undefined) return false
      return condition.kind === 'lower' ? Number(one) < Number(other) : Number(one) > Number(other)
    }
    case 'form':
      return hand.freeText
    case 'without-words':
      return !hand.freeText && hand.typed === undefined
    case 'composed':
      return hand.typed !== undefined
  }
}

/** The arms that a place shows, one of each part at most. */
export const armsOf = (step: Step, answers: Answers, hand: Hand): readonly { part: Part; arm: Arm }[] =>
  step.parts.flatMap((part) => {
    const arm = part.arms.find(({ when }) => when === undefined || holds(when, answers, hand))
    return arm ? [{ part, arm }] : []
  })

/**
 * What a place shows. Typed words are made harmless and stand only where the flow says `{field}`.
 * @throws if the flow has no such step: `readPlace` gives none.
 */
export function screen(flow: Flow, place: Place, hand: Hand): Screen {
  const arms = armsOf(stepOf(flow, place.step), place.answers, hand)
  const choices = arms
    .flatMap(({ arm }) => arm.choices)
    .map(({ label, to, answer }) => ({ label, to: go(flow, place, to, answer) }))
  const rating = arms.find(({ arm }) => arm.rating)?.arm.rating
  const form = arms.find(({ arm }) => arm.form)?.arm.form
  const shown = arms.flatMap(({ part, arm }) => [
    ...(part.wait === undefined ? [] : [{ kind: 'wait' as const, seconds: part.wait }]),
    ...arm.texts.map((text) => ({ kind: 'text' as const, text: fill(text, arm, hand) })),
  ])
  return {
    shown,
    choices,
    ...(rating ? { rating } : {}),
    ...(form ? { form } : {}),
    end: choices.length === 0 && !rating && !form,
  }
}

function fill(text: string, { when }: Arm, { typed }: Hand): string {
  if (when?.kind !== 'composed' || !typed) return text
  return text.replace(/([^\n>{}]*)\{([a-z0-9-]+)\}/g, (whole, lead: string, name: string) => {
    const words = typed[name]
    // A line break would end the quote that the words stand in.
    return words === undefined ? whole : lead + plain(goingOn(lead, words.replace(/\s+/g, ' ').trim()))
  })
}

/** Words without the beginning that stands before them already: some type the whole sentence. */
function goingOn(lead: string, words: string): string {
  const said = lead.trim().toLowerCase()
  return said !== '' && words.toLowerCase().startsWith(`${said} `) ? words.slice(said.length).trimStart() : words
}

/** The place after a step, with the answer given there; what no step ahead reads is forgotten. */
export function go(flow: Flow, from: Place, to: string, answer?: string): Place {
  const answers = answer === undefined ? from.answers : { ...from.answers, [from.step]: answer }
  return { step: to, answers: kept(flow, to, answers) }
}

/** The place after a number was chosen; undefined where none is asked for or it lies outside the range. */
export function rate(flow: Flow, from: Place, value: string, hand: Hand): Place | undefined {
  const { rating } = screen(flow, from, hand)
  if (!rating || !numbers(rating).includes(value)) return undefined
  return go(flow, from, rating.to, value)
}

/** The numbers of a rating, as remembered. */
export const numbers = ({ lowest, highest }: Rating): readonly string[] =>
  Array.from({ length: highest - lowest + 1 }, (_, n) => String(lowest + n))

function stepOf(flow: Flow, name: string): Step {
  const step = flow.steps.get(name)
  if (!step) throw new Error(`the flow ${flow.id} has no step ${name}`)
  return step
}

/** Every step that a step's arms lead to. */
export const targets = ({ parts }: Step): readonly string[] =>
  parts.flatMap(({ arms }) =>
    arms.flatMap(({ choices, rating, form }) => [
      ...choices.map(({ to }) => to),
      ...(rating ? [rating.to] : []),
      ...(form ? [form.to] : []),
    ]),
  )

const readBy = ({ parts }: Step): readonly string[] =>
  parts.flatMap(({ arms }) =>
    arms.flatMap(({ when }) =>
      when?.kind === 'is' ? [when.step] : when && 'than' in when ? [when.step, when.than] : [],
    ),
  )

const aheadOf = new WeakMap<Flow, ReadonlyMap<string, ReadonlySet<string>>>()

/** For each step, the steps whose answers it or a step still ahead of it reads: what its address must carry. */
export function needs(flow: Flow): ReadonlyMap<string, ReadonlySet<string>> {
  const known = aheadOf.get(flow)
  if (known) return known
  const found = new Map<string, ReadonlySet<string>>()
  for (const name of flow.steps.keys()) {
    const seen = new Set([name])
    // A set grows while it is walked, so this visits every step ahead once, loops or not.
    for (const one of seen) for (const to of targets(stepOf(flow, one))) if (flow.steps.has(to)) seen.add(to)
    found.set(name, new Set([...seen].flatMap((one) => readBy(stepOf(flow, one)))))
  }
  aheadOf.set(flow, found)
  return found
}

function kept(flow: Flow, step: string, answers: Answers): Answers {
  const read = needs(flow).get(step)
  return Object.fromEntries(Object.entries(answers).filter(([name]) => read?.has(name)))
}

/** The command that plays flows; the first segment of every place's address. */
const command = 'reflect'

/** Characters left free in every place's address, for one short segment of the command's own. */
export const spare = 4
export const longestPlace = longestAddress - spare

/** The address of a place: `reflect/<flow>/<step>/<answers>`, an answer as `step.answer`, joined by `~`. */
export function placeAddress(flow: Flow, { step, answers }: Place): Address {
  const carried = Object.entries(answers).map(([name, answer]) => `${name}.${answer}`)
  return [command, flow.id, step, carried.join('~')]
}

/** `outdated`: the flow is known, the place is not; its start is the best that is left. */
export type Found = { readonly flow: Flow; readonly place: Place } | { readonly flow: Flow; readonly outdated: true }

/** Reads an address of a place, under former names too; undefined where no such flow exists or existed. */
export function readPlace(flows: ReadonlyMap<string, Flow>, address: Address): Found | undefined {
  const [, id = '', step = '', answers = ''] = address
  const flow = flows.get(id) ?? [...flows.values()].find(({ was }) => was.flow?.includes(id))
  if (!flow) return undefined
  const now = current(flow, step)
  if (now === undefined) return { flow, outdated: true }
  const read: Record<string, string> = {}
  for (const pair of answers === '' ? [] : answers.split('~')) {
    const [name = '', answer = '', ...more] = pair.split('.')
    const answered = current(flow, name)
    const value = answered === undefined ? undefined : currentAnswer(flow, answered, answer)
    if (more.length > 0 || answered === undefined || value === undefined || Object.hasOwn(read, answered))
      return { flow, outdated: true }
    read[answered] = value
  }
  return { flow, place: { step: now, answers: kept(flow, now, read) } }
}

/** The present name of a step. */
function current(flow: Flow, name: string): string | undefined {
  if (flow.steps.has(name)) return name
  return [...flow.steps.keys()].find((step) => flow.was[step]?.includes(name))
}

function currentAnswer(flow: Flow, step: string, answer: string): string | undefined {
  const known = answersOf(stepOf(flow, step))
  if (known.includes(answer)) return answer
  return known.find((one) => flow.was[`${step}.${one}`]?.includes(answer))
}

/** Every answer that a step can be given. */
export const answersOf = ({ parts }: Step): readonly string[] =>
  parts.flatMap(({ arms }) =>
    arms.flatMap(({ choices, rating }) => [
      ...choices.flatMap(({ answer }) => (answer === undefined ? [] : [answer])),
      ...(rating ? numbers(rating) : []),
    ]),
  )
