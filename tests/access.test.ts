/** What a user may not read or write is told in one sentence, by whatever meets it. Shown by a user who may nothing. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newFolder } from './stores/folder.ts'

const src = new URL('../src/', import.meta.url).href

/** What an expression says that has this module's exports, for another user than root. */
function asNobody(module: string, expression: string): unknown {
  const script = `const m = await import(${JSON.stringify(new URL(module, src).href)})
    console.log(JSON.stringify(${expression}))`
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    ...nobody,
    env: {},
    encoding: 'utf8',
  })
  return JSON.parse(said)
}

/** A folder that others may look into, and a file in it that nobody may read. */
function shut() {
  const folder = newFolder()
  const file = join(folder, '.env')
  writeFileSync(file, 'DATA_DIR=canary')
  chmodSync(file, 0)
  chmodSync(folder, 0o755)
  return { folder, file }
}

test('an .env that may not be read is told with the whole command, and nothing goes on as if there were none', () => {
  const { file } = shut()
  const { fault } = Object(asNobody('environment.ts', `m.readEnvironment(${JSON.stringify(file)})`))
  expect(fault).toMatch(
    / may not read \S+\.env\. Run this as the bot’s user, or: sudo chgrp \d+ \S+ && sudo chmod 640 \S+$/,
  )
  const found = asNobody('doctor/keys.ts', `m.checkEnvFile(${JSON.stringify(file)})`)
  expect(found).toEqual([{ level: 'fault', about: '.env', say: fault }])
})

test('a key and a backup that may not be read are told by their own name', () => {
  const { folder, file } = shut()
  const why = / may not read \S+\.env\. Run this as the bot’s user, or name a file of the bot’s own$/
  const env = JSON.stringify({ MASTER_KEY_FILE: file })
  expect(Object(asNobody('stores/settings.ts', `m.readMasterKey(${env})`)).fault).toMatch(why)
  const paths = JSON.stringify([file, join(folder, 'data')]).slice(1, -1)
  expect(asNobody('stores/restore.ts', `m.restoreSqlite(${paths})`)).toEqual({
    done: false,
    said: expect.stringMatching(why),
  })
})

test('folders of another user: the backups that the doctor looks at, the data, the place of the backup', () => {
  const folder = newFolder()
  chmodSync(folder, 0o755)
  const [shutOne, open] = [join(folder, 'shut'), join(folder, 'open')]
  for (const one of [shutOne, open]) mkdirSync(one)
  writeFileSync(join(shutOne, 'kept.db'), '')
  // As a user who is not root meets them in a test that is not run by root.
  chmodSync(shutOne, 0)
  const looked = asNobody('doctor/backups.ts', `m.checkBackups(${JSON.stringify(shutOne)}, {}, 0)`)
  expect(looked).toEqual([
    {
      level: 'fault',
      about: 'backup',
      say: expect.stringMatching(
        / may not read \S+\/shut\. Run this as the bot’s user: sudo -u .* --backups \S+\/shut$/,
      ),
    },
  ])
  if (process.getuid?.() === 0) {
    const paths = JSON.stringify([shutOne, join(folder, 'copies')]).slice(1, -1)
    expect(asNobody('stores/backup.ts', `m.backUpSqlite(${paths}, 0)`)).toEqual({
      done: false,
      said: expect.stringMatching(
        / may not write to \S+\/shut\. Run this as the bot’s user, or choose a folder of the bot’s own$/,
      ),
    })
  }
  chmodSync(shutOne, 0o700)
})

test('a folder that is not there and cannot be made is told by its own name, with the line that makes it', () => {
  const folder = newFolder()
  const [missing, hidden] = [join(folder, 'data'), join(folder, 'hidden', 'data')]
  mkdirSync(hidden, { recursive: true })
  chmodSync(join(folder, 'hidden'), 0)
  chmodSync(folder, 0o555)
  const looked = (path: string) => asNobody('doctor/store.ts', `m.checkFolder(${JSON.stringify(path)})`)
  const sentence = `${missing} is not there, and \\S.* cannot make it\\. .*: sudo install -d -m 700 -o \\S+ ${missing}$`
  const say = expect.stringMatching(new RegExp(`^DATA_DIR ${sentence}`))
  expect(looked(missing)).toEqual([{ level: 'fault', about: 'folder', say }])
  const unwritten = asNobody('stores/sqlite-files.ts', `m.whyUnwritten(${JSON.stringify(missing)})`)
  expect(unwritten).toMatch(new RegExp(`^${sentence}`))
  // Of what cannot be looked into nobody says that it is not there.
  expect(looked(hidden)).toEqual([
    {
      level: 'fault',
      about: 'folder',
      say: expect.stringMatching(/hidden may not be written by .*Run this as the bot’s user/),
    },
  ])
  for (const path of [folder, join(folder, 'hidden')]) chmodSync(path, 0o700)
})

test('a folder below a file is told by the file', () => {
  const { folder, file } = shut()
  expect(asNobody('doctor/store.ts', `m.checkFolder(${JSON.stringify(join(file, 'data'))})`)).toEqual([
    {
      level: 'fault',
      about: 'folder',
      say: `DATA_DIR ${join(file, 'data')}: ${join(folder, '.env')} is a file. Name a folder.`,
    },
  ])
})
