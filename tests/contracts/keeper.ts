/** What a keeper does over every store, as core's `Keeper` promises it. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Keeper } from '../../src/core/keep.ts'
import { makeKeeper } from '../../src/stores/keeper.ts'
import { newKey, unwrap, wrap } from '../../src/stores/seal.ts'
import type { Opened } from '../../src/stores/store.ts'
import type { Place } from './store.ts'

const robin = { person: '100000000000000001' }
const first = (value: unknown, due?: number) => ({ value, revision: 0, due })

export function keeperContract(name: string, make: () => Promise<Place>): void {
  describe(`a keeper over ${name}`, () => {
    let place: Place
    let opened: Opened[]
    const masterKey = newKey()

    beforeEach(async () => {
      place = await make()
      opened = [await place.open(), await place.open()]
    })
    afterEach(async () => {
      await Promise.all(opened.map((one) => one.close()))
      await place.remove()
    })

    async function keeperOver(one: Opened | undefined): Promise<Keeper> {
      const keeper = one && (await makeKeeper(one, masterKey))
      if (!keeper) throw new Error('the key does not fit')
      return keeper
    }
    const two = async () => [await keeperOver(opened[0]), await keeperOver(opened[1])] as const

    test('any JSON value comes back as it was, to every process', async () => {
      const [keeper, other] = await two()
      let person = 0
      const property = fc.asyncProperty(fc.jsonValue({ noUnicodeString: false }), async (value) => {
        person += 1
        const whose = { person: String(person) }
        expect(await keeper.save(whose, first(value))).toBe('saved')
        expect((await other.load(whose))?.value).toEqual(JSON.parse(JSON.stringify(value)))
      })
      await fc.assert(property, { numRuns: 40 })
    })

    test('a person and a place of the same number are two', async () => {
      const [keeper] = await two()
      await keeper.save({ person: '1' }, first('a person'))
      await keeper.save({ place: '1' }, first('a place'))
      expect(await keeper.load({ person: '1' })).toMatchObject({ value: 'a person' })
      expect(await keeper.load({ place: '1' })).toMatchObject({ value: 'a place' })
    })

    test('a save from an old revision is stale, also across an erasure', async () => {
      const [keeper, other] = await two()
      await keeper.save(robin, first(1))
      const read = await keeper.load(robin)
      const revision = read?.revision ?? 0
      await other.save(robin, { value: 2, revision, due: undefined })
      expect(await keeper.save(robin, { value: 3, revision, due: undefined })).toBe('stale')
      expect(await keeper.save(robin, first(3))).toBe('stale')
      await other.erase(robin)
      await other.save(robin, first(4))
      expect(await keeper.save(robin, { value: 5, revision, due: undefined })).toBe('stale')
      expect(await keeper.load(robin)).toMatchObject({ value: 4 })
    })

    test('nothing is lost when many add to one document', async () => {
      const keepers = await two()
      const times = 24
      const add = async (keeper: Keeper) => {
        for (;;) {
          const kept = await keeper.load(robin)
          const value = Number(kept?.value ?? 0) + 1
          if ((await keeper.save(robin, { value, revision: kept?.revision ?? 0, due: undefined })) === 'saved') return
        }
      }
      await Promise.all(Array.from({ length: times }, (_, at) => add(keepers[at % 2 ? 0 : 1])))
      expect(await keepers[0].load(robin)).toMatchObject({ value: times })
    })

    test('a document under a new key opens, and the old key is gone', async () => {
      const [keeper, other] = await two()
      await keeper.save(robin, first('before', 1))
      const [due] = await keeper.due(1, 1, 0)
      const before = await opened[0]?.store.load(due?.key ?? '')
      const saving = { value: 'after', revision: due?.revision ?? 0, due: undefined, fresh: true }
      expect(await keeper.save(robin, saving)).toBe('saved')
      expect(await other.load(robin)).toMatchObject({ value: 'after' })
      const after = await opened[0]?.store.load(due?.key ?? '')
      expect(after?.wrapped).not.toEqual(before?.wrapped)
      const next = await other.load(robin)
      expect(await other.save(robin, { value: 'later', revision: next?.revision ?? 0, due: undefined })).toBe('saved')
      expect(await keeper.load(robin)).toMatchObject({ value: 'later' })
    })

    test('erased is gone for everybody, and may begin again', async () => {
      const [keeper, other] = await two()
      await keeper.save(robin, first(1, 1))
      await other.erase(robin)
      expect(await keeper.load(robin)).toBeUndefined()
      expect(await keeper.due(9, 9, 9)).toEqual([])
      expect(await keeper.save(robin, first(2))).toBe('saved')
    })

    test('what is due can be loaded and saved by its key', async () => {
      const [keeper, other] = await two()
      await keeper.save(robin, first('waiting', 10))
      const [due] = await other.due(10, 5, 100)
      expect(due).toMatchObject({ value: 'waiting' })
      const whose = { key: due?.key ?? '' }
      expect(await other.save(whose, { value: 'sent', revision: due?.revision ?? 0, due: undefined })).toBe('saved')
      expect(await keeper.load(robin)).toMatchObject({ value: 'sent' })
      await keeper.erase(whose)
      expect(await other.load(robin)).toBeUndefined()
    })

    test('a nonce fits Discord, is the same each time, and differs by person and by thing', async () => {
      const keepers = await two()
      await Promise.all(['1', '2'].map((person) => keepers[0].save({ person }, first(person, 1))))
      const nonces = async (keeper: Keeper) =>
        (await keeper.due(1, 9, 0))
          .flatMap(({ value, nonce }) => ['x', 'y'].map((of) => `${value} ${of} ${nonce(of)}`))
          .sort()
      const [one, other] = [await nonces(keepers[0]), await nonces(keepers[1])]
      expect(one).toEqual(other)
      const bare = one.map((line) => line.split(' ')[2])
      expect(new Set(bare).size).toBe(4)
      for (const nonce of bare) expect(nonce).toMatch(/^[\w-]{25}$/)
    })

    test('a document that does not open counts as not there, and gives way', async () => {
      const [keeper] = await two()
      await keeper.save(robin, first('good', 1))
      const [due] = await keeper.due(1, 1, 0)
      const { key, revision } = due ?? { key: '', revision: 0 }
      const row = await opened[1]?.store.load(key)
      const sealed = row?.sealed.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) ?? new Uint8Array()
      await opened[1]?.store.save(key, { sealed, was: revision, revision: revision + 1, due: 1 })
      expect(await keeper.load(robin)).toBeUndefined()
      expect(await keeper.due(1, 1, 0)).toEqual([])
      expect(await keeper.save(robin, first('new'))).toBe('saved')
      expect(await keeper.load(robin)).toMatchObject({ value: 'new' })
    })

    test('another master key opens nothing', async () => {
      await two()
      const [one] = opened
      expect(one && (await makeKeeper(one, newKey()))).toBeUndefined()
    })

    test('after a change of the master key nothing looks empty, and nothing is written', async () => {
      const [keeper] = await two()
      await keeper.save(robin, first(1, 1))
      const next = newKey()
      await opened[1]?.keys.rewrap((of, wrapped) => {
        const key = unwrap(masterKey, wrapped, of)
        return key && wrap(next, key, of)
      })
      const asked = [keeper.load(robin), keeper.due(1, 1, 1), keeper.save({ person: '2' }, first(2))]
      for (const { status, ...told } of await Promise.allSettled(asked)) {
        expect(status).toBe('rejected')
        expect(told).toMatchObject({ reason: { name: 'StoreDown', code: 'rekeyed' } })
      }
      const [, other] = opened
      const again = other && (await makeKeeper(other, next))
      expect(await again?.load(robin)).toMatchObject({ value: 1 })
      expect(await again?.load({ person: '2' })).toBeUndefined()
    })
  })
}
