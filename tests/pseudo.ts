/**
 * A pseudo-locale: the library with every visible text between ⟦ and ⟧, so that a test can show that whatever
 * people read comes from the content. Names of people and journals, numbers, days and addresses stay as they are.
 */
import { freeze } from '../src/content/freeze.ts'
import type { Arm, Flow } from '../src/core/flow.ts'
import type { Article, Card, Helpline, Library, Shelf, Source } from '../src/core/library.ts'

export const marks = ['⟦', '⟧'] as const

const mark = (text: string): string => `${marks[0]}${text}${marks[1]}`

/** Each line by itself, behind the sign that makes it a list or a quote. */
const markLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => {
      const [, sign = '', rest = ''] = /^([\s>]*(?:(?:[-*+]|\d+[.)])\s+)?)(.*)$/u.exec(line) ?? []
      return rest === '' ? line : sign + mark(rest)
    })
    .join('\n')

type Values<T> = { [K in keyof T]: string }

const markValues = <T extends object>(object: T, how = mark): Values<T> =>
  Object.fromEntries(Object.entries(object).map(([key, text]) => [key, how(String(text))])) as Values<T>

const card = (one: Card): Card => ({
  ...one,
  title: mark(one.title),
  short: mark(one.short),
  also: one.also.map(mark),
  ...(one.loop ? { loop: markValues(one.loop) } : {}),
  sections: markValues(one.sections, markLines),
})

const arm = (one: Arm): Arm => ({
  ...one,
  texts: one.texts.map(markLines),
  choices: one.choices.map((choice) => ({ ...choice, label: mark(choice.label) })),
  ...(one.rating ? { rating: { ...one.rating, hint: mark(one.rating.hint) } } : {}),
  ...(one.form
    ? {
        form: {
          ...one.form,
          label: mark(one.form.label),
          fields: one.form.fields.map(({ name, label, hint }) => ({
            name,
            label: mark(label),
            ...(hint === undefined ? {} : { hint: mark(hint) }),
          })),
        },
      }
    : {}),
})

const flow = (one: Flow): Flow => ({
  ...one,
  title: mark(one.title),
  short: mark(one.short),
  for: mark(one.for),
  ...(one.followUp && { followUp: { ...one.followUp, ask: mark(one.followUp.ask) } }),
  steps: new Map(
    [...one.steps].map(([name, step]) => [
      name,
      { ...step, parts: step.parts.map((part) => ({ ...part, arms: part.arms.map(arm) })) },
    ]),
  ),
})

const article = (one: Article): Article => ({
  ...one,
  title: mark(one.title),
  short: mark(one.short),
  opening: markLines(one.opening),
  claims: one.claims.map((claim) => ({ ...claim, heading: mark(claim.heading), text: markLines(claim.text) })),
})

const helpline = (one: Helpline): Helpline => ({
  ...one,
  name: mark(one.name),
  ...(one.hours === undefined ? {} : { hours: mark(one.hours) }),
  ...(one.note === undefined ? {} : { note: mark(one.note) }),
})

const source = (one: Source): Source => ({ ...one, title: mark(one.title) })

const each = <T>(map: ReadonlyMap<string, T>, how: (value: T) => T): ReadonlyMap<string, T> =>
  new Map([...map].map(([key, value]) => [key, how(value)]))

const shelf = (one: Shelf): Shelf => ({
  ...one,
  words: markValues(one.words),
  cards: each(one.cards, card),
  flows: each(one.flows, flow),
  ...(one.article ? { article: article(one.article) } : {}),
  ask: (text) => {
    const asked = one.ask(text)
    return { ...asked, cards: asked.cards.map(({ id, says }) => ({ id, says: mark(says) })) }
  },
})

/** The library with every visible text marked; it finds cards by their unmarked words. */
export const pseudo = ({ shelves, sources, helplines }: Library): Library =>
  freeze({
    shelves: each(shelves, shelf),
    sources: each(sources, source),
    helplines: {
      directories: helplines.directories.map(helpline),
      countries: helplines.countries.map((country) => ({
        ...country,
        name: mark(country.name),
        lines: country.lines.map(helpline),
      })),
    },
  })
