/**
 * `npm run rotate`: from the key in `MASTER_KEY` or `MASTER_KEY_FILE` to the one in `MASTER_KEY_NEXT` or `MASTER_KEY_FILE_NEXT`.
 * The bot must not run meanwhile.
 */
import { rotate } from '../stores/rotate.ts'
import { sameBytes } from '../stores/seal.ts'
import { readMasterKey, readWhere } from '../stores/settings.ts'
import { tell } from './operator.ts'

await tell(async (env) => {
  const [old, next] = [readMasterKey(env), readMasterKey(env, '_NEXT')]
  const fault = old.fault ?? next.fault
  if (fault) return { done: false, said: fault }
  const setting = env.MASTER_KEY ? 'MASTER_KEY' : 'MASTER_KEY_FILE'
  if (!old.key) return { done: false, said: 'Set MASTER_KEY_FILE, or MASTER_KEY, to the key that is in use.' }
  const byHand = 'MASTER_KEY_FILE_NEXT=/path/to/next.key npm run'
  if (!next.key) {
    const said = `Say where the new key is: ${byHand} rotate\nIf there is none yet, make it first: ${byHand} doctor -- --init`
    return { done: false, said }
  }
  if (sameBytes(old.key, next.key)) {
    const said = `The key that shall come is the one that is in use. Make a new one in another file: ${byHand} doctor -- --init`
    return { done: false, said }
  }
  const [file, nextFile] = [env.MASTER_KEY_FILE, env.MASTER_KEY_FILE_NEXT]
  const use =
    setting === 'MASTER_KEY_FILE' && !env.MASTER_KEY_NEXT
      ? `run: mv ${nextFile} ${file}`
      : `put the new key into ${setting === 'MASTER_KEY' ? setting : file}`
  return rotate(readWhere(env), old.key, next.key, { setting, use })
})
