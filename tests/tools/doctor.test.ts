/** `npm run doctor` as a host meets it: as a process, beside a bot that runs or none. */
import { createHash, randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Practice, startPractice } from '../../src/practice/server.ts'
import { openKeeper } from '../../src/stores/open.ts'
import { parseMasterKey } from '../../src/stores/settings.ts'
import { someone } from '../pair.ts'
import { connected, type Env, freePort, settingsFor, start } from '../process.ts'
import { everyByte, newFolder } from '../stores/folder.ts'

let practice: Practice
beforeAll(async () => {
  practice = await startPractice()
})
afterAll(() => practice.close())

const newKey = () => randomBytes(32).toString('base64')

/** What it printed: the level of each thing that was looked at, the lines, and the exit status. */
async function doctor(env: Env, ...args: string[]) {
  const { out, err, code } = await start('src/tools/doctor.ts', { ...settingsFor(practice), ...env }, args).done
  const lines = out.trim().split('\n')
  const level = (about: string) =>
    lines.find((line) => line.slice(7).startsWith(about))?.split(' ')[0] ?? 'not looked at'
  return { out, err, code, level, lines }
}

async function fill(dataDir: string, key: string, people: readonly string[]): Promise<void> {
  const opening = await openKeeper({ dataDir }, Buffer.from(key, 'base64'))
  if (!('keeper' in opening)) throw new Error('the store did not open')
  for (const person of people) await opening.keeper.save({ person }, { value: { person }, revision: 0, due: undefined })
  await opening.close()
}

describe('it looks', () => {
  test('before the first start: nothing is wrong, and nothing was made', async () => {
    const DATA_DIR = join(newFolder(), 'data')
    const { code, err, level, lines } = await doctor({ DATA_DIR, MASTER_KEY: newKey() })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const about of ['settings', 'content', 'token', 'clock', 'endpoint', 'intents', 'gateway', 'folder', 'store'])
      expect(level(about), about).toBe('ok')
    expect(level('commands')).toBe('look')
    expect(lines.at(-1)).toMatch(/^\d+ ok, \d+ to look at, 0 faults\.$/)
    expect(existsSync(DATA_DIR)).toBe(false)
    expect(practice.state('').commands).toEqual([])
    expect(practice.requests.log.every(({ method }) => method === 'GET')).toBe(true)
  })

  test('beside a bot that runs: it takes nothing from it and changes no byte', async () => {
    const alone = await startPractice()
    const DATA_DIR = join(newFolder(), 'data')
    const both = { ...settingsFor(alone), DATA_DIR, MASTER_KEY: newKey(), METRICS_PORT: `${await freePort()}` }
    const { child, done } = start('src/start.js', both)
    await connected(alone)
    const robin = someone(alone, alone.state('').people[0]?.id ?? '')
    await robin.use('settings')
    await robin.press('18 or older')
    await robin.press('Yes, keep it')
    const files = () =>
      createHash('sha256')
        .update(everyByte(DATA_DIR, /\.(db|db-wal|lock)$/))
        .digest('hex')
    const before = files()

    const { code, level, out } = await doctor(both)
    expect(code).toBe(0)
    for (const about of ['commands', 'folder', 'key', 'store', 'metrics']) expect(level(about), about).toBe('ok')
    expect(out).toMatch(/It opens: 1 of 1 documents tried\./)
    expect(out).toMatch(/The bot runs and answers at/)
    expect(files()).toBe(before)
    await robin.press('Turn discreet mode on')
    await robin.reads(/Discreet mode is on/)
    expect(alone.state('').bot.connected).toBe(true)

    child.kill('SIGTERM')
    expect(await done).toMatchObject({ code: 0, err: '' })
    await alone.close()
  })

  test('faults of the settings come first, and what needs no setting is still looked at', async () => {
    const { code, lines, level } = await doctor({ DISCORD_TOKEN: '', ROLE: 'answer', PORT: 'http' })
    expect(code).toBe(1)
    expect(lines.filter((line) => line.startsWith('fault  settings')).map((line) => line.split(/\s+/)[2])).toEqual([
      'DISCORD_TOKEN:',
      'PORT:',
      'ROLE:',
    ])
    expect([level('content'), level('folder')]).toEqual(['ok', 'ok'])
    expect(lines.filter((line) => line.startsWith('skip')).map((line) => line.split(/\s+/)[1])).toEqual([
      'discord',
      'ports',
      'pages',
    ])
    expect(lines.find((line) => /skip +ports/.test(line))).toMatch(
      /Not looked at: port, metrics, until ROLE is right and PORT is right\.$/,
    )
  })

  test('without a token all that needs none is looked at, and one line says what waits for it', async () => {
    const DATA_DIR = join(newFolder(), 'data')
    const { code, lines, level } = await doctor({ DISCORD_TOKEN: '', DATA_DIR, MASTER_KEY: newKey() })
    expect(code).toBe(1)
    for (const about of ['content', 'folder', 'disk', 'store', 'metrics']) expect(level(about), about).toBe('ok')
    const [waiting = '', ...more] = lines.filter((line) => line.startsWith('skip'))
    expect(more).toEqual([])
    const told = /Not looked at: (.*), until DISCORD_TOKEN is set\.$/.exec(waiting)?.[1]?.split(', ')
    // With the token the same run says each of these.
    const well = await doctor({ DATA_DIR, MASTER_KEY: newKey() })
    const now = well.lines.map((line) => line.slice(7).split(/ {2,}/)[0])
    for (const one of ['token', 'clock', 'endpoint', 'install', 'intents', 'policy', 'commands', 'gateway']) {
      expect(told).toContain(one)
      expect(now).toContain(one)
    }
    expect(practice.requests.log.every(({ method }) => method === 'GET')).toBe(true)
  })

  test('a bad token and a bad folder are both told', async () => {
    const DATA_DIR = join(newFolder(), 'data')
    writeFileSync(DATA_DIR, '')
    const { code, level, out } = await doctor({ DISCORD_TOKEN: 'canary', DATA_DIR, MASTER_KEY: newKey() })
    expect(code).toBe(1)
    expect([level('token'), level('folder')]).toEqual(['fault', 'fault'])
    expect(out).toMatch(/Reset Token/)
    expect(out).toMatch(/skip +discord +Not looked at: application, .*, until Discord accepts the token\.\n/)
    expect(out).toMatch(/skip +store +Not looked at: key, store, until that is mended\.\n/)
    expect(out).not.toMatch(/canary/)
  })

  test('Discord out of reach is one line, and the machine is still looked at', async () => {
    const { code, out, level } = await doctor({ DISCORD_API: `http://127.0.0.1:${await freePort()}/api` })
    expect(code).toBe(1)
    expect(out).toMatch(/Discord cannot be reached \(ECONNREFUSED\)/)
    expect(out).toMatch(/Not looked at: token, clock, .*, until Discord can be reached\.\n/)
    expect([level('discord'), level('keeping'), level('metrics')]).toEqual(['fault', 'look', 'ok'])
  })

  test('the wrong key, and documents that do not open', async () => {
    const DATA_DIR = join(newFolder(), 'data')
    const key = newKey()
    await fill(DATA_DIR, key, ['1', '2', '3'])
    expect((await doctor({ DATA_DIR, MASTER_KEY: newKey() })).out).toMatch(
      /fault +store +The key in MASTER_KEY_FILE or MASTER_KEY is not/,
    )
    expect((await doctor({ DATA_DIR })).out).toMatch(
      /fault +store +There are stored documents, but neither MASTER_KEY_FILE/,
    )

    const kept = new DatabaseSync(join(DATA_DIR, 'kept.db'))
    kept.exec('UPDATE kept SET revision = revision + 1 WHERE rowid = 1')
    kept.close()
    const { code, out } = await doctor({ DATA_DIR, MASTER_KEY: key })
    expect(code).toBe(1)
    expect(out).toMatch(/fault +store +1 of 3 documents do not open/)
  })

  test('whoever was erased since a backup is no fault', async () => {
    const [DATA_DIR, key] = [join(newFolder(), 'data'), newKey()]
    await fill(DATA_DIR, key, ['1', '2', '3'])
    const keys = new DatabaseSync(join(DATA_DIR, 'keys.db'))
    keys.exec("UPDATE keys SET key = printf('%0*d', length(key), 0), wrapped = zeroblob(length(wrapped)) WHERE id = 1")
    keys.close()
    const { code, out } = await doctor({ DATA_DIR, MASTER_KEY: key })
    expect(code).toBe(0)
    expect(out).toMatch(/look +store +1 of 3 documents have no key: whoever they belonged to was erased\./)
  })

  test('documents and keys of two bots are a fault, and stay as they are', async () => {
    const [DATA_DIR, alien, key] = [join(newFolder(), 'data'), join(newFolder(), 'data'), newKey()]
    await fill(DATA_DIR, key, ['1'])
    await fill(alien, key, ['1'])
    cpSync(join(alien, 'kept.db'), join(DATA_DIR, 'kept.db'))
    const { code, out } = await doctor({ DATA_DIR, MASTER_KEY: key })
    expect(code).toBe(1)
    expect(out).toMatch(/fault +store +None of the stored documents has a key here/)
  })

  test('keys of people without their documents are a fault', async () => {
    const [DATA_DIR, key] = [join(newFolder(), 'data'), newKey()]
    await fill(DATA_DIR, key, ['1'])
    rmSync(join(DATA_DIR, 'kept.db'))
    const { code, out } = await doctor({ DATA_DIR, MASTER_KEY: key })
    expect(code).toBe(1)
    expect(out).toMatch(/fault +store +DATA_DIR holds keys of people, and their documents are gone: .*npm run restore/)
  })

  test('a setting that is misspelt is told with the one that is meant, and those of other programs are not', async () => {
    const { code, out } = await doctor({
      DISCORD_TOKN: 'canary',
      LOG_LVL: 'debug',
      DATABASE_USER: 'canary',
      DISCORD_WEBHOOK: 'canary',
      LOG_DIR: 'canary',
    })
    expect(code).toBe(0)
    expect(out).toMatch(/look +settings +LOG_LVL is no setting\. Did you mean LOG_LEVEL\?\n/)
    expect(out).toMatch(/look +settings +DISCORD_TOKN is no setting\. Did you mean DISCORD_TOKEN\?\n/)
    expect(out).not.toMatch(/canary|DATABASE_USER|DISCORD_WEBHOOK/)
  })

  test('an option that npm kept for itself is told with the line that is right', async () => {
    const { code, err } = await doctor({ npm_config_init: 'true' })
    expect(code).toBe(2)
    expect(err).toMatch(/npm took --init for itself\. Write -- before it: npm run doctor -- --init\n/)
  })

  test('a key file that is not there is told, and what waits for it', async () => {
    const { code, out } = await doctor({ MASTER_KEY_FILE: join(newFolder(), 'none.key') })
    expect(code).toBe(1)
    expect(out).toMatch(/fault +key +MASTER_KEY_FILE: \/.*none\.key is not there\. .*npm run doctor -- --init\n/)
    expect(out).toMatch(/skip +store +Not looked at: folder, disk, store, until the key can be read\.\n/)
  })

  test('the backups, where they are named', async () => {
    const backups = join(newFolder(), 'backups')
    const env = { DATA_DIR: join(newFolder(), 'data'), MASTER_KEY: newKey() }
    expect((await doctor(env)).level('backup')).toBe('not looked at')
    expect((await doctor(env, '--backups', backups)).level('backup')).toBe('fault')
  })

  test('another flag is refused with the right ones', async () => {
    const { code, out, err } = await doctor({}, '--mend')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toBe('Try: npm run doctor [-- --backups FOLDER], or npm run doctor -- --init\n')
  })
})

describe('--init', () => {
  test('makes a key that the bot takes, for its owner alone, and warns', async () => {
    const file = join(newFolder(), 'own', 'master.key')
    const { code, out } = await doctor({ MASTER_KEY_FILE: file }, '--init')
    expect(code).toBe(0)
    expect(parseMasterKey(readFileSync(file, 'utf8'))).toHaveLength(32)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700)
    expect(out).toMatch(/Lose this file/)
    // Where only this shell says where it lies, the next start would not find it.
    expect(out).toContain(
      `set here, but not in .env. Unless whatever starts the bot sets it too, put this line into .env:\n\n  MASTER_KEY_FILE=${file}\n`,
    )
    expect(out).not.toContain(readFileSync(file, 'utf8').trim())
    const { level } = await doctor({ MASTER_KEY_FILE: file, DATA_DIR: join(newFolder(), 'data') })
    expect([level('key file'), level('store')]).toEqual(['ok', 'ok'])
  })

  test('without a place it takes one of the user’s own, and prints the line for .env', async () => {
    const config = newFolder()
    const { code, out } = await doctor({ XDG_CONFIG_HOME: config }, '--init')
    expect(code).toBe(0)
    expect(out).toContain(`\n  MASTER_KEY_FILE=${join(config, 'undercurrent', 'master.key')}\n`)
  })

  test('never writes over anything', async () => {
    const file = join(newFolder(), 'master.key')
    writeFileSync(file, 'precious')
    const { code, err } = await doctor({ MASTER_KEY_FILE: file }, '--init')
    expect(code).toBe(1)
    expect(err).toMatch(/is there already, and was left as it is/)
    expect(err).toContain(`put this line into .env:\n\n  MASTER_KEY_FILE=${file}\n`)
    expect(readFileSync(file, 'utf8')).toBe('precious')
  })

  test.each([
    ['in DATA_DIR', (folder: string) => join(folder, 'master.key'), /DATA_DIR/],
    ['in the project', () => 'master.key', /project’s folder/],
  ])('makes none %s', async (_, place, why) => {
    const DATA_DIR = join(newFolder(), 'data')
    mkdirSync(DATA_DIR)
    const { code, err } = await doctor({ DATA_DIR, MASTER_KEY_FILE: place(DATA_DIR) }, '--init')
    expect(code).toBe(1)
    expect(err).toMatch(why)
    expect(readdirSync(DATA_DIR)).toEqual([])
  })

  test('makes none where it could open nothing of what is stored', async () => {
    const [DATA_DIR, file] = [join(newFolder(), 'data'), join(newFolder(), 'master.key')]
    await fill(DATA_DIR, newKey(), [])
    const { code, err } = await doctor({ DATA_DIR, MASTER_KEY_FILE: file }, '--init')
    expect(code).toBe(1)
    expect(err).toMatch(/Something is stored already/)
    expect(existsSync(file)).toBe(false)
  })

  test('makes the key that shall come next, and a rotation takes it', async () => {
    const [DATA_DIR, folder] = [join(newFolder(), 'data'), newFolder()]
    const MASTER_KEY_FILE = join(folder, 'master.key')
    const MASTER_KEY_FILE_NEXT = join(folder, 'next.key')
    const env = { DATA_DIR, MASTER_KEY_FILE, MASTER_KEY_FILE_NEXT }
    await doctor({ DATA_DIR, MASTER_KEY_FILE }, '--init')
    await fill(DATA_DIR, readFileSync(MASTER_KEY_FILE, 'utf8'), ['1'])
    const { code, out } = await doctor(env, '--init')
    expect(code).toBe(0)
    expect(out).toMatch(/The bot does not use it yet\..*: MASTER_KEY_FILE_NEXT=\/.*next\.key npm run rotate\n/)
    const { MASTER_KEY_FILE_NEXT: _, ...without } = env
    const unsaid = await start('src/tools/rotate.ts', without).done
    expect(unsaid).toMatchObject({ code: 1, err: expect.stringMatching(/: MASTER_KEY_FILE_NEXT=.* npm run rotate\n/) })
    const same = await start('src/tools/rotate.ts', { ...env, MASTER_KEY_FILE_NEXT: MASTER_KEY_FILE }).done
    expect(same).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^The key that shall come is the one that/),
    })
    const rotated = await start('src/tools/rotate.ts', env).done
    expect(rotated).toMatchObject({ code: 0, err: '' })
    expect(rotated.out).toMatch(new RegExp(`^Done\\. .*run: mv ${MASTER_KEY_FILE_NEXT} ${MASTER_KEY_FILE}\n$`))
    expect((await doctor(env)).out).toMatch(/fault +store +The key in MASTER_KEY_FILE or MASTER_KEY is not/)
    expect((await doctor({ DATA_DIR, MASTER_KEY_FILE: MASTER_KEY_FILE_NEXT })).level('store')).toBe('ok')
  })
})
