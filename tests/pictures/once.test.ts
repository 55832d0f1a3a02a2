/** Costly things are made once, one at a time, and only the latest used are kept. */
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

  it('makes one thing at a time, in the order asked', async () => {
    const told: string[] = []
    const gates = new Map(['a', 'b', 'c'].map((name) => [name, Promise.withResolvers<void>()]))
    const entered = new Map(['a', 'b', 'c'].map((name) => [name, Promise.withResolvers<void>()]))
    const once = makeOnce(9, itself, async (text) => {
      told.push(`${text} begins`)
      entered.get(text)?.resolve()
      await gates.get(text)?.promise
      told.push(`${text} ends`)
      return text
    })
    const all = Promise.all(['a', 'b', 'c'].map((name) => once.make(name)))
    // Opened from the last to the first: only the queue can put them in order.
    gates.get('c')?.resolve()
    gates.get('b')?.resolve()
    await entered.get('a')?.promise
    gates.get('a')?.resolve()
    expect(await all).toEqual(['a', 'b', 'c'])
    expect(told).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  it('lets the event loop turn between two makings', async () => {
    const told: string[] = []
    const once = makeOnce(9, itself, async (text) => {
      told.push(text)
      setImmediate(() => told.push('turn'))
      return text
    })
    await Promise.all([once.make('a'), once.make('b')])
    expect(told.slice(0, 3)).toEqual(['a', 'turn', 'b'])
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
