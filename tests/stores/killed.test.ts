import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openKeeper } from '../../src/stores/open.ts'
import { newFolder } from './folder.ts'

const saver = fileURLToPath(new URL('saver.ts', import.meta.url))
const masterKey = Buffer.alloc(32, 3)
const kills = 30

/** What a person's last confirmed line said. */
type Confirmed = Map<string, number>

/** Lets it save until so many lines came, kills it, and gives everything it confirmed. */
async function saveAndDie(dataDir: string, start: number, lines: number, confirmed: Confirmed): Promise<void> {
  const child = spawn(process.execPath, [saver, dataDir, masterKey.toString('hex'), String(start)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  let seen = 0
  for await (const line of createInterface({ input: child.stdout })) {
    const [person = '', number = ''] = line.split(' ')
    confirmed.set(person, number === 'none' ? 0 : Number(number))
    seen += 1
    if (seen === lines) child.kill('SIGKILL')
  }
  expect((await exit)[1]).toBe('SIGKILL')
}

test(`nothing confirmed is lost, however a process dies: ${kills} kills`, { timeout: 240_000 }, async () => {
  const dataDir = join(newFolder(), 'data')
  const confirmed: Confirmed = new Map()
  for (let kill = 0; kill < kills; kill += 1) {
    const start = kill * 10_000
    await saveAndDie(dataDir, start, 1 + Math.floor(Math.random() * 80), confirmed)
    const opening = await openKeeper({ dataDir }, masterKey)
    if (!('keeper' in opening)) throw new Error(JSON.stringify(opening))
    for (const [person, number] of confirmed) {
      const kept = await opening.keeper.load({ person })
      const now = kept ? Number(Object(kept.value).number) : 0
      // One more step may have been taken and not confirmed: a save, or an erasure after every eleventh.
      const possible =
        number === 0
          ? now === 0 || now > start
          : now >= number || (now === 0 && (number % 11 === 0 || (number + 1) % 11 === 0))
      expect(possible, `person ${person} was told ${number} and has ${now}`).toBe(true)
    }
    await opening.close()
  }
})
