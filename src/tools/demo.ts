/** `npm run demo`: the practice server and the bot on this machine, and the address of the page to use it on. */
import { refuse } from '../complain.ts'

// Asked before the rest is loaded: npm may be told to end meanwhile.
const starter = process.ppid
const { content } = await import('../inputs.ts')
const { startDemo, untilStopped } = await import('./start-demo.ts')

const library = content()
if (library) {
  const starting = startDemo(library).catch(refuse)
  untilStopped(starting, starter)
  const demo = await starting
  if (demo)
    process.stdout.write(
      `Undercurrent is ready. Open this page to use it:\n\n  ${demo.practice.url}\n\nA saved change of content shows at the next command or press. Press Ctrl+C to stop.\n`,
    )
}
