/** Processes of the bot that can be killed and started again, on the clock of a practice server; and days with such kills. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dayOf, instantOf } from '../src/core/calendar.ts'
import type { Keeper } from '../src/core/keep.ts'
import type { Practice } from '../src/practice/server.ts'
import { type Crowd, noon, zone } from './crowd.ts'
import { type Env, none, settingsFor } from './process.ts'

/** Shared by all, or each would compile the sources anew. */
const compiled = mkdtempSync(join(tmpdir(), 'machines-'))
process.once('exit', () => rmSync(compiled, { recursive: true, force: true }))
const script = fileURLToPath(new URL('fixtures/machine.ts', import.meta.url))

export type Machine = ReturnType<typeof makeMachine>

/** One that does not run yet. */
export function makeMachine(practice: Practice, env: Env) {
  let child: ChildProcess | undefined
  let port: number | undefined
  const ahead = () => practice.now() - Date.now()
  /** The next message, or undefined where the process ends first. */
  const heard = async (from: ChildProcess): Promise<{ ports?: { http?: number }; sent?: number } | undefined> => {
    const over = new AbortController()
    const { signal } = over
    const message = once(from, 'message', { signal }).then(([one]) => one)
    const exit = once(from, 'exit', { signal }).then(() => undefined)
    return Promise.race([message, exit]).finally(() => {
      for (const one of [message, exit]) one.catch(() => {})
      over.abort()
    })
  }
  return {
    runs: () => child !== undefined,
    /** Where it takes interactions, if it does. */
    port: () => port,
    /** Its clock is that of this moment until it is told the time: minutes behind, where the practice clock moves meanwhile. */
    async start(): Promise<void> {
      const starting = fork(script, {
        execArgv: [],
        env: {
          ...process.env,
          ...none,
          ...settingsFor(practice),
          ...env,
          AHEAD: `${ahead()}`,
          NODE_COMPILE_CACHE: compiled,
        },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      })
      const ready = await heard(starting)
      if (!ready) throw new Error('it did not start')
      child = starting
      port = ready.ports?.http
    },
    /** Tells it the time and lets it look for what is due; resolves when it has, or is dead. */
    async look(): Promise<void> {
      if (!child) return
      const done = heard(child)
      child.send({ ahead: ahead() }, () => {})
      await done
    },
    async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
      const dying = child
      child = undefined
      port = undefined
      if (!dying) return
      const dead = once(dying, 'exit')
      dying.kill(signal)
      await dead
    },
  }
}

const minute = 60_000
const hour = 60 * minute

export interface Living {
  readonly practice: Practice
  readonly crowd: Crowd
  /** A second pair of eyes on the same store. */
  readonly keeper: Keeper
  readonly machines: readonly Machine[]
  chance(): number
  /** Kills something; resolves when it is dead. */
  kill(): Promise<void>
  /** Resolves when enough runs again to go on. */
  mend(): Promise<void>
  /** Resolves when all runs again. */
  mendAll(): Promise<void>
}

/** Moves the practice clock on to this hour of the day; the next day's, if it is later by now. */
function forwardTo(practice: Practice, hourOfDay: number, minutes = 0): void {
  const today = dayOf(practice.now(), zone)
  const at = [today, today + 1].map((day) => instantOf(day, hourOfDay, zone) + minutes * minute)
  practice.set({ set: 'clock', forward: (at.find((one) => one > practice.now()) ?? 0) - practice.now() })
}

/**
 * A day from eleven to three: everybody's check-in comes at noon, people do things, and so many times something is killed
 * in the middle of it. Gives what went wrong.
 */
export async function liveADay(living: Living, kills: number): Promise<Record<string, string[]>> {
  const { practice, crowd, keeper, machines, chance } = living
  const look = () => Promise.all(machines.map((one) => one.look()))

  async function round(people: number, killing: boolean): Promise<void> {
    await living.mend()
    const looking = look()
    let going = true
    const acting = crowd.act(people, () => going)
    if (killing) {
      await Promise.race([Promise.all([looking, acting]), calls(practice, Math.floor(chance() * 80))])
      // Between two calls there are points in time too.
      await new Promise((resolve) => setTimeout(resolve, chance() * 10))
      going = false
      await living.kill()
    }
    await looking
    // Whoever still waits for the dead learns that no answer comes. What the dead had borrowed is free again, or not yet.
    practice.set({ set: 'clock', forward: killing ? Math.ceil(chance() * 3 * minute) + 3000 : 3 * minute })
    await acting
  }

  forwardTo(practice, noon - 1)
  await round(0, false)
  await crowd.begin()
  forwardTo(practice, noon, 6)
  const due = await crowd.due(keeper, practice.now())
  for (let one = 0; one < kills; one += 1) await round(6, true)
  await living.mendAll()
  for (let one = 0; one < 2; one += 1) await round(4, false)
  await round(0, false)
  const faults = {
    missed: crowd.missed(due),
    doubled: crowd.doubled(),
    lost: await crowd.lost(keeper),
    unsettled: await crowd.unsettled(keeper),
  }
  // What the morning's moments asked for.
  practice.set({ set: 'clock', forward: 2 * hour })
  await round(0, false)
  return faults
}

/** Resolves after so many REST calls. */
function calls(practice: Practice, many: number): Promise<void> {
  return new Promise((resolve) => {
    let left = many
    const count = () => {
      if (left-- > 0) return
      practice.events.off('call', count)
      resolve()
    }
    practice.events.on('call', count)
    count()
  })
}

/** What a day without faults gives. */
export const nothingWrong = { missed: [], doubled: [], lost: [], unsettled: [] }
