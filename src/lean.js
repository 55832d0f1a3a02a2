// Before anything else loads. Plain JavaScript, so that the compile cache is on before the first TypeScript file (a
// faster start, less memory). What the start throws away would otherwise make V8 keep some 65 MB for good; once the bot
// answers, the heap may grow for speed again.
import { enableCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'

enableCompileCache()
setFlagsFromString('--optimize-for-size')

/** The start is over. */
export const started = () => setFlagsFromString('--no-optimize-for-size')
