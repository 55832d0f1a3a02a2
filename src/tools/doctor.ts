/**
 * `npm run doctor`: looks at everything that a bot needs, says in a line each what it found and what to do, and changes
 * nothing. The exit status is 1 if there is a fault. `-- --backups FOLDER` looks at the backups too.
 * `npm run doctor -- --init`: makes a master key.
 */
import { parseArgs } from 'node:util'
import { report } from '../doctor/finding.ts'
import { initKey, readLasting } from '../doctor/init.ts'
import { examine } from '../doctor.ts'
import { readEnvironment } from '../environment.ts'
import { readWhere } from '../stores/settings.ts'
import { tell } from './operator.ts'

const options = { init: { type: 'boolean', default: false }, backups: { type: 'string' } } as const

/** An option that stands before `--` is npm's own: it would be a plain doctor that somebody takes for more. */
const lost = Object.keys(options).find((name) => process.env[`npm_config_${name}`] !== undefined)

try {
  const { init, backups } = parseArgs({ options }).values
  if (lost) {
    process.stderr.write(`npm took --${lost} for itself. Write -- before it: npm run doctor -- --${lost}\n`)
    process.exitCode = 2
  } else if (init) await tell((env) => initKey(env, readWhere(env), readLasting(env)))
  else {
    const { env, written } = readEnvironment()
    const findings = await examine(env, backups, written)
    process.stdout.write(report(findings))
    if (findings.some(({ level }) => level === 'fault')) process.exitCode = 1
  }
} catch (error) {
  if (!(error instanceof TypeError && 'code' in error)) throw error
  process.stderr.write('Try: npm run doctor [-- --backups FOLDER], or npm run doctor -- --init\n')
  process.exitCode = 2
}
