/** What every transport does: interactions arrive as requests, a speaker answers them, the bot speaks as itself. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { instead, type Reply, toYou } from '../../src/core/reply.ts'
import type { Request } from '../../src/core/request.ts'
import type { Direct, Speaker } from '../../src/core/speaker.ts'
import { type Practice, startPractice } from '../../src/practice/server.ts'
import { buttons, isEphemeral, type Someone, someone, text } from '../pair.ts'

/** A transport on a practice server, with one command named `try` registered. */
export interface Connected {
  readonly direct: Direct
  close(): Promise<void>
}

export type Connect = (
  practice: Practice,
  answer: (request: Request, speaker: Speaker) => Promise<void>,
) => Promise<Connected>

const say = (words: string): Reply => toYou({ kind: 'text', text: words })
const withButton: Reply = toYou(
  { kind: 'text', text: 'one' },
  { kind: 'buttons', buttons: [{ label: 'Press', to: ['try', 'pressed'] }] },
)
const none = new Map()

export function transportContract(name: string, connect: Connect): void {
  describe(name, () => {
    let practice: Practice
    let connected: Connected
    let robin: Someone
    let answer: (request: Request, speaker: Speaker) => Promise<void>
    const requests: Request[] = []

    beforeEach(async () => {
      requests.length = 0
      practice = await startPractice()
      connected = await connect(practice, async (request, speaker) => {
        requests.push(request)
        await answer(request, speaker)
      })
      robin = someone(practice, practice.state('').people[0]?.id ?? '')
    })
    afterEach(async () => {
      await connected.close()
      await practice.close()
    })

    /** Uses the command and gives what the speaker was told about it. */
    async function used<T>(speak: (speaker: Speaker) => Promise<T>): Promise<T> {
      const done = new Promise<T>((resolve, reject) => {
        answer = (_, speaker) => speak(speaker).then(resolve, reject)
      })
      void practice.act({ person: robin.id, channel: robin.channel('server'), do: 'command', name: 'try', options: {} })
      return done
    }

    test('a command arrives as a request', async () => {
      await used((speaker) => speaker.say(say('hi'), none))
      expect(requests).toMatchObject([{ kind: 'command', name: 'try', user: robin.id, room: { kind: 'server' } }])
    })

    test('the first thing said is the answer, what follows stands behind it', async () => {
      const heard = await used(async (speaker) => [
        await speaker.say(say('one'), none),
        await speaker.say(say('two'), none),
      ])
      expect(heard).toEqual(['heard', 'heard'])
      expect(robin.seen('server').map(text)).toEqual(['one', 'two'])
      expect(robin.seen('server').every(isEphemeral)).toBe(true)
    })

    test('what was waited for takes the place of the waiting', async () => {
      await used(async (speaker) => [await speaker.wait('new', 'you'), await speaker.say(say('later'), none)])
      const shown = await robin.reads(/later/)
      expect(isEphemeral(shown)).toBe(true)
      expect(robin.seen('server')).toHaveLength(1)
    })

    test.each([true, false])('a press rewrites its message (after a wait: %s)', async (waits) => {
      await used((speaker) => speaker.say(withButton, none))
      answer = async (_, speaker) => {
        if (waits) await speaker.wait('same', 'you')
        await speaker.say(instead({ kind: 'text', text: 'rewritten' }), none)
      }
      await robin.press('Press')
      const shown = await robin.reads(/rewritten/)
      expect(buttons(shown)).toEqual([])
      expect(robin.seen('server')).toHaveLength(1)
      expect(requests.at(-1)).toMatchObject({ kind: 'press', address: ['try', 'pressed'], on: 'own' })
    })

    test('a message can be taken away', async () => {
      await used((speaker) => speaker.say(withButton, none))
      answer = async (_, speaker) => {
        await speaker.say({ blocks: [{ kind: 'text', text: 'Hidden.' }], to: 'gone', seenBy: 'you' }, none)
        await speaker.remove()
      }
      await robin.press('Press')
      await practice.until(() => robin.seen('server').length === 0)
    })

    test('a form is opened and comes back with what was typed', async () => {
      await used((speaker) => speaker.say(withButton, none))
      answer = async (_, speaker) => {
        const field = { kind: 'words', name: 'wish', label: 'I would love ...' } as const
        await speaker.say({ form: ['try', 'sent'], title: 'One wish', fields: [field] }, none)
      }
      const form = await robin.press('Press')
      if (form.got !== 'form') throw new Error('no form')
      answer = async (_, speaker) => {
        await speaker.say(say('thanks'), none)
      }
      await robin.submit(form.form, { wish: 'a hand' })
      expect(requests.at(-1)).toMatchObject({
        kind: 'form',
        address: ['try', 'sent'],
        fields: { wish: 'a hand' },
        on: 'own',
      })
    })

    test('suggestions are suggested', async () => {
      answer = async (_, speaker) => {
        await speaker.say([{ label: 'One', value: 'one' }], none)
      }
      expect(await robin.suggest('try', { topic: 'o' }, 'topic')).toEqual({
        got: 'choices',
        choices: [{ name: 'One', value: 'one' }],
      })
      expect(requests.at(-1)).toMatchObject({ kind: 'suggest', name: 'try', options: { topic: 'o' }, focus: 'topic' })
    })

    test('after three seconds it is late, after fifteen minutes too', async () => {
      const late = used(async (speaker) => {
        practice.set({ set: 'clock', forward: 3_001 })
        return speaker.say(say('too late'), none)
      })
      expect(await late).toBe('late')
      const edited = used(async (speaker) => {
        await speaker.wait('new', 'you')
        practice.set({ set: 'clock', forward: 15 * 60_000 + 1 })
        return speaker.say(say('too late'), none)
      })
      expect(await edited).toBe('late')
    })

    test('the bot writes to a DM and to a channel, naming nobody', async () => {
      const dm = await connected.direct.openDm(robin.id)
      await connected.direct.send(dm, { ...say('for you'), seenBy: 'room' })
      await connected.direct.send(robin.channel('server'), { ...say('for all'), seenBy: 'room' })
      expect([text(robin.last('dm')), text(robin.last('server'))]).toEqual(['for you', 'for all'])
      expect(robin.last('server').message.interaction_metadata).toBeUndefined()
    })

    test('who takes no DMs and where it may not post is a value, not an error', async () => {
      practice.set({ set: 'refusesDms', person: robin.id, refuses: true })
      const dm = await connected.direct.openDm(robin.id)
      const sent = dm === 'refused' ? dm : await connected.direct.send(dm, say('for you'))
      expect(sent).toBe('refused')
      practice.set({ set: 'botMayPost', channel: robin.channel('server'), may: false })
      expect(await connected.direct.send(robin.channel('server'), say('for all'))).toBe('refused')
      expect(await connected.direct.send('1', say('for nobody'))).toBe('refused')
    })

    test('a busy or failing Discord is asked again', async () => {
      practice.set({ set: 'misbehaviour', misbehaviour: { rateLimited: 1 } })
      expect(await used((speaker) => speaker.say(say('after all'), none))).toBe('heard')
    })
  })
}
