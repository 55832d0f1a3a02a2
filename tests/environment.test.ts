/** Wherever the bot and its tools are started from: a relative path in the settings means one place. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLasting } from '../src/doctor/init.ts'
import { fromProject } from '../src/environment.ts'
import { type Practice, startPractice } from '../src/practice/server.ts'
import { openKeeper } from '../src/stores/open.ts'
import { settingsFor, start } from './process.ts'
import { newFolder } from './stores/folder.ts'

const project = fileURLToPath(new URL('..', import.meta.url))
const [key, nextKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]

let practice: Practice
beforeAll(async () => {
  practice = await startPractice()
})
afterAll(() => practice.close())

test('paths that are set are seen from the project; whole ones, empty ones and other settings stay', () => {
  const env = { DATA_DIR: 'a', MASTER_KEY_FILE: '../b', MASTER_KEY_FILE_NEXT: '/c', MASTER_KEY: 'd', HOST: 'e' }
  const seen = { ...env, DATA_DIR: join(project, 'a'), MASTER_KEY_FILE: join(project, '../b') }
  expect(fromProject(env)).toEqual(seen)
  expect(fromProject({ DATA_DIR: '', HOST: undefined })).toEqual({ DATA_DIR: '', HOST: undefined })
  const file = join(newFolder(), '.env')
  writeFileSync(file, 'MASTER_KEY_FILE=own.key\n')
  expect(readLasting({}, file)).toEqual({ MASTER_KEY_FILE: join(project, 'own.key') })
})

test('bot, doctor, backup, restore and rotate find the same store and key from any folder, and make none there', async () => {
  const [folder, elsewhere] = [newFolder(), newFolder()]
  const dataDir = join(folder, 'data')
  mkdirSync(join(folder, 'keys'))
  const [file, next] = [join(folder, 'keys', 'master.key'), join(folder, 'keys', 'next.key')]
  writeFileSync(file, key.toString('base64'), { mode: 0o600 })
  writeFileSync(next, nextKey.toString('base64'), { mode: 0o600 })
  const opening = await openKeeper({ dataDir }, key)
  if (!('keeper' in opening)) throw new Error('the store did not open')
  await opening.keeper.save({ person: '1' }, { value: {}, revision: 0, due: undefined })
  await opening.close()

  const env = {
    ...settingsFor(practice),
    DATA_DIR: relative(project, dataDir),
    MASTER_KEY_FILE: relative(project, file),
    MASTER_KEY_FILE_NEXT: relative(project, next),
  }
  const run = (script: string, ...args: string[]) => start(script, env, args, elsewhere).done
  expect((await run('src/tools/doctor.ts')).out).toMatch(/ok +store +It opens: 1 of 1 documents tried\./)
  expect((await run('src/tools/doctor.ts', '--init')).err).toMatch(/next\.key is there already/)
  expect(await run('src/tools/backup.ts', join(folder, 'backups'))).toMatchObject({ code: 0, err: '' })
  const [kept = ''] = readdirSync(join(folder, 'backups')).filter((name) => name.startsWith('kept-'))
  expect((await run('src/tools/restore.ts', join(folder, 'backups', kept))).out).toMatch(/^Done: 1 of 1 document came/)
  expect((await run('src/tools/rotate.ts')).out).toContain(`run: mv ${next} ${file}\n`)
  // The bot reads the key in use as before, and the store that a rotation changed since.
  expect(await run('src/start.js')).toMatchObject({ code: 1, err: expect.stringMatching(/MASTER_KEY is not the one/) })
  expect(readdirSync(elsewhere)).toEqual([])
})

test('without a DATA_DIR the store is the project’s own, from any folder', async () => {
  const elsewhere = newFolder()
  const { out } = await start('src/tools/doctor.ts', settingsFor(practice), [], elsewhere).done
  expect(out).toMatch(new RegExp(` folder +.*${join(project, 'data')} `))
})
