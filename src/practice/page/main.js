// @ts-check
/** The practice page: joins the server's events, the two panes, the person switch and the tools. */
import { change, getState, listen, send } from './client.js'
import { setClock, tick } from './clock.js'
import { Conversation } from './conversation.js'
import { avatar, byId, el, icon } from './dom.js'
import { makeTools } from './tools.js'

/**
 * @typedef {import('../protocol.ts').PageState} PageState
 * @typedef {import('../protocol.ts').PageEvent} PageEvent
 */

const panes = byId('panes', HTMLElement)
const serverPane = byId('server-pane', HTMLElement)
const dmPane = byId('dm-pane', HTMLElement)
const news = byId('news', HTMLElement)
const link = byId('link', HTMLElement)
const notice = byId('notice', HTMLElement)

/** @type {PageState | undefined} */
let state
let me = localStorage.getItem('person') ?? ''
/** The server channel in view. */
let current = ''
let unread = 0
/** How often the state was asked for, and how many events were heard. */
let asked = 0
let heard = 0
/** Changes of ours that the server has not confirmed: what it says meanwhile would show the switches as they were. */
let changing = 0
let stopListening = () => {}
/** @type {Map<string, Conversation>} By channel id. */
let conversations = new Map()

/** The state, for everything that is only drawn once there is one. */
const known = () => {
  if (!state) throw new Error('The page has no state yet.')
  return state
}
const person = () => {
  const found = known().people.find(({ id }) => id === me)
  if (!found) throw new Error('The practice server does not know who we are.')
  return found
}

/** @type {import('./conversation.js').Page} */
const page = { state: known, me: person, act: send, show: showPicture }

const tools = makeTools(person, async (setting) => {
  changing += 1
  const taken = await change(setting)
  changing -= 1
  if (!taken) say('The practice server did not take that change.')
  await refresh()
})

/** Asks for the state and shows it. */
async function refresh() {
  asked += 1
  const mine = asked
  const before = heard
  const got = await getState(me)
  // A later question is under way, or will be, and will know more.
  if (mine !== asked || changing > 0) return
  if (!got) return showLink(false)
  // What was heard meanwhile may be newer than this answer.
  if (heard !== before) return refresh()
  // A server that was started anew knows other people: begin again as its first one.
  if (!got.people.some(({ id }) => id === me)) return become(got.people[0]?.id ?? '')
  const language = got.people.find(({ id }) => id === me)?.locale
  const translated = state !== undefined && person().locale !== language
  state = got
  setClock(got.now)
  for (const channel of got.channels) {
    if (channel.kind === 'dm' && channel.person !== me) continue
    const conversation = conversations.get(channel.id) ?? new Conversation(channel, page)
    const added = conversation.update(channel, got.messages[channel.id] ?? [])
    if (conversations.has(channel.id)) announce(conversation, added)
    else {
      // Filled before it is shown: what was said earlier is not news to a screen reader.
      conversations.set(channel.id, conversation)
      byId(channel.kind === 'dm' ? 'dm-body' : 'server-body', HTMLElement).append(conversation.element)
    }
    if (translated) conversation.redraw()
  }
  drawChrome()
}

/** Everything around the conversations. */
function drawChrome() {
  const state = known()
  const channels = state.channels.filter(({ kind }) => kind === 'server')
  if (!channels.some(({ id }) => id === current)) current = channels[0]?.id ?? ''
  keepChildren(
    byId('channels', HTMLElement),
    channels.map(({ id }) => id),
    (id) => el('button', { type: 'button', class: 'tab', onclick: () => openChannel(id) }),
    (button, id) => {
      button.textContent = `# ${channels.find((channel) => channel.id === id)?.name ?? ''}`
      if (id === current) button.setAttribute('aria-current', 'true')
      else button.removeAttribute('aria-current')
    },
  )
  for (const [id, conversation] of conversations)
    conversation.element.hidden = conversation.channel.kind === 'server' && id !== current
  keepChildren(
    byId('people', HTMLElement),
    state.people.map(({ id }) => id),
    (id) => el('button', { type: 'button', class: 'person', onclick: () => become(id) }),
    (button, id) => {
      const name = state.people.find((one) => one.id === id)?.name ?? ''
      button.replaceChildren(avatar(name, 'person'), name)
      button.setAttribute('aria-pressed', String(id === me))
    },
  )
  const { bot } = state
  byId('bot-name', HTMLElement).textContent = bot.name
  byId('bot-avatar', HTMLElement).replaceChildren(avatar(bot.name, 'bot'))
  byId('bot-status', HTMLElement).textContent = bot.connected ? 'online' : 'not connected'
  byId('bot-status', HTMLElement).classList.toggle('off', !bot.connected)
  byId('not-in-server', HTMLElement).hidden = bot.inServer
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${bot.name}: practice`
  showNotice(state.notice)
  showUnread()
  tools.update(state)
  tools.tick()
}

/**
 * Keeps one button for each id, so that the focus stays where it is.
 * @type {(parent: HTMLElement, ids: string[], make: (id: string) => HTMLElement, dress: (button: HTMLElement, id: string) => void) => void}
 */
function keepChildren(parent, ids, make, dress) {
  for (const child of [...parent.children]) if (!ids.includes(child.getAttribute('data-key') ?? '')) child.remove()
  for (const id of ids) {
    let child = [...parent.children].find((one) => one.getAttribute('data-key') === id)
    if (!(child instanceof HTMLElement)) {
      child = make(id)
      child.setAttribute('data-key', id)
      parent.append(child)
    }
    if (child instanceof HTMLElement) dress(child, id)
  }
}

/** @param {PageEvent} event */
function hear(event) {
  heard += 1
  if (event.type === 'state') return refresh()
  const conversation = conversations.get(event.channel)
  if (!conversation) return refresh()
  if (event.type === 'removed') return conversation.remove(event.id)
  if (event.entry.seenBy !== undefined && event.entry.seenBy !== me) return
  announce(conversation, conversation.add(event.entry) ? 1 : 0)
}

/**
 * Counts and tells what came into the direct messages while nobody was in them, whichever way we learned of it.
 * @type {(conversation: Conversation, count: number) => void}
 */
function announce(conversation, count) {
  if (count === 0 || conversation.channel.kind !== 'dm' || dmPane.contains(document.activeElement)) return
  unread += count
  say(`New direct message from ${known().bot.name}.`)
  drawChrome()
}

/** @param {string} words told to screen readers when they have a moment */
function say(words) {
  // The same words twice are only read twice if the region was empty in between.
  news.textContent = ''
  requestAnimationFrame(() => {
    news.textContent = words
  })
}

function showUnread() {
  for (const badge of document.querySelectorAll('.badge')) {
    badge.toggleAttribute('hidden', unread === 0)
    badge.replaceChildren(String(unread), el('span', { class: 'hidden-text' }, ' new'))
  }
}

function readDms() {
  if (unread === 0) return
  unread = 0
  drawChrome()
}

/** @param {string} [words] */
function showNotice(words = '') {
  notice.hidden = words === ''
  // Untouched while nothing changes, or a screen reader would read it out at each event.
  if (notice.textContent !== words) notice.textContent = words
}

/** @param {boolean} connected */
function showLink(connected) {
  link.hidden = connected
}

/** @param {string} id */
function openChannel(id) {
  current = id
  drawChrome()
  conversations.get(id)?.shown()
}

/**
 * Goes on as another person; what only the first could see goes from the page.
 * @param {string} id
 */
async function become(id) {
  if (id === me) return
  const switched = state !== undefined
  me = id
  localStorage.setItem('person', id)
  unread = 0
  for (const conversation of conversations.values()) conversation.element.remove()
  conversations = new Map()
  state = undefined
  await start()
  if (switched && state) say(`You are ${person().name} now.`)
}

/** @param {'server' | 'dm'} view */
function openView(view) {
  panes.dataset.view = view
  for (const button of document.querySelectorAll('[data-view-of]')) {
    button.setAttribute('aria-pressed', String(button.getAttribute('data-view-of') === view))
  }
  for (const conversation of conversations.values()) if (conversation.channel.kind === view) conversation.shown()
  if (view === 'dm') readDms()
}

/** @type {(source: string, words: string) => void} */
function showPicture(source, words) {
  /** @type {HTMLDialogElement} */
  const dialog = el(
    'dialog',
    {
      class: 'lightbox',
      'aria-label': words || 'Picture',
      onclose: () => dialog.remove(),
      onclick: (/** @type {Event} */ event) => event.target === dialog && dialog.close(),
    },
    el(
      'button',
      { type: 'button', class: 'square', 'aria-label': 'Close', onclick: () => dialog.close() },
      icon('close'),
    ),
    el('img', { src: source, alt: words }),
    words !== '' && el('p', {}, words),
  )
  document.body.append(dialog)
  dialog.showModal()
}

function setUpTheme() {
  const button = byId('theme', HTMLButtonElement)
  const { dataset } = document.documentElement
  const systemDark = matchMedia('(prefers-color-scheme: dark)')
  const isDark = () => (dataset.theme ?? (systemDark.matches ? 'dark' : 'light')) === 'dark'
  const show = () => button.setAttribute('aria-pressed', String(isDark()))
  button.append(icon('theme'))
  button.addEventListener('click', () => {
    dataset.theme = isDark() ? 'light' : 'dark'
    localStorage.setItem('theme', dataset.theme)
    show()
  })
  systemDark.addEventListener('change', show)
  show()
}

function setUpTools() {
  const button = byId('open-tools', HTMLButtonElement)
  const drawer = byId('tools', HTMLElement)
  const close = byId('close-tools', HTMLButtonElement)
  /** @param {boolean} open */
  const show = (open) => {
    drawer.hidden = !open
    button.setAttribute('aria-expanded', String(open))
    ;(open ? byId('tools-title', HTMLElement) : button).focus()
  }
  button.prepend(icon('tools'))
  close.append(icon('close'))
  button.addEventListener('click', () => show(drawer.hidden === true))
  close.addEventListener('click', () => show(false))
  drawer.addEventListener('keydown', (event) => event.key === 'Escape' && show(false))
}

/** Begins, or begins again as someone else. */
async function start() {
  stopListening()
  const who = me
  await refresh()
  // Meanwhile we may have become someone else, who has begun already.
  if (who !== me) return
  if (!state) return void setTimeout(start, 1000)
  showLink(true)
  stopListening = listen(me, hear, (connected) => {
    showLink(connected)
    // What happened while nobody listened is in the state, the first time too.
    if (connected) refresh()
  })
  for (const conversation of conversations.values()) conversation.shown()
}

for (const button of document.querySelectorAll('[data-view-of]')) {
  button.addEventListener('click', () => openView(button.getAttribute('data-view-of') === 'dm' ? 'dm' : 'server'))
}
dmPane.addEventListener('focusin', readDms)
dmPane.addEventListener('pointerdown', readDms)
setUpTheme()
setUpTools()
setInterval(() => {
  if (!state) return
  tools.tick()
  tick(serverPane, person().locale)
  tick(dmPane, person().locale)
}, 1000)
start()
