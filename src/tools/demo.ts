/** `npm run demo`: the practice server and the bot on this machine, and the address of the page to use it on. */
import { refuse } from '../complain.ts'
import { content } from '../inputs.ts'
import { startDemo, untilStopped } from './start-demo.ts'

const library = content()
const demo = library && (await startDemo(library).catch(refuse))
if (demo) {
  untilStopped(demo)
  process.stdout.write(
    `Undercurrent is ready. Open this page to use it:\n\n  ${demo.practice.url}\n\nA saved change of content shows at the next command or press. Press Ctrl+C to stop.\n`,
  )
}
