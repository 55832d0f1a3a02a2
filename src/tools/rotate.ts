/**
 * `npm run rotate`: from the key in `MASTER_KEY` or `MASTER_KEY_FILE` to the one in `MASTER_KEY_NEXT` or `MASTER_KEY_FILE_NEXT`.
 * The bot must not run meanwhile.
 */
import { rotate } from '../stores/rotate.ts'
import { readMasterKey, readWhere } from '../stores/settings.ts'
import { readEnvironment, tell } from './operator.ts'

const env = readEnvironment()
const [old, next] = [readMasterKey(env), readMasterKey(env, '_NEXT')]

await tell(async () => {
  const fault = old.fault ?? next.fault
  if (fault) return { done: false, said: fault }
  if (!old.key || !next.key)
    return { done: false, said: 'Set MASTER_KEY to the old key and MASTER_KEY_NEXT to the new one.' }
  return rotate(readWhere(env), old.key, next.key)
})
