/** What every transport has in common. */
import { expect, test } from 'vitest'
import { makeUnderWay } from '../../src/transports/transport.ts'

test('what is begun while others are waited for is waited for, too', async () => {
  const underWay = makeUnderWay()
  const ended: string[] = []
  const { promise: first, resolve: endFirst } = Promise.withResolvers<void>()
  const { promise: second, resolve: endSecond } = Promise.withResolvers<void>()
  underWay.add(first.then(() => void ended.push('first')))
  const done = underWay.done().then(() => ended.push('done'))
  underWay.add(second.then(() => void ended.push('second')))
  endFirst()
  await first
  setImmediate(endSecond)
  await done
  expect(ended).toEqual(['first', 'second', 'done'])
})
