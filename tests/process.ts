/** The bot and its tools as processes of their own, with nothing but the settings that a test gives. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Practice } from '../src/practice/server.ts'
import { newFolder } from './stores/folder.ts'

export type Env = Readonly<Record<string, string>>

const root = fileURLToPath(new URL('..', import.meta.url))

/** Every setting that there is. Empty ones count as absent, so a developer's own `.env` does not reach the test. */
const names = `DISCORD_TOKEN DISCORD_APPLICATION_ID DISCORD_API DISCORD_PUBLIC_KEY LOG_LEVEL FREE_TEXT DATA_DIR DATABASE_URL
  MASTER_KEY MASTER_KEY_FILE TRANSPORT ROLE HOST PORT METRICS_PORT METRICS_HOST`
export const none: Env = Object.fromEntries(names.split(/\s+/).map((name) => [name, '']))

/** The program in a folder of its own, where it has this `.env` instead of a developer's own. */
export function programWith(dotenv: string): string {
  const folder = newFolder()
  for (const part of ['src', 'commands', 'content', 'package.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, '.env'), dotenv, { mode: 0o600 })
  return folder
}

/** Starts a script of the program in this folder. `done` has what it printed and how it ended. */
export function start(script: string, env: Env, args: readonly string[] = [], cwd = root, program = root) {
  const child = spawn(process.execPath, [join(program, script), ...args], {
    cwd,
    env: { ...process.env, ...none, ...env },
  })
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  const done = ended.then(([out, err, [code, signal]]: [string, string, unknown[]]) => ({ out, err, code, signal }))
  return { child, done }
}

/** Resolves when the process has printed these words on its standard output. */
export function says({ child }: Pick<ReturnType<typeof start>, 'child'>, words: string): Promise<void> {
  let said = ''
  return new Promise((resolve) => {
    child.stdout.on('data', (chunk) => {
      said += chunk
      if (said.includes(words)) resolve()
    })
  })
}

/** What a bot of this practice server is started with. */
export const settingsFor = ({ token, applicationId, api }: Practice): Env => ({
  DISCORD_TOKEN: token,
  DISCORD_APPLICATION_ID: applicationId,
  DISCORD_API: api,
})

/** Resolves when the bot answers. */
export const connected = (practice: Practice): Promise<unknown> =>
  practice.until(() => practice.state('').bot.connected && practice.state('').commands.length > 0)

/** A port that is free just now. */
export async function freePort(): Promise<number> {
  const { port, close } = await takenPort()
  await close()
  return port
}

/** A port that somebody else holds, who takes connections and says nothing. */
export async function takenPort(): Promise<{ port: number; close(): Promise<unknown> }> {
  const server = createServer((socket) => void socket.resume().on('error', () => {})).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const close = () => new Promise((resolve) => server.close(resolve))
  return { port: typeof address === 'object' && address ? address.port : 0, close }
}
