// Undercurrent as it is started for real, on the bench's peer.
import { started } from '../../src/lean.js'

const { content, settings } = await import('../../src/inputs.ts')
const { startBot } = await import('../../src/main.ts')
const { report } = await import('./report.ts')

report()
const config = settings(process.env)
const library = content()
if (!config || !library) throw new Error('the settings or the content have faults')
await startBot(config, () => library)
started()
process.send?.('started')
