/** The store's checks where it is a PostgreSQL server. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkStore } from '../../src/doctor/store.ts'
import { openKeeper } from '../../src/stores/open.ts'
import { connected } from '../../src/stores/postgres-client.ts'
import { type Server, startServer } from '../stores/server.ts'

let server: Server
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

test('an empty database, documents that open, one that does not, the wrong key, and no server', async () => {
  const where = { databaseUrl: await server.newDatabase() }
  const key = randomBytes(32)
  expect(await checkStore(where, key)).toMatchObject([{ level: 'ok', say: /^Nothing is stored yet/ }].map(said))

  const opening = await openKeeper(where, key)
  if (!('keeper' in opening)) throw new Error('the store did not open')
  for (const person of ['1', '2', '3']) await opening.keeper.save({ person }, { value: {}, revision: 0, due: 1 })
  expect(await checkStore(where, key)).toMatchObject(
    [
      { level: 'ok', say: /^It opens what is stored/ },
      { level: 'ok', say: /^It opens: 3 of 3 / },
    ].map(said),
  )
  // It has lent nothing to itself, and swept nothing away.
  expect(await opening.keeper.due(2, 10, 1000)).toHaveLength(3)
  await opening.close()

  await connected(where.databaseUrl, (client) =>
    client.query(
      'UPDATE undercurrent_kept SET revision = revision + 1 WHERE ctid IN (SELECT ctid FROM undercurrent_kept LIMIT 1)',
    ),
  )
  expect((await checkStore(where, key)).at(-1)).toMatchObject(said({ level: 'fault', say: /^1 of 3 documents do not/ }))
  expect(await checkStore(where, randomBytes(32))).toMatchObject(
    [{ level: 'fault', say: /^The key in MASTER_KEY_FILE or MASTER_KEY is not the one/ }].map(said),
  )
  const nowhere = { databaseUrl: where.databaseUrl.replace(/test_\d+$/, 'none') }
  expect(await checkStore(nowhere, key)).toMatchObject(
    [{ level: 'fault', say: /^The server has no database of the name in DATABASE_URL\. Create it/ }].map(said),
  )
})

const said = ({ level, say }: { level: string; say: RegExp }) => ({ level, say: expect.stringMatching(say) })
