import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { content } from '../../src/inputs.ts'
import { isEphemeral, labels, type Pair, parts, startPair, text } from '../pair.ts'

const article = content()?.shelves.get('en')?.article
if (!article) throw new Error('the content has no article')

let pair: Pair
beforeAll(async () => {
  pair = await startPair()
})
afterAll(() => pair.close())

/** The menu of the newest message: what a person can choose, and what stands under each choice. */
const menu = () => {
  const found = parts(pair.robin.last('server')).find((part) => Array.isArray(part.options))
  return (found?.options ?? []) as { label: string; value: string; description?: string }[]
}

describe('the article behind the bot', () => {
  test('is a press away from /about, with every claim and its verdict to choose', async () => {
    await pair.robin.use('about')
    expect(text(pair.robin.last('server'))).toContain(article.short)
    await pair.robin.press('The article behind this bot')
    const shown = pair.robin.last('server')
    expect(isEphemeral(shown)).toBe(true)
    expect(text(shown)).toContain('Its core stands')
    expect(menu().map(({ label }) => label)).toEqual(article.claims.map(({ heading }) => heading))
    expect(new Set(menu().map(({ description }) => description))).toEqual(
      new Set(['Fair', 'Fair, with limits', 'Unproven', 'Needs correcting', 'Wrong', 'Missing']),
    )
    expect(labels(shown)).toContain('Help')
  })

  test('a claim says what the article says, the verdict and the evidence, and its numbers lead to its sources', async () => {
    await pair.robin.choose('reassurance-is-a-tactic-to-give-up')
    const claim = text(pair.robin.last('server'))
    expect(claim).toMatch(/The article says[\s\S]*\*\*Needs correcting\*\*[\s\S]*were more satisfied¹/)
    expect(claim).not.toContain('[@')
    await pair.robin.press('Sources')
    const sources = text(pair.robin.last('server'))
    expect(sources).toMatch(/1\\?\. Kim, .*\(2020\)\. When tonight is not the night[\s\S]*2\\?\. [\s\S]*3\\?\. /)
    await pair.robin.press('Back to the claim')
    expect(text(pair.robin.last('server'))).toBe(claim)
    await pair.robin.press('Back to the claims')
    expect(menu()).toHaveLength(article.claims.length)
    await pair.robin.press('About the bot')
    expect(text(pair.robin.last('server'))).toContain('About Undercurrent')
  })

  test('a claim leads to the cards it is about', async () => {
    await pair.robin.press('The article behind this bot')
    await pair.robin.choose('left-out-consent-and-fear')
    const [card] = labels(pair.robin.last('server'))
    await pair.robin.press(card ?? '')
    expect(text(pair.robin.last('server'))).toContain(`## ${card}`)
    expect(labels(pair.robin.last('server'))).toContain('Related')
  })

  test('the button of a claim that was reworded since leads to all claims', async () => {
    await pair.robin.pressOld('about/article/an-older-heading', 'server')
    expect(menu()).toHaveLength(article.claims.length)
  })

  test('a button of it that nobody made gets the calm sentence', async () => {
    await pair.robin.pressOld('about/nothing', 'server')
    expect(text(pair.robin.last('server'))).toMatch(/older version of me/)
  })
})

test('without an article /about has no button for it', async () => {
  const bare = await startPair((library) => {
    const shelves = [...library.shelves].map(([language, { article: _, ...rest }]) => [language, rest] as const)
    return { ...library, shelves: new Map(shelves) }
  })
  await bare.robin.use('about')
  expect(labels(bare.robin.last('server'))).not.toContain('The article behind this bot')
  await bare.robin.pressOld('about/article', 'server')
  expect(text(bare.robin.last('server'))).toMatch(/older version of me/)
  await bare.close()
})
