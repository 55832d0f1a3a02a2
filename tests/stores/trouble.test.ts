import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { postgresTrouble, sqliteTrouble } from '../../src/stores/trouble.ts'
import { newFolder } from './folder.ts'

/** What it throws. */
function thrown(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

test('a full and a read-only file have names of their own', () => {
  const path = join(newFolder(), 'some.db')
  const file = new DatabaseSync(path)
  file.exec('CREATE TABLE canary (sealed BLOB); PRAGMA max_page_count = 4')
  const full = thrown(() => file.exec('INSERT INTO canary VALUES (zeroblob(100000))'))
  file.close()
  expect(sqliteTrouble(full)).toMatchObject({ code: 'full', message: expect.not.stringContaining('canary') })
  const readOnly = new DatabaseSync(path, { readOnly: true })
  const refused = thrown(() => readOnly.exec('INSERT INTO canary VALUES (1)'))
  readOnly.close()
  expect(sqliteTrouble(refused)).toMatchObject({ code: 'read-only' })
  expect(sqliteTrouble(thrown(() => mkdirSync(join(path, 'canary'))))).toMatchObject({ code: 'unreachable' })
})

test.each([
  ['ENOSPC', 'full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'read-only'],
  ['ENOENT', 'unreachable'],
])('%s of the file system is %s', (code, name) => {
  expect(sqliteTrouble(Object.assign(new Error('canary'), { code }))).toMatchObject({ code: name })
})

test.each([
  ['53100', 'full'],
  ['53300', 'unreachable'],
  ['25006', 'read-only'],
  ['40P01', 'locked'],
  ['57P01', 'unreachable'],
  ['XX001', 'damaged'],
  ['42P01', 'damaged'],
])('%s of PostgreSQL is %s', (code, name) => {
  const error = Object.assign(new Error('canary'), { code, severity: 'ERROR', detail: 'Key (key)=(canary) exists.' })
  expect(JSON.stringify(postgresTrouble(error))).not.toContain('canary')
  expect(postgresTrouble(error)).toMatchObject({ code: name, message: expect.not.stringContaining('canary') })
})

test.each([
  ['ENOTFOUND', 'no-host'],
  ['EAI_AGAIN', 'no-host'],
  ['ECONNREFUSED', 'no-server'],
  ['ETIMEDOUT', 'unreachable'],
  ['ECONNRESET', 'unreachable'],
  ['CERT_HAS_EXPIRED', 'no-trust'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'no-trust'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'no-trust'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'no-tls'],
])('%s on the way to PostgreSQL is %s', (code, name) => {
  const error = Object.assign(new Error('canary'), { code, syscall: 'read' })
  expect(postgresTrouble(error)).toMatchObject({ code: name, message: expect.not.stringContaining('canary') })
})

test('a bug stays a bug', () => {
  const bug = new TypeError('x is undefined')
  expect(thrown(() => sqliteTrouble(bug))).toBe(bug)
  expect(thrown(() => postgresTrouble(bug))).toBe(bug)
})
