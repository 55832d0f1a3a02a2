/**
 * The loop guard: the bot must not become the reassurance. The third time in a day that somebody asks for the same thing,
 * it answers shortly, shows the loop and asks what would help. It never blocks, and one press switches it off for the day.
 */
import type { Address } from './address.ts'
import { type Shelf, sentence, words } from './library.ts'
import { type LoopRole, loopRoles } from './picture.ts'
import { type Block, type Button, row } from './reply.ts'
import { aside } from './support.ts'
import type { World } from './world.ts'

/** Asked this often before, the next time is the loop's. */
const enough = 2

/** Minutes of the wait that is offered: Discord counts them down. */
const minutes = 10

/** What is noted when somebody switches the guard off. */
export const guardOff = 'guard off'

/** Whether this is asked again and again. */
export const isLoop = ({ times }: World, about: string): boolean => times(about) >= enough && times(guardOff) === 0

/** Where its buttons lead. */
export interface Ways {
  readonly goOn: Address
  readonly wait: Address
  readonly off: Address
}

/**
 * Short and kind: the loop in words, "information or relief?", and the way on. It does not say that something was asked
 * before, or what: someone else may hold the phone.
 */
export function guardBlocks(books: Shelf, ways: Ways): Block[] {
  return [
    sentence(books, 'guard.again'),
    loopList(books),
    sentence(books, 'guard.question'),
    row(to(books, 'information', ways.goOn), to(books, 'relief', ways.wait), to(books, 'off', ways.off)),
    aside(books),
  ]
}

/** The loop in words. */
export function loopList(books: Shelf): Block {
  const { loop } = books.cards.get('negative-reinforcement') ?? {}
  const line = (role: LoopRole) => (loop ? [`**${words(books, `loop.${role}`)}:** ${loop[role]}`] : [])
  return { kind: 'list', items: loopRoles.flatMap(line) }
}

/** The wait: Discord's own countdown, a small plan, and the way on. */
export function waitBlocks(books: Shelf, { now }: World, goOn: Address): Block[] {
  const until = Math.round(now / 1000) + minutes * 60
  const plan = books.flows.get('one-plan')
  return [
    sentence(books, 'guard.wait', { when: `<t:${until}:R>` }),
    row(to(books, 'go-on', goOn), ...(plan ? [to(books, 'plan', ['reflect', plan.id, 'G'])] : [])),
    aside(books),
  ]
}

const to = (books: Shelf, key: string, address: Address): Button => ({
  label: words(books, `guard.${key}`),
  to: address,
})
