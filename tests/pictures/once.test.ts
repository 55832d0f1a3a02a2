/** Costly things are made once, and only the latest used are kept. */
import { describe, expect, it } from 'vitest'
import { makeOnce } from '../../src/pictures/once.ts'

const itself = (text: string): string => text

describe('makeOnce', () => {
  it('shares one making among all who ask at the same time', async () => {
    const begun: string[] = []
    const once = makeOnce(9, itself, async (text) => {
      begun.push(text)
      return { text }
    })
    expect(once.made('a')).toBeUndefined()
    const [first, second] = await Promise.all([once.make('a'), once.make('a')])
    expect(second).toBe(first)
    expect(await once.make('a')).toBe(first)
    expect(once.made('a')).toBe(first)
    expect(begun).toEqual(['a'])
  })

  it('forgets a failure, tells everyone who waits, and goes on', async () => {
    let broken = true
    const once = makeOnce(9, itself, async (text) => {
      if (broken) throw new RangeError(text)
      return text
    })
    const results = await Promise.allSettled([once.make('a'), once.make('a')])
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected'])
    expect(once.made('a')).toBeUndefined()
    broken = false
    expect(await once.make('a')).toBe('a')
  })

  it('keeps the latest used and no more than allowed', async () => {
    const once = makeOnce(2, itself, async (text) => text)
    await once.make('a')
    await once.make('b')
    expect(once.made('a')).toBe('a')
    await once.make('c')
    expect(['a', 'b', 'c'].map(once.made)).toEqual(['a', undefined, 'c'])
  })
})
