/** What every transport does: interactions arrive as requests, a speaker answers them, the bot speaks as itself. */
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { command } from '../../src/core/command.ts'
import type { Picture } from '../../src/core/picture.ts'
import { instead, type Reply, toYou } from '../../src/core/reply.ts'
import type { Request } from '../../src/core/request.ts'
import type { Direct, Files, Speaker } from '../../src/core/speaker.ts'
import { registration } from '../../src/discord/register.ts'
import { content } from '../../src/inputs.ts'
import { type Practice, startPractice } from '../../src/practice/server.ts'
import { buttons, isEphemeral, parts, type Someone, someone, text } from '../pair.ts'

/** A transport on a practice server, with one command named `try` registered. */
export interface Connected {
  readonly direct: Direct
  close(): Promise<void>
}

const library = content()
if (!library) throw new Error('the content has faults')
const english = library.shelves.get('en')
if (!english) throw new Error('there is no English')
const words = { ...english.words, 'commands.try.description': 'Try', 'commands.try.options.topic': 'What' }
const trying = command({
  options: { topic: { type: 'string', suggest: true } },
  answer: () => ({ say: toYou({ kind: 'text', text: 'unused' }) }),
})

/** What Discord is told of the command named `try`. */
export const registered = registration(new Map([['try', trying]]), {
  ...library,
  shelves: new Map([['en', { ...english, words }]]),
})

export type Connect = (
  practice: Practice,
  answer: (request: Request, speaker: Speaker) => Promise<void>,
  onRefused: (code: number) => void,
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
    const refusals: number[] = []

    beforeEach(async () => {
      requests.length = 0
      refusals.length = 0
      practice = await startPractice({ opensPerMinute: 2 })
      connected = await connect(
        practice,
        async (request, speaker) => {
          requests.push(request)
          await answer(request, speaker)
        },
        (code) => refusals.push(code),
      )
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
      await robin.reads(/one/)
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
      await robin.reads(/one/)
      answer = async (_, speaker) => {
        await speaker.say({ blocks: [{ kind: 'text', text: 'Hidden.' }], to: 'gone', seenBy: 'you' }, none)
        await speaker.remove()
      }
      await robin.press('Press')
      await practice.until(() => robin.seen('server').length === 0)
    })

    test('a form is opened and comes back with what was typed and what was chosen', async () => {
      await used((speaker) => speaker.say(withButton, none))
      await robin.reads(/one/)
      answer = async (_, speaker) => {
        const field = { kind: 'words', name: 'wish', label: 'I would love ...' } as const
        const choices = ['once', 'twice'].map((value) => ({ label: value, value }))
        const menu = { kind: 'pick', name: 'often', label: 'How often?', choices, chosen: 'once' } as const
        const other = { ...menu, name: 'again', label: 'Again?', optional: true }
        await speaker.say({ form: ['try', 'sent'], title: 'One wish', fields: [field, menu, other] }, none)
      }
      const form = await robin.press('Press')
      if (form.got !== 'form') throw new Error('no form')
      answer = async (_, speaker) => {
        await speaker.say(say('thanks'), none)
      }
      await robin.submit(form.form, { wish: 'a hand', often: 'twice' })
      const request = requests.at(-1)
      expect(request).toMatchObject({ kind: 'form', address: ['try', 'sent'], on: 'own' })
      expect(request?.kind === 'form' && [request.fields, request.picks]).toEqual([
        { wish: 'a hand' },
        { often: 'twice' },
      ])
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

    test('opening DMs too fast is told by its code', async () => {
      for (const expected of [robin.channel('dm'), robin.channel('dm'), 'refused']) {
        expect(await connected.direct.openDm(robin.id)).toBe(expected)
      }
      expect(refusals).toEqual([40003])
    })

    test('under one nonce a message is sent once, quietly where that is asked', async () => {
      const dm = await connected.direct.openDm(robin.id)
      const how = { nonce: 'n'.repeat(25), quiet: true }
      const first = await connected.direct.send(dm, say('once'), how)
      expect(await connected.direct.send(dm, say('once more'), how)).toBe(first)
      await connected.direct.send(dm, say('aloud'), { nonce: 'another' })
      const seen = robin.seen('dm')
      expect(seen.map(text)).toEqual(['once', 'aloud'])
      expect(seen.map(({ message }) => Number(message.flags) & (1 << 12))).toEqual([1 << 12, 0])
    })

    test('a message that is called off while Discord makes it wait does not go out', async () => {
      const dm = await connected.direct.openDm(robin.id)
      practice.set({ set: 'misbehaviour', misbehaviour: { rateLimited: 1 } })
      const sending = connected.direct.send(dm, say('too late'), { signal: AbortSignal.timeout(100) })
      await expect(sending).rejects.toMatchObject({ status: 0, code: 'timeout' })
      await connected.direct.send(dm, say('in time'), { signal: AbortSignal.timeout(15_000) })
      expect(robin.seen('dm').map(text)).toEqual(['in time'])
    })

    test('it reads its own messages back in pages, newest first, and removes them', async () => {
      const { direct } = connected
      const dm = await direct.openDm(robin.id)
      const theirs = practice.write(robin.id, dm, 'a word of mine')
      const ids: string[] = []
      for (let n = 0; n < 101; n++) {
        const to = { kind: 'buttons', buttons: [{ label: 'Stop', to: ['try', 'stop', `${n}`] }] } as const
        const button = toYou({ kind: 'heading', text: 'Boxed' }, to)
        ids.push(await direct.send(dm, n % 2 === 0 ? button : say('plain')))
      }
      const newest = await direct.own(dm)
      if (newest === 'refused') throw new Error('refused')
      expect(newest.messages.map(({ id }) => id)).toEqual(ids.slice(1).toReversed())
      expect(newest.messages.slice(0, 2).map(({ addresses }) => addresses)).toEqual([[['try', 'stop', '100']], []])
      const rest = await direct.own(dm, newest.further)
      expect(rest).toEqual({ messages: [{ id: ids[0], addresses: [['try', 'stop', '0']] }] })

      await direct.remove(dm, String(ids[0]))
      await direct.remove(dm, String(ids[0]))
      expect(robin.seen('dm').map(({ message }) => message.id)).toEqual([theirs, ...ids.slice(1)])
      await expect(direct.remove(dm, theirs)).rejects.toMatchObject({ status: 403, code: 50003 })
      expect(await direct.own('1')).toBe('refused')
    })

    test.each([
      ['a first answer', false],
      ['an edit after a wait', true],
    ])('%s shows a picture', async (_, waits) => {
      const picture: Picture = { kind: 'loop', title: 'A loop', stations: [] }
      const files: Files = new Map([[picture, new Uint8Array([1, 2, 3])]])
      const shown = toYou({ kind: 'text', text: 'Look' }, { kind: 'picture', picture, alt: 'A loop' })
      const heard = await used(async (speaker) => {
        if (waits) await speaker.wait('new', 'you')
        return speaker.say(shown, files)
      })
      expect(heard).toBe('heard')
      const [gallery] = parts(await robin.reads(/Look/)).filter(({ type }) => type === 12)
      const url = /"url":"([^"]+)"/.exec(JSON.stringify(gallery))?.[1] ?? ''
      expect(new Uint8Array(await (await fetch(url)).arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]))
    })

    test.each([
      ['busy', { rateLimited: 1 }],
      ['failing', { failing: 2 }],
      ['losing its answers', { lost: 2 }],
    ])('a Discord that is %s is asked again', async (_, misbehaviour) => {
      practice.set({ set: 'misbehaviour', misbehaviour })
      const heard = await used(async (speaker) => {
        const first = await speaker.wait('new', 'you')
        practice.set({ set: 'misbehaviour', misbehaviour })
        return [first, await speaker.say(say('after all'), none)]
      })
      expect(heard).toEqual(['heard', 'heard'])
      expect((await robin.reads(/after all/)).waiting).toBe(false)
      expect(robin.seen('server')).toHaveLength(1)
    })

    test('what follows is posted once, though Discord’s word of it gets lost', async () => {
      const told = await used(async (speaker) => {
        await speaker.say(say('one'), none)
        // Over HTTP the first answer is there a moment later.
        await robin.reads(/one/)
        practice.set({ set: 'misbehaviour', misbehaviour: { lost: 1 } })
        const error = await speaker.say(say('two'), none).catch((error: unknown) => error)
        return [error, await speaker.say(say('three'), none)]
      })
      expect(told).toEqual([expect.objectContaining({ status: 0, code: 'ECONNRESET' }), 'heard'])
      expect(robin.seen('server').map(text)).toEqual(['one', 'two', 'three'])
    })

    test('what is refused is told by status and code, without the token, the path or the words', async () => {
      practice.set({ set: 'misbehaviour', misbehaviour: { failing: 3 } })
      const error = await used((speaker) => speaker.wait('new', 'you').catch((error: unknown) => error))
      expect(error).toMatchObject({ message: 'Discord answered 503', status: 503 })
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/interactions\/|webhooks\/|api\/v10/)
      const post = await connected.direct.remove('1', '2').catch((error: unknown) => error)
      expect(post).toMatchObject({ message: 'Discord answered 404 (10003)', status: 404, code: 10003 })
      expect(inspect(post, { depth: 9, showHidden: true })).not.toMatch(/channels\/|api\/v10/)
    })

    test('a token that has expired is late', async () => {
      const heard = await used(async (speaker) => {
        await speaker.wait('new', 'you')
        practice.set({ set: 'misbehaviour', misbehaviour: { expiredTokens: true } })
        return [await speaker.say(say('too late'), none), await speaker.remove()]
      })
      expect(heard).toEqual(['late', 'late'])
    })

    test('closing lets what is being answered finish, and takes nothing new', async () => {
      const { promise: waiting, resolve: go } = Promise.withResolvers<void>()
      const begun = used(async (speaker) => {
        await speaker.wait('new', 'you')
        await waiting
        return speaker.say(say('still said'), none)
      })
      await practice.until(() => robin.seen('server').length > 0)
      const closed = connected.close()
      const server = robin.channel('server')
      const silence = practice.act({ person: robin.id, channel: server, do: 'command', name: 'try', options: {} })
      practice.set({ set: 'clock', forward: 3000 })
      expect(await silence).toMatchObject({ got: 'failure' })
      go()
      await closed
      expect(await begun).toBe('heard')
      expect(text(robin.last('server'))).toBe('still said')
      expect(requests).toHaveLength(1)
    })
  })
}
