/** `npm start` and `npm run register` as a host meets them: as processes, with nothing but the environment. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Practice, startPractice } from '../src/practice/server.ts'

type Seen = ReturnType<Practice['state']>

const root = fileURLToPath(new URL('..', import.meta.url))

function run(script: string, env: Readonly<Record<string, string>>) {
  // Empty variables count as absent, so a developer's own .env does not reach the test.
  const none = { DISCORD_TOKEN: '', DISCORD_APPLICATION_ID: '', DISCORD_API: '', LOG_LEVEL: '', FREE_TEXT: '' }
  const child = spawn(process.execPath, [script], { cwd: root, env: { ...process.env, ...none, ...env } })
  const done = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { child, done: done.then(([out, err, [code]]) => ({ out, err, code })) }
}

describe('npm start', () => {
  test('without a token: one sentence that says what to set, and exit status 1', async () => {
    const { err, out, code } = await run('src/start.js', {}).done
    expect(code).toBe(1)
    expect(out).toBe('')
    expect(err.trim().split('\n')).toEqual([expect.stringMatching(/^DISCORD_TOKEN: .*\.env.*npm run demo/)])
  })

  test('with a token that Discord refuses: one sentence, no stack, exit status 1', async () => {
    const practice = await startPractice()
    const env = { DISCORD_TOKEN: 'wrong', DISCORD_APPLICATION_ID: practice.applicationId, DISCORD_API: practice.api }
    const { err, code } = await run('src/start.js', env).done
    await practice.close()
    expect(code).toBe(1)
    expect(err.trim().split('\n')).toEqual([expect.stringMatching(/^Undercurrent could not start: /)])
  })

  test('with the three variables alone it answers, and SIGTERM ends it', async () => {
    const practice = await startPractice()
    const { token, applicationId, api } = practice
    const { child, done } = run('src/start.js', {
      DISCORD_TOKEN: token,
      DISCORD_APPLICATION_ID: applicationId,
      DISCORD_API: api,
    })
    await practice.until(() => practice.state('').bot.connected && practice.state('').commands.length > 0)
    const [robin] = practice.state('').people
    const channel = practice.state('').channels.find(({ kind }) => kind === 'server')
    const act = {
      person: robin?.id ?? '',
      channel: channel?.id ?? '',
      do: 'command',
      name: 'help',
      options: {},
    } as const
    expect(await practice.act(act)).toEqual({ got: 'answer' })
    child.kill('SIGTERM')
    const { code, err } = await done
    await practice.close()
    expect(err).toBe('')
    expect(code).toBe(0)
  })

  test.each([
    ['once the bot is connected', ({ bot }: Seen) => bot.connected],
    ['while the bot is starting', ({ commands }: Seen) => commands.length > 0],
  ])('npm that is told to end takes the bot along, %s', async (_, when) => {
    const practice = await startPractice()
    const { token, applicationId, api } = practice
    const env = { DISCORD_TOKEN: token, DISCORD_APPLICATION_ID: applicationId, DISCORD_API: api, LOG_LEVEL: 'silent' }
    const npm = spawn('npm', ['start'], { cwd: root, env: { ...process.env, ...env }, stdio: 'ignore' })
    await practice.until(() => when(practice.state('')))
    npm.kill('SIGTERM')
    await practice.until(() => practice.state('').bot.connected)
    await practice.until(() => !practice.state('').bot.connected)
    await practice.close()
  })
})

describe('npm run register', () => {
  test('tells Discord the commands and the profile once, then says that all is in sync', async () => {
    const practice = await startPractice()
    const env = { DISCORD_TOKEN: practice.token, DISCORD_API: practice.api }
    const first = await run('src/tools/register.ts', env).done
    expect(first).toMatchObject({ code: 0, err: '', out: 'Commands: updated. Profile: updated.\n' })
    expect(practice.state('').bot.description).toMatch(/^I explain/)
    const second = await run('src/tools/register.ts', env).done
    expect(second.out).toBe('Commands: already in sync. Profile: already in sync.\n')
    await practice.close()
  })

  test('with a token that Discord refuses: one sentence of its own, since nothing was to start', async () => {
    const practice = await startPractice()
    const { err, out, code } = await run('src/tools/register.ts', { DISCORD_TOKEN: 'wrong', DISCORD_API: practice.api })
      .done
    await practice.close()
    expect({ out, code }).toEqual({ out: '', code: 1 })
    expect(err).toBe(
      'Discord could not be told the commands and the description: Discord does not accept the token. To see what is wrong, run: npm run doctor\n',
    )
  })

  test('a start after it registers nothing anew', async () => {
    const practice = await startPractice()
    const env = { DISCORD_TOKEN: practice.token, DISCORD_API: practice.api, LOG_LEVEL: 'info' }
    await run('src/tools/register.ts', env).done
    const { child, done } = run('src/start.js', env)
    await practice.until(() => practice.state('').bot.connected)
    child.kill('SIGTERM')
    expect((await done).out).toMatch(/"changed":false/)
    await practice.close()
  })
})
