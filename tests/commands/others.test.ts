import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shelf } from '../../src/core/library.ts'
import { cardsIn, topics } from '../../src/core/topics.ts'
import { content } from '../../src/inputs.ts'
import { buttons, isEphemeral, labels, type Pair, parts, startPair, text } from '../pair.ts'

const read = content()
if (!read) throw new Error('the content has faults')
const library = read

let pair: Pair
beforeAll(async () => {
  pair = await startPair()
})
afterAll(() => pair.close())

describe('/help', () => {
  test('has the way to people on top and names every command', async () => {
    await pair.robin.use('help')
    const help = pair.robin.last('server')
    expect(isEphemeral(help)).toBe(true)
    expect(labels(help)[0]).toBe('Help')
    for (const { name } of pair.practice.state(pair.robin.id).commands) expect(text(help)).toContain(`/${name}`)
  })
})

describe('/about', () => {
  test('leads to the tracker and to help', async () => {
    await pair.robin.use('about')
    const about = pair.robin.last('server')
    expect(buttons(about).find(({ label }) => label === 'Something wrong here?')?.url).toMatch(/^https:\/\/.*issues$/)
    expect(text(about)).toMatch(/Version \d+\.\d+\.\d+/)
  })
})

describe('/browse', () => {
  test('leads from a topic to its cards to a card', async () => {
    await pair.robin.use('browse')
    await pair.robin.choose('safety')
    await pair.robin.choose('coercive-control')
    expect(labels(pair.robin.last('server'))).toContain('Sources')
  })

  test('takes a topic by a part of its name', async () => {
    await pair.robin.use('browse', { topic: 'trust' })
    expect(text(pair.robin.last('server'))).toContain('Trust, cheating, jealousy')
  })

  test('every card of a topic is told and can be chosen, page by page, and none is cut off', async () => {
    const books = shelf(library, 'en')
    for (const topic of topics(books)) {
      await pair.robin.use('browse', { topic })
      const told: string[] = []
      for (let more: string | undefined = 'first'; more; ) {
        const screen = pair.robin.last('server')
        const menu = parts(screen).find((part) => Array.isArray(part.options))
        const titles = ((menu?.options ?? []) as { label: string }[]).map(({ label }) => label)
        for (const title of titles) expect(text(screen)).toContain(`**${title}${title.endsWith('?') ? '' : '.'}**`)
        expect(text(screen)).not.toMatch(/…/)
        told.push(...titles)
        more = labels(screen).find((label) => /^Cards \d+ to \d+ of \d+$/.test(label))
        if (more?.startsWith('Cards 1 to')) break
        if (more) await pair.robin.press(more)
      }
      expect(told, topic).toEqual(cardsIn(books, topic).map(({ title }) => title))
    }
  })
})

describe('/support', () => {
  test('is for the asker alone, Hide first, and names no country by itself', async () => {
    await pair.robin.use('support')
    const screen = pair.robin.last('server')
    expect(isEphemeral(screen)).toBe(true)
    expect(labels(screen)[0]).toBe('Hide')
    expect(text(screen)).toMatch(/emergency number where you are/)
    expect(text(screen)).not.toMatch(/911|988/)
    expect(text(screen)).toContain('https://findahelpline.com/')
  })

  test('the locale orders the menu, and every country is reached through it', async () => {
    const options = () => {
      const menu = parts(pair.robin.last('server')).find((part) => Array.isArray(part.options))
      return ((menu?.options ?? []) as { value: string }[]).map(({ value }) => value)
    }
    pair.practice.set({ set: 'locale', person: pair.robin.id, locale: 'de' })
    await pair.robin.use('support')
    const first = options()
    expect(first.slice(0, 3).toSorted()).toEqual(['AT', 'CH', 'DE'])
    await pair.robin.choose(first.at(-1) ?? '')
    const second = options()
    pair.practice.set({ set: 'locale', person: pair.robin.id, locale: 'en-US' })
    const all = [...first, ...second].filter((value) => /^[A-Z]{2}$/.test(value))
    const known = await pair.robin.suggest('support', { country: '' }, 'country')
    expect(known.got === 'choices' && known.choices.length).toBe(25)
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBeGreaterThan(30)
  })

  test('a country is found by its name in the person’s own language', async () => {
    pair.practice.set({ set: 'locale', person: pair.robin.id, locale: 'de' })
    await pair.robin.use('support', { country: 'Österreich' })
    pair.practice.set({ set: 'locale', person: pair.robin.id, locale: 'en-US' })
    expect(text(pair.robin.last('server'))).toContain('Hilfe: Österreich')
  })

  test('a chosen country shows its numbers; an unknown one the menu and the directories', async () => {
    await pair.robin.use('support', { country: 'US' })
    expect(text(pair.robin.last('server'))).toMatch(/\*\*911\*\*[\s\S]*\*\*988\*\*/)
    await pair.robin.use('support', { country: 'Atlantis' })
    expect(text(pair.robin.last('server'))).toMatch(/no checked numbers for that country/)
    expect(text(pair.robin.last('server'))).toContain('https://findahelpline.com/')
  })

  test('what may mean several countries shows the numbers of none, and the menu begins with them', async () => {
    await pair.robin.use('support', { country: 'aus' })
    const screen = pair.robin.last('server')
    expect(text(screen)).toMatch(/^More than one country fits/)
    expect(text(screen)).not.toContain('Emergency number')
    const menu = parts(screen).find((part) => Array.isArray(part.options))
    expect(((menu?.options ?? []) as { value: string }[]).slice(0, 2).map(({ value }) => value)).toEqual(['AU', 'AT'])
  })

  test('Hide takes the screen away', async () => {
    await pair.robin.use('support')
    const { id } = pair.robin.last('server').message
    await pair.robin.press('Hide')
    await pair.practice.until(() => !pair.robin.seen('server').some(({ message }) => message.id === id))
  })
})

describe('a button that nobody made', () => {
  test.each([
    'gone',
    'explain/no-such-card',
    'explain/negative-reinforcement/nothing',
    'support/in',
    '../x',
    '💥',
    'constructor/x',
  ])('%s gets one calm sentence', async (customId) => {
    await pair.robin.pressOld(customId, 'server')
    const answer = pair.robin.last('server')
    expect(text(answer)).toMatch(/older version of me/)
    expect(isEphemeral(answer)).toBe(true)
    expect(labels(answer)).toContain('Help')
  })
})

describe('registration', () => {
  test('every command is there for servers, the bot’s DM and people who installed it', () => {
    const { commands } = pair.practice.state(pair.robin.id)
    expect(commands.length).toBeGreaterThan(4)
    for (const command of commands) {
      const where = { contexts: [0, 1, 2], integration_types: [0, 1] }
      const forModerators = { contexts: [0], integration_types: [0], default_member_permissions: '32' }
      expect(command).toMatchObject(command.name === 'server' ? forModerators : where)
      expect(command.nsfw ?? false).toBe(false)
    }
  })
})
