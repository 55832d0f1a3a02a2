/** `npm run backup` as a host meets it: as a process, and where it may write. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openKeeper } from '../../src/stores/open.ts'
import { start } from '../process.ts'
import { newFolder } from '../stores/folder.ts'

const key = Buffer.alloc(32, 7)

/** A store that holds somebody, and its settings. */
async function kept() {
  const [DATA_DIR, folder] = [join(newFolder(), 'data'), newFolder()]
  const MASTER_KEY_FILE = join(folder, 'own', 'master.key')
  mkdirSync(join(folder, 'own'))
  writeFileSync(MASTER_KEY_FILE, key.toString('base64'), { mode: 0o600 })
  const opening = await openKeeper({ dataDir: DATA_DIR }, key)
  if (!('keeper' in opening)) throw new Error('the store did not open')
  await opening.keeper.save({ person: '1' }, { value: {}, revision: 0, due: undefined })
  await opening.close()
  return { env: { DATA_DIR, MASTER_KEY_FILE }, folder }
}

const backUp = (env: Record<string, string>, to: string) => start('src/tools/backup.ts', env, [to]).done

test('a backup lies apart from the data, the key and the project', async () => {
  const { env, folder } = await kept()
  const bad: [string, RegExp][] = [
    ['.', /^The backup would lie in the project’s folder, where git .*Choose another folder\. Nothing was copied\.\n$/],
    ['backups', /in the project’s folder/],
    [join(env.DATA_DIR, 'backups'), /^The backup would lie in DATA_DIR/],
    [join(folder, 'own'), /^The master key lies in that folder.*Nothing was copied\.\n$/],
    [folder, /^The master key lies in that folder/],
  ]
  for (const [to, err] of bad) {
    expect(await backUp(env, to)).toMatchObject({ code: 1, out: '', err: expect.stringMatching(err) })
  }
  expect(readdirSync('.').filter((name) => /\.db|^backups$/.test(name))).toEqual([])
  expect(existsSync(join(env.DATA_DIR, 'backups'))).toBe(false)
  expect(readdirSync(join(folder, 'own'))).toEqual(['master.key'])

  const good = join(folder, 'backups')
  expect(await backUp(env, good)).toMatchObject({ code: 0, err: '' })
  expect(readdirSync(good)).toHaveLength(2)
})
