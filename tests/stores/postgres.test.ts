import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createConnection, createServer, type Server as NetServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import type { Client } from 'pg'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { settings } from '../../src/inputs.ts'
import { makeLog } from '../../src/log.ts'
import { openStore } from '../../src/open-store.ts'
import { backUpPostgresKeys, restorePostgresKeys } from '../../src/stores/backup-postgres.ts'
import { makeKeeper } from '../../src/stores/keeper.ts'
import { openKeeper } from '../../src/stores/open.ts'
import { lendDue, openPostgres } from '../../src/stores/postgres.ts'
import { connected } from '../../src/stores/postgres-client.ts'
import { makeGateway } from '../../src/stores/postgres-gateway.ts'
import { migrate, postgresSchema, versionOf } from '../../src/stores/postgres-schema.ts'
import { rotate } from '../../src/stores/rotate.ts'
import { asKey } from '../../src/stores/seal.ts'
import { keeperContract } from '../contracts/keeper.ts'
import { type Place, storeContract } from '../contracts/store.ts'
import { fixture, fixtureKey } from './fixture.ts'
import { newFolder } from './folder.ts'
import { type Server, startServer } from './server.ts'

let server: Server
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.stop())

const make = async (): Promise<Place> => {
  const url = await server.newDatabase()
  return { open: () => openPostgres(url), remove: async () => {} }
}

storeContract('PostgreSQL', make)
keeperContract('PostgreSQL', make)

test('what a release wrote is read by this one', async () => {
  const url = await server.newDatabase()
  await connected(url, (client) => client.query(fixture('postgres')))
  const opened = await openPostgres(url)
  const keeper = await makeKeeper(opened, asKey(fixtureKey))
  expect(await keeper?.load({ person: '1' })).toMatchObject({ value: { from: '0.1' } })
  expect(await keeper?.due(1000, 5, 1)).toMatchObject([{ value: { from: '0.1' } }])
  await opened.close()
})

test('however many processes start together, each step is taken once', async () => {
  const url = await server.newDatabase()
  const longer = [...postgresSchema, 'CREATE TABLE once (one integer)', 'ALTER TABLE once ADD COLUMN two integer']
  await Promise.all(Array.from({ length: 5 }, () => connected(url, (client) => migrate(client))))
  await Promise.all(Array.from({ length: 5 }, () => connected(url, (client) => migrate(client, longer))))
  expect(await connected(url, versionOf)).toBe(longer.length)
})

test('tables of a newer version are refused and left alone', async () => {
  const url = await server.newDatabase()
  await connected(url, (client) => migrate(client, [...postgresSchema, 'DROP TABLE undercurrent_kept']))
  expect(await openKeeper({ databaseUrl: url }, fixtureKey)).toEqual({
    refused: expect.stringContaining('newer version'),
  })
})

test('without a key nothing is made in an empty database, and documents are not ignored', async () => {
  const url = await server.newDatabase()
  const where = { databaseUrl: url }
  expect(await openKeeper(where)).toEqual({ off: expect.stringContaining('MASTER_KEY') })
  const tables = "SELECT FROM pg_class WHERE relname LIKE 'undercurrent%'"
  expect((await connected(url, (client) => client.query(tables))).rowCount).toBe(0)
  await connected(url, (client) => client.query(fixture('postgres')))
  expect(await openKeeper(where)).toEqual({ refused: expect.stringContaining('nor MASTER_KEY is set') })
  expect(await openKeeper(where, Buffer.alloc(32))).toEqual({ refused: expect.stringContaining('not the one') })
  await connected(url, (client) => client.query('DELETE FROM undercurrent_keys'))
  expect(await openKeeper(where, fixtureKey)).toEqual({ refused: expect.stringContaining('keys are missing') })
})

/** A way to the server on which a test stands. `passing` hands over each connection, and each of its questions. */
async function startWay(
  to: string,
  passing: (asker: Socket, real: Socket, bytes: Buffer) => void = (_, real, bytes) => void real.write(bytes),
): Promise<{ url: string; way: NetServer }> {
  const { port, hostname } = new URL(to)
  const way = createServer((asker) => {
    const real = createConnection(Number(port), hostname)
    for (const one of [asker, real]) one.on('error', () => {})
    real.on('close', () => asker.destroy()).pipe(asker)
    asker.on('data', (bytes) => passing(asker, real, bytes))
    onTestFinished(() => void real.destroy())
  })
  await once(way.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void way.close())
  const address = way.address()
  if (typeof address !== 'object' || !address) throw new Error('the way does not listen')
  return { url: Object.assign(new URL(to), { port: address.port }).href, way }
}

/** The server's processes that hold a lock in this database. */
const holders = (url: string) =>
  connected(url, async (client) => {
    const text = `SELECT pid FROM pg_locks JOIN pg_database ON database = pg_database.oid
      WHERE locktype = 'advisory' AND datname = current_database()`
    return (await client.query<{ pid: number }>(text)).rows.map(({ pid }) => pid)
  })
/** How many others are connected to this database. */
const others = (url: string) =>
  connected(url, async (client) => {
    const text = 'SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()'
    return (await client.query(text)).rowCount
  })
const end = (url: string, pids: readonly number[]) =>
  connected(url, (client) =>
    client.query('SELECT pg_terminate_backend(pid, 5000) FROM unnest($1::int[]) AS pid', [pids]),
  )

describe('a claim of the gateway', () => {
  test('that breaks off holds nothing and can be made again', async () => {
    let cuts = 1
    const { url } = await startWay(await server.newDatabase(), (asker, real, bytes) => {
      real.write(bytes)
      if (!bytes.includes('pg_try_advisory_lock') || cuts === 0) return
      cuts -= 1
      // The question arrives; its answer is lost.
      const cut = () => {
        asker.destroy()
        real.destroy()
      }
      real.unpipe(asker).once('data', cut).resume()
    })
    const gateway = makeGateway(url)
    await expect(gateway.claim()).rejects.toThrow()
    expect(await gateway.claim()).toBe('claimed')
    await gateway.close()
  })

  test('that is lost, and another bot has it by then, is told in a sentence', async () => {
    const DATABASE_URL = await server.newDatabase()
    const config = settings({ DISCORD_TOKEN: 'x', DATABASE_URL, MASTER_KEY: fixtureKey.toString('base64') })
    if (!config) throw new Error('the settings have faults')
    const { promise: told, resolve: onTaken } = Promise.withResolvers<Error>()
    const store = await openStore(config, makeLog('silent'), onTaken)
    expect(await store?.alone()).toBeUndefined()
    await end(DATABASE_URL, await holders(DATABASE_URL))
    const other = makeGateway(DATABASE_URL)
    expect(await other.claim()).toBe('claimed')
    expect((await told).message).toBe('another process with this store is connected already; stop it first')
    await store?.close()
    await other.close()
  })

  test('whose connection the server still has, though it is lost, is not another bot’s', async () => {
    const database = await server.newDatabase()
    const askers: Socket[] = []
    const { url } = await startWay(database, (asker, real, bytes) => {
      askers.push(asker)
      real.write(bytes)
    })
    const gateway = makeGateway(url)
    const { promise: told, reject: onTaken } = Promise.withResolvers<never>()
    expect(await gateway.claim(() => onTaken(new Error('taken')))).toBe('claimed')
    const before = await holders(database)
    for (const asker of askers) asker.destroy()
    const again = vi.waitUntil(async () => (await holders(database)).some((pid) => !before.includes(pid)), 30_000)
    await Promise.race([told, again])
    await gateway.close()
  })

  test('that is made anew while the store closes holds nothing', async () => {
    const database = await server.newDatabase()
    const { promise: asked, resolve: onAsked } = Promise.withResolvers<() => void>()
    let holding = false
    const { url } = await startWay(database, (_, real, bytes) => {
      if (holding && bytes.includes('pg_try_advisory_lock')) onAsked(() => real.write(bytes))
      else real.write(bytes)
    })
    const gateway = makeGateway(url)
    await gateway.claim()
    holding = true
    await end(database, await holders(database))
    const goOn = await asked
    await gateway.close()
    goOn()
    await vi.waitUntil(async () => (await others(database)) === 0, 30_000)
  })
})

test('who is due is found by the index', async () => {
  const url = await server.newDatabase()
  const opened = await openPostgres(url)
  const plan = await connected(url, async (client) => {
    await client.query(`INSERT INTO undercurrent_kept (key, sealed, revision, due)
      SELECT n::text, 'x', 1, n FROM generate_series(1, 20000) AS n`)
    await client.query('ANALYZE undercurrent_kept')
    const text = lendDue.replaceAll('$1', '5000').replaceAll('$2', '6000').replaceAll('$3', '20')
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS OFF) ${text}`)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
  expect(plan).toContain('Index Scan using undercurrent_due')
  expect(plan).not.toMatch(/Seq Scan on undercurrent_kept|Sort/)
  await opened.close()
})

test('after its connections were cut the store works again, and the lock of the gateway is taken again', async () => {
  const url = await server.newDatabase()
  const opened = await openPostgres(url)
  const keeper = await makeKeeper(opened, asKey(fixtureKey))
  expect(await opened.claimGateway()).toBe('claimed')
  await keeper?.save({ person: '1' }, { value: 1, revision: 0, due: undefined })
  const cut =
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()'
  await connected(url, (client) => client.query(cut))
  // The first question may meet the broken connection; what it says then is of our own making.
  const [told] = await Promise.allSettled([keeper?.load({ person: '1' })])
  if (told.status === 'rejected') expect(told.reason).toMatchObject({ name: 'StoreDown', code: 'unreachable' })
  expect(await keeper?.load({ person: '1' })).toMatchObject({ value: 1 })
  expect(await opened.claimGateway()).toBe('claimed')
  const other = await openPostgres(url)
  expect(await other.claimGateway()).toBe('taken')
  await other.close()
  await opened.close()
})

/** What the start is told of this address, and that it quotes nothing of it. */
async function trouble(url: string): Promise<string> {
  const opening = await openKeeper({ databaseUrl: url }, fixtureKey)
  if (!('down' in opening)) throw new Error(JSON.stringify(opening))
  expect(opening.down).toMatchObject({ name: 'StoreDown', message: expect.not.stringMatching(/canary|127/) })
  return opening.down.code
}

test('a server that is not there, or does not let us in, is told by what is wrong, without its address', async () => {
  const url = new URL(await server.newDatabase())
  const at = (change: Partial<URL>) => Object.assign(new URL(url), change).href
  expect(await trouble(at({ password: 'canary-password' }))).toBe('refused')
  expect(await trouble(at({ username: 'canary-user' }))).toBe('refused')
  expect(await trouble(at({ port: '1' }))).toBe('no-server')
  expect(await trouble(at({ pathname: '/canary-database' }))).toBe('no-database')
  expect(await trouble(at({ search: '?sslmode=verify-full' }))).toBe('no-tls')
  expect(await trouble(at({ search: '?sslmode=verify-full&sslrootcert=/canary/root.crt' }))).toBe('no-file')
  expect(await trouble(`postgres:///name?host=${newFolder()}`)).toBe('no-server')
  expect(await trouble('postgres://user:canary/word@host/name')).toBe('no-address')
  expect(await trouble('postgres://user:%ff@host/name')).toBe('no-address')
  await expect(openPostgres(at({ port: '1' }))).rejects.toMatchObject({ code: 'no-server' })
})

test('a server that wants TLS, or another machine, is told from a wrong password', async () => {
  const url = await server.newDatabase()
  const file = await connected(url, async (client) => {
    await client.query('CREATE ROLE barred LOGIN')
    return String((await client.query('SHOW hba_file')).rows[0]?.hba_file)
  })
  writeFileSync(
    file,
    `hostssl all barred 127.0.0.1/32 trust\nhost all barred 127.0.0.1/32 reject\n${readFileSync(file)}`,
  )
  await connected(url, (client) => client.query('SELECT pg_reload_conf()'))
  expect(await trouble(Object.assign(new URL(url), { username: 'barred' }).href)).toBe('barred')
})

test('a certificate that nobody here trusts is told', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'canary' }], { algorithm: 'sha256' })
  // Says yes to TLS, as a real server does: https://www.postgresql.org/docs/current/protocol-flow.html
  const strange = createServer((socket) => {
    socket
      .on('error', () => {})
      .once('data', () => {
        socket.write('S')
        new TLSSocket(socket, { isServer: true, key, cert }).on('error', () => {})
      })
  })
  await once(strange.listen(0, '127.0.0.1'), 'listening')
  const { port } = strange.address() as AddressInfo
  expect(await trouble(`postgres://a:b@127.0.0.1:${port}/name?sslmode=verify-full`)).toBe('no-trust')
  strange.close()
})

test('sweeping takes away keys without a document and documents without a key', async () => {
  const url = await server.newDatabase()
  const opened = await openPostgres(url)
  const keeper = await makeKeeper(opened, asKey(fixtureKey))
  for (const person of ['1', '2', '3'])
    await keeper?.save({ person }, { value: person, revision: 0, due: Number(person) })
  const [, second, third] = (await keeper?.due(9, 9, 0)) ?? []
  const count = (client: Client) =>
    client.query('SELECT FROM undercurrent_kept FULL JOIN undercurrent_keys USING (key)')
  await connected(url, async (client) => {
    await client.query('DELETE FROM undercurrent_keys WHERE key = $1', [second?.key])
    await client.query('DELETE FROM undercurrent_kept WHERE key = $1', [third?.key])
    expect((await count(client)).rowCount).toBe(4)
    await opened.keys.sweep()
    expect((await count(client)).rowCount).toBe(2)
  })
  expect(await keeper?.load({ person: '1' })).toMatchObject({ value: '1' })
  await opened.close()
})

test('the master key is changed while no gateway is held, and the copied keys bring documents back', async () => {
  const [url, copies] = [await server.newDatabase(), newFolder()]
  const next = Buffer.alloc(32, 7)
  const robin = { person: '1' }
  const opening = await openKeeper({ databaseUrl: url }, fixtureKey)
  if (!('keeper' in opening)) throw new Error(JSON.stringify(opening))
  await opening.keeper.save(robin, { value: 'kept', revision: 0, due: undefined })
  await opening.claimGateway()
  expect(await rotate({ databaseUrl: url }, fixtureKey, next)).toMatchObject({ done: false })
  await opening.close()
  expect(await rotate({ databaseUrl: url }, next, fixtureKey)).toMatchObject({ done: true })
  expect(await rotate({ databaseUrl: url }, fixtureKey, next)).toMatchObject({ done: true })

  expect(await backUpPostgresKeys(url, copies, Date.now())).toMatchObject({ done: true })
  const list = join(copies, 'keys.txt')
  expect(await restorePostgresKeys(url, list)).toMatchObject({ done: false, said: expect.stringContaining('newest') })
  await connected(url, (client) => client.query('DELETE FROM undercurrent_keys'))
  expect(await openKeeper({ databaseUrl: url }, next)).toHaveProperty('refused')
  expect(await restorePostgresKeys(url, list)).toMatchObject({ done: true })
  const again = await openKeeper({ databaseUrl: url }, next)
  if (!('keeper' in again)) throw new Error(JSON.stringify(again))
  expect(await again.keeper.load(robin)).toMatchObject({ value: 'kept' })
  await again.close()
})

test('keys that open none of the documents change nothing, are not backed up, and stop the start', async () => {
  const [old, other, copies] = [await server.newDatabase(), await server.newDatabase(), newFolder()]
  const list = join(copies, 'keys.txt')
  const begin = async (url: string, people: readonly string[]) => {
    const opening = await openKeeper({ databaseUrl: url }, fixtureKey)
    if (!('keeper' in opening)) throw new Error(JSON.stringify(opening))
    for (const person of people) await opening.keeper.save({ person }, { value: person, revision: 0, due: undefined })
    await opening.close()
  }
  await begin(old, ['1', '2'])
  await backUpPostgresKeys(old, copies, Date.now())
  const good = readFileSync(list)
  const { rows } = await connected(old, (client) => client.query('SELECT key, sealed, revision FROM undercurrent_kept'))

  // Started before its data came.
  await begin(other, [])
  await connected(other, async (client) => {
    for (const { key, sealed, revision } of rows) {
      const text = 'INSERT INTO undercurrent_kept (key, sealed, revision) VALUES ($1, $2, $3)'
      await client.query(text, [key, sealed, revision])
    }
  })
  const where = { databaseUrl: other }
  expect(await openKeeper(where, fixtureKey)).toEqual({ refused: expect.stringContaining('None of the stored') })
  expect(await backUpPostgresKeys(other, copies, Date.now())).toMatchObject({ done: false })
  expect(readFileSync(list).equals(good)).toBe(true)
  expect(await restorePostgresKeys(other, list)).toEqual({
    done: false,
    said: expect.stringMatching(/open none of its 2 documents\. .*empty the table undercurrent_keys/),
  })
  const count = () => connected(other, async (client) => (await client.query('SELECT FROM undercurrent_kept')).rowCount)
  expect(await count()).toBe(2)
  await connected(other, (client) => client.query('TRUNCATE undercurrent_keys'))
  expect(await restorePostgresKeys(other, list)).toMatchObject({ done: true, said: expect.stringContaining('2 of 2') })
  await begin(other, [])
  expect(await count()).toBe(2)

  const empty = await server.newDatabase()
  await begin(empty, [])
  expect(await backUpPostgresKeys(empty, copies, Date.now())).toMatchObject({ done: false })
  expect(await restorePostgresKeys(other, copies)).toMatchObject({ said: expect.stringContaining('Name keys.txt') })
  writeFileSync(list, 'PGDMP no list')
  expect(await restorePostgresKeys(other, list)).toMatchObject({ said: expect.stringContaining('no copy of keys') })
})
