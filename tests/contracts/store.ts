/** What every store does with sealed rows, whoever seals them. */
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Change, indexName, type Opened } from '../../src/stores/store.ts'

/** Somewhere to store, empty at first. */
export interface Place {
  /** Opens it, each time as another process would. */
  open(): Promise<Opened>
  remove(): Promise<void>
}

const index = randomBytes(60)

const hex = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('hex')
const flipped = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 255)

/** A change with a key of its own; without `was` the first of its row. */
function first(change: Partial<Change> = {}): Change {
  return {
    sealed: randomBytes(300),
    was: 0,
    revision: 1,
    due: undefined,
    lock: { wrapped: randomBytes(60), under: index },
    ...change,
  }
}

/** The next revision under the key that is there. */
const next = (was: number, due?: number): Change => ({ sealed: randomBytes(300), was, revision: was + 1, due })

export function storeContract(name: string, make: () => Promise<Place>): void {
  describe(`${name} as a store`, () => {
    let place: Place
    let opened: Opened[]

    async function open(): Promise<Opened> {
      const one = await place.open()
      opened.push(one)
      return one
    }

    beforeEach(async () => {
      opened = []
      place = await make()
      await (await open()).keys.found(index)
    })
    afterEach(async () => {
      await Promise.all(opened.map((one) => one.close()))
      await place.remove()
    })

    /** The same place as two processes see it. */
    async function two() {
      const [one] = opened
      if (!one) throw new Error('nothing is open')
      return [one, await open()] as const
    }

    test('what was saved is loaded, with its key', async () => {
      const [{ store }, other] = await two()
      const change = first({ due: 5 })
      expect(await store.load('a')).toBeUndefined()
      expect(await store.save('a', change)).toBe('saved')
      for (const from of [store, other.store]) {
        const row = await from.load('a')
        expect(row).toMatchObject({ key: 'a', revision: 1 })
        expect(hex(row?.sealed)).toBe(hex(change.sealed))
        expect(hex(row?.wrapped)).toBe(hex(change.lock?.wrapped))
      }
    })

    test('a save from another revision is stale and changes nothing', async () => {
      const [{ store }, other] = await two()
      await store.save('a', first({ revision: 7 }))
      await other.store.save('a', next(7))
      expect(await store.save('a', next(7))).toBe('stale')
      expect(await store.save('a', first())).toBe('stale')
      expect(await store.save('nobody', next(3))).toBe('stale')
      expect((await store.load('a'))?.revision).toBe(8)
      expect(await store.load('nobody')).toBeUndefined()
    })

    test('of saves of one turn the first of a row counts, and each other row is saved', async () => {
      const [{ store }] = await two()
      await store.save('a', first())
      const saves = [next(1), next(1), next(2)].map((change) => store.save('a', change))
      const others = ['b', 'c', 'd'].map((key) => store.save(key, first()))
      expect(await Promise.all(saves)).toEqual(['saved', 'stale', 'saved'])
      expect(await Promise.all(others)).toEqual(['saved', 'saved', 'saved'])
      expect((await store.load('a'))?.revision).toBe(3)
    })

    test('a save keeps the key unless it brings a new one', async () => {
      const [{ store }] = await two()
      await store.save('a', first())
      const before = (await store.load('a'))?.wrapped
      await store.save('a', next(1))
      expect((await store.load('a'))?.wrapped).toEqual(before)
      const fresh = first({ was: 2, revision: 3 })
      await store.save('a', fresh)
      expect(hex((await store.load('a'))?.wrapped)).toBe(hex(fresh.lock?.wrapped))
    })

    test('erasing takes the row away, more than once and of nobody too', async () => {
      const [{ store }, other] = await two()
      await store.save('a', first({ due: 1 }))
      await other.store.erase('a')
      await Promise.all([store.erase('a'), other.store.erase('nobody')])
      expect(await store.load('a')).toBeUndefined()
      expect(await store.due(9, 9, 9)).toEqual([])
      expect(await store.save('a', next(1))).toBe('stale')
      expect(await store.save('a', first())).toBe('saved')
    })

    test('saved and erased in one turn is erased', async () => {
      const [{ store }] = await two()
      const [saved] = await Promise.all([store.save('a', first()), store.save('b', first()), store.erase('c')])
      expect(saved).toBe('saved')
      await Promise.all([
        store.save('a', first({ was: 1, revision: 2 })).then(() => store.erase('a')),
        store.erase('b'),
      ])
      expect(await Promise.all(['a', 'b', 'c'].map((key) => store.load(key)))).toEqual([
        undefined,
        undefined,
        undefined,
      ])
    })

    describe('what is due', () => {
      const keys = async (from: Opened, now: number, most = 10, lease = 100) =>
        (await from.store.due(now, most, lease)).map(({ key }) => key)

      test('comes the longest waiting first, and not before its time', async () => {
        const [one] = await two()
        await Promise.all([30, 10, 20, 40].map((due) => one.store.save(`at ${due}`, first({ due }))))
        await one.store.save('never', first())
        expect(await keys(one, 9)).toEqual([])
        expect(await keys(one, 30, 2)).toEqual(['at 10', 'at 20'])
        expect(await keys(one, 30)).toEqual(['at 30'])
      })

      test('is lent to one asker, and comes back when the loan is over', async () => {
        const [one, other] = await two()
        await one.store.save('a', first({ due: 10 }))
        expect(await keys(one, 20)).toEqual(['a'])
        expect(await keys(other, 119)).toEqual([])
        expect(await keys(other, 120)).toEqual(['a'])
        expect(await keys(one, 219)).toEqual([])
      })

      test('is lent once among askers of the same moment', async () => {
        const [one, other] = await two()
        await Promise.all(Array.from({ length: 40 }, (_, at) => one.store.save(String(at), first({ due: at }))))
        const lent = await Promise.all(Array.from({ length: 8 }, (_, at) => keys(at % 2 ? one : other, 100, 10)))
        // Rows that another asker is just taking are passed over, so somebody may come away with fewer than ten.
        const rest = await keys(one, 100, 40)
        expect([...lent.flat(), ...rest].sort()).toEqual(Array.from({ length: 40 }, (_, at) => String(at)).sort())
      })

      test('stays lent through a save that leaves its time, and is free after one that moves it on', async () => {
        const [one, other] = await two()
        await one.store.save('a', first({ due: 10 }))
        await keys(one, 20)
        await one.store.save('a', next(1, 10))
        expect(await keys(other, 30)).toEqual([])
        await one.store.save('a', next(2, 40))
        expect(await keys(other, 39)).toEqual([])
        expect(await keys(other, 40)).toEqual(['a'])
      })

      test('is not due any more once a save says never', async () => {
        const [one] = await two()
        await one.store.save('a', first({ due: 10 }))
        await one.store.save('a', next(1))
        expect(await keys(one, 1000)).toEqual([])
        await one.store.save('a', next(2, 50))
        expect(await keys(one, 50)).toEqual(['a'])
      })
    })

    describe('the keys', () => {
      test('there is one index key, whoever brings another', async () => {
        const [one, other] = await two()
        expect(hex(await other.keys.found(randomBytes(60)))).toBe(hex(index))
        expect(hex(await one.keys.index())).toBe(hex(index))
      })

      test('sweeping leaves what is whole', async () => {
        const [one, other] = await two()
        await one.store.save('a', first())
        await Promise.all([one.keys.sweep(), one.store.save('b', first()), one.store.erase('a')])
        await other.keys.sweep()
        expect((await one.store.load('b'))?.wrapped).toHaveLength(60)
        expect(await one.store.load('a')).toBeUndefined()
      })

      test('rewrapping changes every key once, the index key first, and no document', async () => {
        const [one, other] = await two()
        await Promise.all(['a', 'b', 'c'].map((key) => one.store.save(key, first())))
        await one.store.erase('b')
        const before = await one.store.load('a')
        const seen: string[] = []
        const done = await other.keys.rewrap((key, wrapped) => {
          seen.push(key)
          return key === 'c' ? undefined : flipped(wrapped)
        })
        expect(done).toBe(true)
        expect(seen[0]).toBe(indexName)
        expect(seen.slice(1).sort()).toEqual(['a', 'c'])
        const after = await one.store.load('a')
        expect(after).toEqual({ ...before, wrapped: after?.wrapped })
        expect(hex(after?.wrapped)).toBe(hex(before?.wrapped && flipped(before.wrapped)))
        expect(hex(await one.keys.index())).toBe(hex(flipped(index)))
      })

      test('rewrapping gives up with the index key, and then nothing has changed', async () => {
        const [one] = await two()
        await one.store.save('a', first())
        const before = await one.store.load('a')
        expect(await one.keys.rewrap(() => undefined)).toBe(false)
        expect(await one.store.load('a')).toEqual(before)
      })

      test('after it no key of the old kind is taken', async () => {
        const [one, other] = await two()
        await one.store.save('a', first())
        await other.keys.rewrap((_, wrapped) => flipped(wrapped))
        expect(await one.store.save('b', first())).toBe('rekeyed')
        expect(await one.store.save('a', first({ was: 1, revision: 2 }))).toBe('rekeyed')
        expect(await one.store.save('a', next(1))).toBe('saved')
        expect(await one.store.load('b')).toBeUndefined()
      })
    })

    test('one process holds the gateway until it closes', async () => {
      const [one, other] = await two()
      expect(await one.claimGateway()).toBe('claimed')
      expect(await other.claimGateway()).toBe('taken')
      await one.close()
      expect(await other.claimGateway()).toBe('claimed')
    })

    test('closing waits for what is being saved', async () => {
      const [one, other] = await two()
      const saving = one.store.save('a', first())
      await one.close()
      expect(await saving).toBe('saved')
      expect((await other.store.load('a'))?.revision).toBe(1)
    })
  })
}
