// @ts-check
/** One channel as a person sees it: its messages, its message field, and what happens when they press something. */
import { formatTime } from './clock.js'
import { aboutIn, inviting, nameIn, usableCommands, whyNot } from './commands.js'
import { Composer } from './composer.js'
import { avatar, el, failure, icon } from './dom.js'
import { openForm } from './form.js'
import { drawMessage, drawUse } from './message.js'

/**
 * @typedef {import('../protocol.ts').PageState} PageState
 * @typedef {import('../protocol.ts').PageMessage} PageMessage
 * @typedef {import('../protocol.ts').Channel} Channel
 * @typedef {import('../protocol.ts').Person} Person
 * @typedef {import('../protocol.ts').ActResult} ActResult
 *
 * What a conversation needs to know of the page.
 * @typedef {object} Page
 * @property {() => PageState} state
 * @property {() => Person} me
 * @property {(act: import('../protocol.ts').Act) => Promise<ActResult>} act
 * @property {(source: string, words: string) => void} show enlarges a picture
 *
 * @typedef {{ entry: PageMessage, json: string, article: HTMLElement }} Shown
 */

export class Conversation {
  #page
  #channel
  /** @type {Map<string, Shown>} By message id, oldest first. */
  #shown = new Map()
  /** @type {Map<string, string>} Why the last press on a message failed. */
  #troubles = new Map()
  #intro = el('div', { class: 'intro' })
  #introKey = ''
  /** Whether the end was in view when anybody last scrolled. */
  #follows = true
  #width = 0
  #log
  #scroller
  #jump = el(
    'button',
    { type: 'button', class: 'jump', hidden: true, onclick: () => this.#toEnd() },
    icon('down'),
    'Newer messages',
  )
  #composer
  element

  /**
   * @param {Channel} channel
   * @param {Page} page
   */
  constructor(channel, page) {
    this.#channel = channel
    this.#page = page
    const title = channel.kind === 'dm' ? 'Direct messages' : `Channel ${channel.name}`
    // Relative times change by themselves; only messages are news.
    this.#log = el('div', {
      class: 'log',
      role: 'log',
      'aria-label': `Messages: ${title}`,
      'aria-relevant': 'additions',
    })
    this.#scroller = el(
      'div',
      {
        class: 'scroller',
        role: 'group',
        'aria-label': title,
        tabindex: '0',
        onscroll: () => this.#onScroll(),
      },
      this.#intro,
      this.#log,
    )
    this.#composer = new Composer({
      label: channel.kind === 'dm' ? 'Message to the bot' : `Message in ${channel.name}`,
      commands: () => this.#commands(),
      whyNot: (name) => this.#whyNot(name),
      locale: () => page.me().locale,
      bot: () => page.state().bot.name,
      named: (option) => {
        if (option.type === 6) return page.state().people.map((person) => ({ name: person.name, value: person.id }))
        if (option.type !== 7) return undefined
        return page
          .state()
          .channels.filter(({ kind }) => kind === 'server')
          .map(({ name, id }) => ({ name, value: id }))
      },
      run: (name, options) => this.#run(name, options),
      suggest: async (name, options, focus) => {
        const result = await page.act({ ...this.#who(), do: 'suggest', name, options, focus })
        if (result.got !== 'choices') return `No suggestions. ${result.got === 'failure' ? result.why : ''}`
        return result.choices.map((choice) => ({
          name: choice.name_localizations?.[/** @type {'de'} */ (page.me().locale)] ?? choice.name,
          value: choice.value,
        }))
      },
    })
    this.element = el(
      'div',
      { class: 'conversation' },
      el('div', { class: 'log-frame' }, this.#scroller, this.#jump),
      this.#composer.element,
    )
    new ResizeObserver(() => this.#onSize()).observe(this.#scroller)
  }

  get channel() {
    return this.#channel
  }

  focus() {
    this.#composer.focus()
  }

  /** Called when the conversation comes into view, as a hidden one cannot scroll. */
  shown() {
    this.#toEnd()
  }

  /**
   * Takes over what the server says this channel holds.
   * @param {Channel} channel
   * @param {readonly PageMessage[]} entries
   * @returns {number} how many of them are new here
   */
  update(channel, entries) {
    this.#channel = channel
    this.#drawIntro()
    const ids = new Set(entries.map((entry) => entry.message.id))
    for (const id of [...this.#shown.keys()]) if (!ids.has(id)) this.remove(id)
    return entries.filter((entry) => this.add(entry)).length
  }

  /**
   * Shows a message, or its new form.
   * @param {PageMessage} entry
   * @returns {boolean} whether it is a new one
   */
  add(entry) {
    const { id } = entry.message
    const json = JSON.stringify(entry)
    const old = this.#shown.get(id)
    if (old?.json === json) return false
    this.#troubles.delete(id)
    const follow = this.#atEnd()
    this.#put(entry, json)
    if (follow) this.#reveal(id)
    else if (!old) this.#showJump(true)
    return !old
  }

  /** @param {string} id */
  remove(id) {
    const shown = this.#shown.get(id)
    if (!shown) return
    const hadFocus = shown.article.contains(document.activeElement)
    shown.article.remove()
    this.#shown.delete(id)
    if (hadFocus) this.#composer.focus()
  }

  /** Draws every message again, for another language. */
  redraw() {
    for (const { entry, json } of this.#shown.values()) this.#put(entry, json)
    this.#drawIntro()
  }

  /**
   * Puts a command into the message field.
   * @param {string} name
   */
  compose(name) {
    this.#composer.compose(name)
  }

  #who() {
    return { person: this.#page.me().id, channel: this.#channel.id }
  }

  #commands() {
    const { commands, bot } = this.#page.state()
    return usableCommands(commands, this.#channel.kind, bot.inServer, this.#page.me().permissions)
  }

  /** @param {string} name */
  #whyNot(name) {
    const { commands, bot } = this.#page.state()
    const { permissions, locale } = this.#page.me()
    return whyNot(commands, name, this.#channel.kind, bot.inServer, permissions, locale)
  }

  /** The beginning of the channel: whose it is, and what one can do here. */
  #drawIntro() {
    const { bot, invites } = this.#page.state()
    const { locale } = this.#page.me()
    const commands = inviting(this.#commands(), invites).slice(0, 8)
    const said = commands.map((command) => [nameIn(command, locale), aboutIn(command, locale)])
    const key = JSON.stringify([bot, this.#channel.name, said])
    if (key === this.#introKey) return
    this.#introKey = key
    const words =
      this.#channel.kind === 'dm'
        ? [
            avatar(bot.name, 'bot'),
            el('h3', { class: 'h1' }, bot.name, ' ', el('span', { class: 'tag' }, 'App')),
            bot.description !== '' && el('p', { class: 'about' }, bot.description),
            el('p', { class: 'quiet' }, `This is the beginning of your direct messages with ${bot.name}.`),
          ]
        : [
            el('h3', { class: 'h1' }, `Welcome to #${this.#channel.name}`),
            el('p', { class: 'quiet' }, `This is the beginning of the channel #${this.#channel.name}.`),
          ]
    const chips = commands.map((command) =>
      el(
        'button',
        { type: 'button', class: 'chip', title: aboutIn(command, locale), onclick: () => this.compose(command.name) },
        `/${nameIn(command, locale)}`,
      ),
    )
    this.#intro.replaceChildren(
      ...words.filter((word) => word !== false),
      ...(chips.length > 0
        ? [el('p', { class: 'try' }, 'Try one of these:'), el('div', { class: 'chips' }, ...chips)]
        : []),
    )
  }

  /** @type {(entry: PageMessage, json: string) => void} */
  #put(entry, json) {
    const { message } = entry
    const old = this.#shown.get(message.id)?.article
    const { locale } = this.#page.me()
    const article = drawMessage(
      entry,
      {
        locale,
        nameOf: (kind, id) => this.#nameOf(kind, id),
        compose: (name) => this.compose(name),
        attachments: message.attachments,
        press: (customId, values) => this.#press(message.id, customId, values),
        show: this.#page.show,
      },
      {
        day: this.#dayAbove(entry),
        trouble: this.#troubles.get(message.id),
        dismiss: () => this.#dismiss(message.id),
      },
    )
    const focused = old?.contains(document.activeElement)
      ? document.activeElement?.closest('[data-custom-id]')
      : undefined
    const hadFocus = old?.contains(document.activeElement) === true
    this.#shown.set(message.id, { entry, json, article })
    if (old) old.replaceWith(article)
    else this.#log.append(article)
    if (!hadFocus) return
    // Whoever was in the message stays in it: on the same control if it is still there.
    const id = focused?.getAttribute('data-custom-id')
    const same = id
      ? [...article.querySelectorAll('[data-custom-id]')].find(
          (control) => control.getAttribute('data-custom-id') === id,
        )
      : undefined
    const control = same instanceof HTMLElement ? same : article
    control.focus({ preventScroll: true })
  }

  /** @type {(kind: 'user' | 'role' | 'channel', id: string) => string} */
  #nameOf(kind, id) {
    const { people, channels, bot } = this.#page.state()
    const known = kind === 'channel' ? channels : kind === 'user' ? [...people, bot] : []
    return known.find((one) => one.id === id)?.name ?? id
  }

  /**
   * The day to write above a message: that of the first one of each day.
   * @param {PageMessage} entry
   */
  #dayAbove(entry) {
    const { locale } = this.#page.me()
    /** @type {(shown: PageMessage) => string} */
    const dayOf = (shown) => formatTime(Date.parse(shown.message.timestamp), 'D', locale, 0)
    const entries = [...this.#shown.values()].map((shown) => shown.entry)
    const index = entries.findIndex((shown) => shown.message.id === entry.message.id)
    const before = entries.at(index < 0 ? -1 : index - 1)
    const day = dayOf(entry)
    return index !== 0 && before && dayOf(before) === day ? undefined : day
  }

  /** @type {(name: string, options: Record<string, string | number | boolean>) => Promise<void>} */
  async #run(name, options) {
    this.#toEnd()
    const result = await this.#page.act({ ...this.#who(), do: 'command', name, options })
    if (result.got === 'form') this.#openForm(result)
    else if (result.got === 'failure') this.#showFailure(name, result.why)
  }

  /**
   * A command that failed leaves no message, so the page shows one of its own.
   * @type {(name: string, why: string) => void}
   */
  #showFailure(name, why) {
    const { bot } = this.#page.state()
    const article = el(
      'article',
      { class: 'message ephemeral', tabindex: '-1', 'aria-label': bot.name },
      drawUse(this.#page.me().name, name),
      el(
        'div',
        { class: 'body' },
        avatar(bot.name, 'bot'),
        el(
          'div',
          { class: 'content' },
          el('div', { class: 'head' }, el('span', { class: 'author' }, bot.name), el('span', { class: 'tag' }, 'App')),
          failure(why),
          el(
            'p',
            { class: 'only-you' },
            icon('eye'),
            el('span', {}, 'Only you can see this'),
            el(
              'button',
              {
                type: 'button',
                class: 'as-link',
                onclick: () => {
                  article.remove()
                  this.#composer.focus()
                },
              },
              'Dismiss message',
            ),
          ),
        ),
      ),
    )
    this.#log.append(article)
    this.#toEnd()
  }

  /** @type {(id: string, customId: string, values?: string[]) => Promise<void>} */
  async #press(id, customId, values) {
    const article = this.#shown.get(id)?.article
    if (!article || article.getAttribute('aria-busy') === 'true') return
    article.setAttribute('aria-busy', 'true')
    const control = [...article.querySelectorAll('[data-custom-id]')].find(
      (one) => one.getAttribute('data-custom-id') === customId,
    )
    control?.classList.add('waiting')
    const result = await this.#page.act({
      ...this.#who(),
      do: 'press',
      message: id,
      customId,
      ...(values ? { values } : {}),
    })
    control?.classList.remove('waiting')
    article.removeAttribute('aria-busy')
    if (result.got === 'form') return this.#openForm(result)
    const shown = this.#shown.get(id)
    if (!shown) return
    const hadTrouble = this.#troubles.delete(id)
    if (result.got === 'failure') this.#troubles.set(id, result.why)
    else if (!hadTrouble) return
    this.#put(shown.entry, shown.json)
    this.#shown.get(id)?.article.scrollIntoView({ block: 'nearest' })
  }

  /** @param {ActResult & { got: 'form' }} form */
  #openForm(form) {
    const { locale } = this.#page.me()
    const who = this.#who()
    openForm(
      form.data,
      this.#page.state().bot.name,
      { locale, nameOf: (kind, id) => this.#nameOf(kind, id), compose: () => undefined },
      async (fields) => {
        const result = await this.#page.act({ ...who, do: 'submit', form: form.form, fields })
        return result.got === 'failure' ? result.why : undefined
      },
    )
  }

  /** @param {string} id */
  async #dismiss(id) {
    const result = await this.#page.act({ ...this.#who(), do: 'dismiss', message: id })
    if (result.got !== 'failure') this.remove(id)
  }

  #onScroll() {
    // In a pane that has just become narrower it was the browser that scrolled.
    if (this.#scroller.clientWidth === this.#width) this.#follows = this.#atEnd()
    if (this.#atEnd()) this.#showJump(false)
  }

  /** Another width makes messages longer or shorter: who was at the end stays there. */
  #onSize() {
    this.#width = this.#scroller.clientWidth
    if (this.#follows) this.#toEnd()
  }

  #atEnd() {
    return this.#scroller.scrollHeight - this.#scroller.scrollTop - this.#scroller.clientHeight < 80
  }

  #toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight
    this.#showJump(false)
  }

  /** @param {boolean} on */
  #showJump(on) {
    this.#jump.hidden = !on
  }

  /**
   * Brings a new message into view: its end, or its beginning when it is taller than the window.
   * @param {string} id
   */
  #reveal(id) {
    const article = this.#shown.get(id)?.article
    if (!article) return
    const settle = () => {
      this.#toEnd()
      const above = article.offsetTop - this.#scroller.offsetTop
      if (article.offsetHeight > this.#scroller.clientHeight && article === this.#log.lastElementChild)
        this.#scroller.scrollTop = above
    }
    settle()
    for (const image of article.querySelectorAll('img')) image.addEventListener('load', settle, { once: true })
  }
}
