/**
 * Walks every place of a flow, with and without typed words, and says what a person could stumble over.
 *
 * After ChoiceScript's quicktest (https://www.choiceofgames.com/make-your-own-games/testing-choicescript-games-automatically/),
 * but complete: a flow has finitely many places.
 */
import {
  armsOf,
  begin,
  type Flow,
  go,
  type Hand,
  holds,
  longestPlace,
  numbers,
  type Place,
  placeAddress,
  type Step,
  screen,
  targets,
} from './flow.ts'

/** Where in a flow: a step, or one arm of it by its numbers. */
export interface Spot {
  readonly step: string
  readonly part?: number
  readonly arm?: number
}

export interface Stumble extends Spot {
  readonly say: string
  readonly try?: string
}

export interface Walk {
  /** The addresses of all places, in the order found; with and without typed words they may differ. */
  readonly places: readonly string[]
  /** The longest address. */
  readonly longest: string
  /** Presses from the start to the farthest end. */
  readonly presses: number
  readonly stumbles: readonly Stumble[]
}

/** Texts, words and buttons that a screen holds at most; quotes in a row are one text, as they are said in one breath. */
export const mostOnScreen = { texts: 5, words: 120, choices: 8 } as const

const ways: readonly Hand[] = [{ freeText: true }, { freeText: false }]

/** Visits every place. A flow with a loop is not entered: its places might not end. */
export function walk(flow: Flow): Walk {
  const loop = findLoop(flow)
  if (loop) {
    const say = `a loop: ${loop.join(' -> ')}`
    return {
      places: [],
      longest: '',
      presses: 0,
      stumbles: [{ step: loop[0] ?? '', say, try: 'let one of these steps lead on' }],
    }
  }
  const visits = ways.flatMap((hand) => allPlaces(flow, hand))
  const places = new Map<string, number>()
  for (const { place, presses } of visits) {
    const address = placeAddress(flow, place).join('/')
    places.set(address, Math.max(presses, places.get(address) ?? 0))
  }
  const stumbles = [...flow.steps.values()].flatMap((step) => stepStumbles(flow, step, visits))
  stumbles.push(...formStumbles(flow))
  const longest = [...places.keys()].reduce((one, other) => (other.length > one.length ? other : one), '')
  if (longest.length > longestPlace) {
    const say = `its longest address has ${longest.length} characters; at most ${longestPlace} fit: ${longest}`
    stumbles.push({
      step: longest.split('/')[2] ?? '',
      say,
      try: 'shorter names, or fewer answers that are read again later',
    })
  }
  return { places: [...places.keys()], longest, presses: Math.max(0, ...places.values()), stumbles }
}

/** The steps of a loop, the first one named again at its end; undefined where there is none. */
function findLoop(flow: Flow): readonly string[] | undefined {
  const done = new Set<string>()
  const visit = (name: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name]
    if (done.has(name)) return undefined
    const step = flow.steps.get(name)
    for (const to of step ? targets(step) : []) {
      const found = visit(to, [...path, name])
      if (found) return found
    }
    done.add(name)
    return undefined
  }
  for (const name of flow.steps.keys()) {
    const found = visit(name, [])
    if (found) return found
  }
  return undefined
}

interface Visited {
  readonly place: Place
  readonly hand: Hand
  readonly presses: number
}

/** Breadth first, so that `presses` of a place met again only grows: the last meeting counts. */
function allPlaces(flow: Flow, hand: Hand): readonly Visited[] {
  const found = new Map<string, Visited>()
  let edge: readonly Visited[] = [{ place: begin(flow), hand, presses: 0 }]
  while (edge.length > 0) {
    const next = new Map<string, Visited>()
    for (const visited of edge) {
      found.set(keyOf(flow, visited), visited)
      for (const onward of after(flow, visited)) next.set(keyOf(flow, onward), onward)
    }
    edge = [...next.values()]
  }
  return [...found.values()]
}

const keyOf = (flow: Flow, { place, hand }: Visited): string =>
  `${placeAddress(flow, place).join('/')} ${hand.typed ? 'typed' : ''}`

function after(flow: Flow, { place, hand, presses }: Visited): readonly Visited[] {
  const { choices, rating, form } = screen(flow, place, hand)
  const onward = [
    ...choices.map(({ to }) => to),
    ...(rating ? numbers(rating).map((value) => go(flow, place, rating.to, value)) : []),
  ].map((to): Visited => ({ place: to, hand, presses: presses + 1 }))
  if (!form) return onward
  const to = go(flow, place, form.to)
  const typed = Object.fromEntries(form.fields.map(({ name }) => [name, name]))
  // What was typed is shown apart; the flow's own message shows the same place without it.
  return [
    ...onward,
    { place: to, hand: { ...hand, typed }, presses: presses + 1 },
    { place: to, hand, presses: presses + 1 },
  ]
}

/** What is wrong with one step, given every visit. */
function stepStumbles(flow: Flow, step: Step, all: readonly Visited[]): readonly Stumble[] {
  const visits = all.filter(({ place }) => place.step === step.name)
  if (visits.length === 0)
    return [
      { step: step.name, say: `no way leads to "${step.name}"`, try: `let a step before it link to #${step.name}` },
    ]
  const shown = new Set(visits.flatMap(({ place, hand }) => armsOf(step, place.answers, hand).map(({ arm }) => arm)))
  const found = step.parts.flatMap(({ arms }, part) =>
    arms.flatMap((arm, n): readonly Stumble[] => {
      const spot = { step: step.name, part, arm: n }
      const { when } = arm
      const held = when ? visits.filter(({ place, hand }) => holds(when, place.answers, hand)).length : undefined
      if (held === 0) return [{ ...spot, say: 'this can never be so when the step is reached' }]
      if (!shown.has(arm)) return [{ ...spot, say: 'these words are never shown: what stands before covers all' }]
      if (held !== visits.length) return []
      return [{ ...spot, say: 'this is so every time the step is reached', try: 'leave the heading out' }]
    }),
  )
  const ofScreens = visits.flatMap(({ place, hand }) => screenStumbles(flow, step, place, hand))
  return [...found, ...[...new Set(ofScreens)].map((say) => ({ step: step.name, say }))]
}

function screenStumbles(flow: Flow, step: Step, place: Place, hand: Hand): readonly string[] {
  const { shown, choices, rating, form, end } = screen(flow, place, hand)
  const texts = shown.flatMap((one) => (one.kind === 'text' ? [one.text] : []))
  const words = texts
    .join(' ')
    .replace(/\[@[^\]]*\]/g, '')
    .split(/\s+/)
    .filter((word) => /\p{L}|\p{N}/u.test(word)).length
  const leads = targets(step).length > 0
  const read = texts.filter((text, at) => !text.startsWith('>') || !texts[at - 1]?.startsWith('>')).length
  return [
    ...(texts.length === 0 ? [`a screen of "${step.name}" shows no words`] : []),
    ...(read > mostOnScreen.texts
      ? [`a screen of "${step.name}" has ${read} texts; at most ${mostOnScreen.texts}`]
      : []),
    ...(words > mostOnScreen.words
      ? [`a screen of "${step.name}" has ${words} words; at most ${mostOnScreen.words}`]
      : []),
    ...(choices.length > mostOnScreen.choices
      ? [`a screen of "${step.name}" has ${choices.length} buttons; at most ${mostOnScreen.choices}`]
      : []),
    ...(end && leads ? [`"${step.name}" leads on for some answers and stops for others`] : []),
    ...(rating && (choices.length > 0 || form)
      ? [`"${step.name}" asks for a number and for something else at once`]
      : []),
    ...(form && choices.length > 0 ? [`"${step.name}" asks for words and for a choice at once`] : []),
  ]
}

/** One form at most, last but one; what was typed is shown on the step after it and nowhere else. */
function formStumbles(flow: Flow): readonly Stumble[] {
  const arms = [...flow.steps.values()].flatMap((step) =>
    step.parts.flatMap(({ arms: all }, part) =>
      all.map((arm, n) => ({ step, spot: { step: step.name, part, arm: n }, arm })),
    ),
  )
  const forms = arms.filter(({ arm }) => arm.form)
  const composed = arms.filter(({ arm }) => arm.when?.kind === 'composed')
  const found: Stumble[] = forms.slice(1).map(({ spot }) => ({ ...spot, say: 'a second form; a flow has one at most' }))
  const [first] = forms
  if (!first?.arm.form) {
    return [
      ...found,
      ...composed.map(({ spot }) => ({ ...spot, say: 'there is no form whose words could stand here' })),
    ]
  }
  const { to, fields } = first.arm.form
  const after = flow.steps.get(to)
  if (after && targets(after).length > 0)
    found.push({
      ...first.spot,
      say: `the form leads to "${to}", which leads on`,
      try: 'the form is the last step but one',
    })
  const without = first.step.parts.some(({ arms: all }) => all.some(({ when }) => when?.kind === 'without-words'))
  if (!without)
    found.push({
      ...first.spot,
      say: 'there is nothing to choose where words may not be typed',
      try: 'add ### without words',
    })
  const here = composed.filter(({ spot }) => spot.step === to)
  if (here.length === 0)
    found.push({ ...first.spot, say: `"${to}" does not show what was typed`, try: 'add ### composed there' })
  found.push(
    ...composed.filter(({ spot }) => spot.step !== to).map(({ spot }) => ({ ...spot, say: 'no form leads here' })),
  )
  const text = here.flatMap(({ arm }) => arm.texts).join('\n')
  for (const { name } of fields.filter((field) => !text.includes(`{${field.name}}`)))
    found.push({
      ...first.spot,
      say: `what is typed under "${name}" is not shown`,
      try: `write {${name}} in ### composed`,
    })
  return found
}
