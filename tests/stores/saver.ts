/**
 * Saves, renews and erases until it is killed, and says what was confirmed. Started by the test of killed processes:
 * `node saver.ts FOLDER KEY START`, with the key in hexadecimal.
 */
import { writeSync } from 'node:fs'
import { openKeeper } from '../../src/stores/open.ts'

const [, , dataDir = '', key = '', start = '0'] = process.argv
const opening = await openKeeper({ dataDir }, Buffer.from(key, 'hex'))
if (!('keeper' in opening)) throw new Error(JSON.stringify(opening))
const { keeper } = opening

/** Written at once and whole, so that whoever reads it knows no less than this process. */
const confirm = (person: string, number: number | 'none') => writeSync(1, `${person} ${number}\n`)

async function live(person: string): Promise<never> {
  for (let number = Number(start) + 1; ; number += 1) {
    const kept = await keeper.load({ person })
    const saving = { value: { number }, revision: kept?.revision ?? 0, due: number, fresh: number % 7 === 0 }
    if ((await keeper.save({ person }, saving)) !== 'saved') throw new Error('stale')
    confirm(person, number)
    if (number % 11 === 0) {
      await keeper.erase({ person })
      confirm(person, 'none')
    }
  }
}

await Promise.all(['1', '2', '3', '4', '5'].map(live))
