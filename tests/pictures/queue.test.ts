/** Works run one at a time, in the order asked, and a failure holds up nobody. */
import { describe, expect, it } from 'vitest'
import { makeQueue } from '../../src/pictures/queue.ts'

describe('makeQueue', () => {
  it('does one work at a time, in the order asked', async () => {
    const inTurn = makeQueue()
    const told: string[] = []
    const gates = new Map(['a', 'b', 'c'].map((name) => [name, Promise.withResolvers<void>()]))
    const all = Promise.all(
      ['a', 'b', 'c'].map((name) =>
        inTurn(async () => {
          told.push(`${name} begins`)
          await gates.get(name)?.promise
          told.push(`${name} ends`)
          return name
        }),
      ),
    )
    // Opened from the last to the first: only the queue can put them in order.
    for (const name of ['c', 'b', 'a']) gates.get(name)?.resolve()
    expect(await all).toEqual(['a', 'b', 'c'])
    expect(told).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  it('lets the event loop turn between two works', async () => {
    const inTurn = makeQueue()
    const told: string[] = []
    const work = (name: string) => async () => {
      told.push(name)
      setImmediate(() => told.push('turn'))
    }
    await Promise.all([inTurn(work('a')), inTurn(work('b'))])
    expect(told.slice(0, 3)).toEqual(['a', 'turn', 'b'])
  })

  it('goes on after a failure', async () => {
    const inTurn = makeQueue()
    const failing = inTurn(() => Promise.reject(new RangeError('a')))
    const next = inTurn(async () => 'b')
    await expect(failing).rejects.toThrow(RangeError)
    expect(await next).toBe('b')
  })
})
