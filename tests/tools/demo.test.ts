/** `npm run demo` as a newcomer stops it, or whatever started it: nothing runs on, and nothing is left. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { watch } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { newFolder } from '../stores/folder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

function demo([command, ...args]: readonly [string, ...string[]]) {
  const TMPDIR = newFolder()
  const env = { ...process.env, TMPDIR, PORT: '0', LOG_LEVEL: 'silent' }
  const changes = watch(TMPDIR)
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  const own = (name: string | null) => name?.startsWith('undercurrent-demo-')
  return {
    child,
    folders: () => readdirSync(TMPDIR).filter(own),
    moments: {
      /** Its folder is there, which it makes before it is ready. */
      'while it is starting': async () => {
        for await (const { filename } of changes) if (own(filename)) break
      },
      'once it is ready': async () => {
        while (!said.includes('Ctrl+C')) await once(child.stdout, 'data')
      },
    },
    /** Whoever could write there has ended, the demo too. */
    ended: once(child.stdout, 'end'),
  }
}

const commands = { npm: ['npm', 'run', 'demo'], 'the demo': [process.execPath, 'src/tools/demo.ts'] } as const

test.each([
  ['npm', 'while it is starting'],
  ['npm', 'once it is ready'],
  ['the demo', 'while it is starting'],
  ['the demo', 'once it is ready'],
] as const)('SIGTERM to %s, %s, ends it and leaves nothing', async (whom, when) => {
  const { child, folders, moments, ended } = demo(commands[whom])
  await moments[when]()
  expect(folders()).toHaveLength(1)
  child.kill('SIGTERM')
  await ended
  expect(folders()).toEqual([])
})
