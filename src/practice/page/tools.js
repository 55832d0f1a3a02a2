// @ts-check
/** The drawer of practice tools: what one can change about the person, the server and the weather. */
import { formatTime, practiceNow } from './clock.js'
import { manageServer } from './commands.js'
import { byId, el, newId } from './dom.js'

/**
 * @typedef {import('../protocol.ts').PageState} PageState
 * @typedef {import('../protocol.ts').Setting} Setting
 * @typedef {import('../protocol.ts').Person} Person
 */

/** Discord's locale codes, from the `reference#locales` page. */
const locales =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  )

/** @type {[string, number][]} Milliseconds. */
const steps = [
  ['+5 minutes', 300_000],
  ['+2 hours', 7_200_000],
  ['+1 day', 86_400_000],
  ['+1 week', 604_800_000],
]

/** @type {[string, 'cut' | 'asked' | 'forgotten'][]} */
const drops = [
  ['Cut it', 'cut'],
  ['Ask to reconnect', 'asked'],
  ['Cut and forget it', 'forgotten'],
]

/**
 * Builds the drawer once.
 * @param {() => Person} me
 * @param {(setting: Setting) => void} set
 * @returns {{ update: (state: PageState) => void, tick: () => void }}
 */
export function makeTools(me, set) {
  const clock = el('time', { class: 'clock' })
  const language = el(
    'select',
    { id: newId(), onchange: () => set({ set: 'locale', person: me().id, locale: language.value }) },
    ...locales.map((code) =>
      el('option', { value: code }, `${new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code} (${code})`),
    ),
  )
  const refuses = makeSwitch((on) => set({ set: 'refusesDms', person: me().id, refuses: on }))
  const installed = makeSwitch((on) => set({ set: 'inServer', installed: on }))
  const expired = makeSwitch((on) => set({ set: 'misbehaviour', misbehaviour: { expiredTokens: on } }))
  const slow = makeNumber(0, 60_000, (value) => set({ set: 'misbehaviour', misbehaviour: { slow: value } }))
  const limited = makeNumber(0, 100, (value) => set({ set: 'misbehaviour', misbehaviour: { rateLimited: value } }))
  const failing = makeNumber(0, 100, (value) => set({ set: 'misbehaviour', misbehaviour: { failing: value } }))
  const posting = el('div', {})
  const who = el('h3', {})
  const manages = el('p', { class: 'quiet' }, 'Manages the server, and is offered the commands for that.')
  /** @type {Map<string, HTMLInputElement>} By channel id. */
  const mayPost = new Map()

  byId('tools-body', HTMLElement).append(
    group(
      el('h3', {}, 'Practice clock'),
      el('p', {}, clock),
      el(
        'div',
        { class: 'steps' },
        ...steps.map(([words, forward]) => button(words, () => set({ set: 'clock', forward }))),
      ),
    ),
    group(
      who,
      manages,
      el('label', { for: language.id }, 'Language'),
      language,
      switchRow(refuses, 'Refuses direct messages', 'The bot gets error 50007.'),
    ),
    group(
      el('h3', {}, 'Server'),
      switchRow(installed, 'The bot is in the server', 'Off: people have only installed it for themselves.'),
      posting,
    ),
    group(
      el('h3', {}, 'Trouble'),
      numberRow(slow, 'Slow: milliseconds added to each answer'),
      numberRow(limited, 'The next calls get 429 (too many)'),
      numberRow(failing, 'The next calls get 503 (unavailable)'),
      switchRow(expired, 'Expired tokens', 'Answers are refused with 50027.'),
      el('p', {}, 'The connection of the bot'),
      el('div', { class: 'steps' }, ...drops.map(([words, how]) => button(words, () => set({ set: 'drop', how })))),
    ),
  )

  return {
    update(state) {
      const person = me()
      who.textContent = person.name
      manages.hidden = (BigInt(person.permissions) & manageServer) === 0n
      language.value = person.locale
      refuses.checked = person.refusesDms
      installed.checked = state.bot.inServer
      show(slow, state.misbehaviour.slow)
      show(limited, state.misbehaviour.rateLimited)
      show(failing, state.misbehaviour.failing)
      expired.checked = state.misbehaviour.expiredTokens
      for (const channel of state.channels) {
        if (channel.kind !== 'server') continue
        let box = mayPost.get(channel.id)
        if (!box) {
          box = makeSwitch((on) => set({ set: 'botMayPost', channel: channel.id, may: on }))
          mayPost.set(channel.id, box)
          posting.append(switchRow(box, `The bot may post in #${channel.name}`))
        }
        box.checked = channel.botMayPost
      }
    },
    tick() {
      const now = practiceNow()
      const words = formatTime(now, 'F', 'en-GB', now)
      clock.dateTime = new Date(now).toISOString()
      if (clock.textContent !== words) clock.textContent = words
    },
  }
}

/** @type {(...children: HTMLElement[]) => HTMLElement} */
const group = (...children) => el('section', { class: 'tool-group' }, ...children)

/** @type {(words: string, press: () => void) => HTMLElement} */
const button = (words, press) => el('button', { type: 'button', class: 'button secondary', onclick: press }, words)

/** @type {(changed: (on: boolean) => void) => HTMLInputElement} */
function makeSwitch(changed) {
  const box = el('input', { type: 'checkbox', role: 'switch', id: newId(), onchange: () => changed(box.checked) })
  return box
}

/** @type {(box: HTMLInputElement, words: string, about?: string) => HTMLElement} */
function switchRow(box, words, about) {
  const aboutId = newId()
  if (about) box.setAttribute('aria-describedby', aboutId)
  return el(
    'div',
    { class: 'switch-row' },
    el(
      'div',
      {},
      el('label', { for: box.id }, words),
      about !== undefined && el('p', { class: 'quiet', id: aboutId }, about),
    ),
    box,
  )
}

/** @type {(least: number, most: number, changed: (value: number) => void) => HTMLInputElement} */
function makeNumber(least, most, changed) {
  const box = el('input', {
    type: 'number',
    id: newId(),
    min: least,
    max: most,
    onchange: () => {
      const value = Math.min(most, Math.max(least, Math.round(Number(box.value) || 0)))
      box.value = String(value)
      changed(value)
    },
  })
  return box
}

/**
 * News may come while a number is being typed; what is typed stands.
 * @type {(box: HTMLInputElement, value: number) => void}
 */
function show(box, value) {
  if (document.activeElement !== box) box.value = String(value)
}

/** @type {(box: HTMLInputElement, words: string) => HTMLElement} */
const numberRow = (box, words) => el('div', { class: 'switch-row' }, el('label', { for: box.id }, words), box)
