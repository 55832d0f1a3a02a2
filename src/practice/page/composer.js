// @ts-check
/** The message field: `/` opens the commands, then one field for each option, all by keyboard as in Discord. */
import { aboutIn, nameIn, optionsOf, readOption, searchCommands } from './commands.js'
import { el, icon, newId } from './dom.js'
import { Listbox } from './listbox.js'

/**
 * @typedef {import('./commands.js').Command} Command
 * @typedef {import('./commands.js').Option} Option
 * @typedef {import('./commands.js').Typed} Typed
 * @typedef {Record<string, string | number | boolean>} Values
 * @typedef {{ name: string, value: string | number | boolean }} Choice
 *
 * What the message field needs to know of its channel.
 * @typedef {object} Place
 * @property {string} label what the field writes to, in words
 * @property {() => Command[]} commands
 * @property {(name: string) => string | undefined} whyNot why a command that there is cannot be used here
 * @property {() => string} locale
 * @property {() => string} bot
 * @property {(option: Option) => Choice[] | undefined} named people or channels, for options that take one
 * @property {(command: string, options: Values) => void} run
 * @property {(command: string, options: Values, focus: string) => Promise<Choice[] | string>} suggest a string says why there are none
 *
 * One option's field while it is being filled.
 * @typedef {{ option: Option, typed: Typed, input: HTMLInputElement, element: HTMLElement, pause: ReturnType<typeof setTimeout> | undefined }} Slot
 */

/** How long typing must pause before suggestions are asked for, in milliseconds. */
const typingPause = 200

const noneFits = 'No command fits. Delete back to / to see them all.'

export class Composer {
  #place
  #list = new Listbox()
  /** @type {Command | undefined} */
  #command
  /** @type {Slot[]} */
  #slots = []
  #asked = 0
  #errorId = newId()
  #hint = el('p', { class: 'hint', 'aria-hidden': 'true' })
  #error = el('p', { class: 'composer-error', id: this.#errorId, role: 'alert' })
  #status = el('p', { class: 'hidden-text', role: 'status' })
  #line = el('div', { class: 'line-fields' })
  #text
  #rest
  element

  /** @param {Place} place */
  constructor(place) {
    this.#place = place
    this.#text = this.#makeInput(place.label, 'Type / for commands', {
      oninput: () => this.#onText(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#onTextKey(event),
    })
    this.#rest = this.#makeInput('Add an option, or press Enter to send', '', {
      class: 'rest',
      oninput: () => this.#openRest(),
      onfocus: () => this.#showHint(undefined),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#onRestKey(event),
    })
    this.element = el(
      'form',
      { class: 'composer', novalidate: true, onsubmit: (/** @type {Event} */ event) => this.#onSubmit(event) },
      this.#list.element,
      this.#hint,
      this.#error,
      el(
        'div',
        { class: 'field' },
        this.#line,
        el('button', { type: 'submit', class: 'square send', 'aria-label': 'Send' }, icon('send')),
      ),
      this.#status,
    )
    this.#line.append(this.#text)
  }

  focus() {
    ;(this.#command ? (this.#slots[0]?.input ?? this.#rest) : this.#text).focus()
  }

  /**
   * Puts a command into the field, as if it had been picked from the list.
   * @param {string} name
   */
  compose(name) {
    const command = this.#place.commands().find((known) => known.name === name)
    if (command) this.#pick(command)
    else this.#tell(this.#place.whyNot(name) ?? `/${name} cannot be used here.`)
  }

  /** @type {(label: string, placeholder: string, props: import('./dom.js').Props) => HTMLInputElement} */
  #makeInput(label, placeholder, props) {
    const input = el('input', {
      type: 'text',
      role: 'combobox',
      'aria-label': label,
      'aria-autocomplete': 'list',
      'aria-describedby': this.#errorId,
      placeholder,
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      enterkeyhint: 'send',
      onblur: () => this.#list.close(),
      ...props,
    })
    this.#list.adopt(input)
    return input
  }

  /** @param {string} words */
  #tell(words) {
    this.#error.replaceChildren(...(words === '' ? [] : [icon('warning'), el('span', {}, words)]))
  }

  /** @type {(owner: HTMLInputElement, title: string, items: import('./listbox.js').ListItem[]) => void} */
  #offer(owner, title, items) {
    this.#list.open(owner, title, items)
    this.#status.textContent = `${title}: ${items.length === 1 ? 'one' : items.length} in the list.`
  }

  // The plain field.

  #onText() {
    this.#tell('')
    const text = this.#text.value
    if (!text.startsWith('/')) return this.#list.close()
    const commands = this.#place.commands()
    const [, name, after] = /^\/(\S+)\s+(.*)$/.exec(text) ?? []
    if (name !== undefined) {
      const command = commands.find((known) => [known.name, nameIn(known, this.#place.locale())].includes(name))
      if (command) return this.#pick(command, after)
    }
    const why = this.#whyNot()
    // What only mentions its name is not what was meant.
    const found = why === undefined ? searchCommands(commands, text.slice(1).trim(), this.#place.locale()) : []
    if (found.length === 0) {
      this.#list.close()
      return this.#tell(why ?? (commands.length === 0 ? 'The bot has no commands here.' : noneFits))
    }
    this.#offer(
      this.#text,
      `Commands of ${this.#place.bot()}`,
      found.map((command) => this.#commandItem(command)),
    )
  }

  /** Why the command that is typed cannot be used here; undefined where it can, or there is none. */
  #whyNot() {
    const [, name] = /^\/(\S+)/.exec(this.#text.value) ?? []
    return name === undefined ? undefined : this.#place.whyNot(name)
  }

  /** @type {(command: Command) => import('./listbox.js').ListItem} */
  #commandItem(command) {
    const locale = this.#place.locale()
    const options = optionsOf(command).map((option) =>
      option.required ? nameIn(option, locale) : `${nameIn(option, locale)}?`,
    )
    return {
      label: `/${nameIn(command, locale)}`,
      about: aboutIn(command, locale),
      aside: options.join('  '),
      choose: () => this.#pick(command),
    }
  }

  /** @param {KeyboardEvent} event */
  #onTextKey(event) {
    this.#steer(event, () => {
      this.#text.value = ''
      this.#tell('')
    })
  }

  /**
   * The keys every field with an open list understands.
   * @param {KeyboardEvent} event
   * @param {() => void} onEscape what Escape does when no list is open
   * @returns {boolean} whether the key was used
   */
  #steer(event, onEscape) {
    const open = this.#list.isOpen
    if (event.isComposing) return false
    if (event.key === 'Escape' && open) this.#list.close()
    else if (event.key === 'Escape') onEscape()
    else if (open && event.key === 'ArrowDown') this.#list.move(1)
    else if (open && event.key === 'ArrowUp') this.#list.move(-1)
    else if (open && this.#list.active && (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)))
      this.#list.active.choose()
    else return false
    event.preventDefault()
    return true
  }

  // A command with its options.

  /** @type {(command: Command, firstText?: string) => void} */
  #pick(command, firstText = '') {
    this.#list.close()
    this.#tell('')
    this.#command = command
    this.#slots = []
    const locale = this.#place.locale()
    const cancel = el(
      'button',
      {
        type: 'button',
        class: 'token',
        'aria-label': `/${nameIn(command, locale)}: put away`,
        onclick: () => this.#leave(),
      },
      `/${nameIn(command, locale)}`,
    )
    this.#line.replaceChildren(cancel, this.#rest)
    this.#rest.value = ''
    for (const option of optionsOf(command)) if (option.required) this.#addSlot(option)
    const first = this.#slots[0]
    if (first && firstText !== '') {
      first.input.value = firstText
      first.typed = { text: firstText }
    }
    this.#showRest()
    this.focus()
  }

  /** Back to the plain field. */
  #leave(text = '') {
    this.#list.close()
    this.#tell('')
    this.#showHint(undefined)
    this.#command = undefined
    this.#slots = []
    this.#line.replaceChildren(this.#text)
    this.#text.value = text
    this.#text.focus()
  }

  /** @param {Option} option */
  #addSlot(option) {
    const locale = this.#place.locale()
    const name = nameIn(option, locale)
    const aboutId = newId()
    /** @type {Slot} */
    const slot = {
      option,
      typed: { text: '' },
      pause: undefined,
      input: this.#makeInput(`${name}${option.required ? '' : ', optional'}`, '', {
        'aria-describedby': `${aboutId} ${this.#errorId}`,
        'aria-required': String(option.required === true),
        onfocus: () => {
          this.#showHint(option)
          this.#onSlot(slot, 0)
        },
        oninput: () => {
          slot.typed = { text: slot.input.value }
          slot.input.removeAttribute('aria-invalid')
          this.#tell('')
          this.#onSlot(slot, typingPause)
        },
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.#onSlotKey(event, slot),
      }),
      element: el('span', { class: 'slot' }),
    }
    slot.element.append(
      el('span', { class: 'slot-name', 'aria-hidden': 'true', onclick: () => slot.input.focus() }, name),
      slot.input,
      el('span', { class: 'hidden-text', id: aboutId }, aboutIn(option, locale)),
    )
    this.#slots.push(slot)
    this.#rest.before(slot.element)
  }

  /** The options that were not added yet. */
  #unused() {
    const used = this.#slots.map((slot) => slot.option.name)
    return this.#command ? optionsOf(this.#command).filter((option) => !used.includes(option.name)) : []
  }

  #showRest() {
    const count = this.#unused().length
    const more = count === 0 ? '' : `+${count} optional, `
    this.#rest.placeholder = `${more}Enter to send`
  }

  #openRest() {
    const typed = this.#rest.value.trim().toLocaleLowerCase()
    const locale = this.#place.locale()
    const options = this.#unused().filter((option) => nameIn(option, locale).toLocaleLowerCase().startsWith(typed))
    if (options.length === 0) return this.#list.close()
    const items = options.map((option) => ({
      label: nameIn(option, locale),
      about: aboutIn(option, locale),
      choose: () => {
        this.#rest.value = ''
        this.#list.close()
        this.#addSlot(option)
        this.#showRest()
        this.#slots.at(-1)?.input.focus()
      },
    }))
    this.#offer(this.#rest, 'Optional', items)
  }

  /** @param {KeyboardEvent} event */
  #onRestKey(event) {
    if (this.#steer(event, () => this.#leave())) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.#openRest()
      event.preventDefault()
    } else if (event.key === 'Backspace' && this.#rest.value === '') {
      event.preventDefault()
      const last = this.#slots.at(-1)
      if (last) last.input.focus()
      else this.#leave(`/${this.#command?.name ?? ''}`)
    }
  }

  /** @type {(event: KeyboardEvent, slot: Slot) => void} */
  #onSlotKey(event, slot) {
    if (this.#steer(event, () => this.#leave())) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.#onSlot(slot, 0)
      event.preventDefault()
    } else if (event.key === 'Backspace' && slot.input.value === '') {
      event.preventDefault()
      const index = this.#slots.indexOf(slot)
      if (!slot.option.required) {
        this.#slots.splice(index, 1)
        slot.element.remove()
        this.#showRest()
      }
      const before = this.#slots[index - 1]
      if (before) before.input.focus()
      else if (slot.option.required) this.#leave(`/${this.#command?.name ?? ''}`)
      else this.#rest.focus()
    }
  }

  /** @param {Option | undefined} option */
  #showHint(option) {
    const locale = this.#place.locale()
    this.#hint.replaceChildren(
      ...(option
        ? [el('b', {}, nameIn(option, locale)), ` ${aboutIn(option, locale)}`, option.required ? '' : ' (optional)']
        : []),
    )
  }

  /**
   * Shows what can be chosen for an option, at once or after a pause in typing.
   * @type {(slot: Slot, pause: number) => void}
   */
  #onSlot(slot, pause) {
    const { option } = slot
    clearTimeout(slot.pause)
    const fixed = fixedChoices(option) ?? this.#place.named(option)
    if (fixed) {
      const typed = slot.typed.value === undefined ? slot.typed.text.trim().toLocaleLowerCase() : ''
      return this.#offerChoices(
        slot,
        fixed.filter((choice) => choice.name.toLocaleLowerCase().includes(typed)),
      )
    }
    if (!('autocomplete' in option && option.autocomplete)) return this.#list.close()
    slot.pause = setTimeout(() => this.#suggest(slot), pause)
  }

  /** @param {Slot} slot */
  async #suggest(slot) {
    const command = this.#command
    if (!command) return
    this.#asked += 1
    const asked = this.#asked
    const given = await this.#place.suggest(
      command.name,
      { ...this.#values(), [slot.option.name]: slot.input.value },
      slot.option.name,
    )
    // A slow answer must not replace a newer one, nor open a list in a field that was left.
    if (asked !== this.#asked || document.activeElement !== slot.input) return
    if (typeof given === 'string') {
      this.#list.close()
      this.#tell(given)
    } else this.#offerChoices(slot, given)
  }

  /** @type {(slot: Slot, choices: Choice[]) => void} */
  #offerChoices(slot, choices) {
    if (choices.length === 0) {
      this.#list.close()
      this.#status.textContent = 'No suggestions.'
      return
    }
    const items = choices.map((choice) => ({
      label: choice.name,
      choose: () => {
        slot.typed = { text: choice.name, value: choice.value }
        slot.input.value = choice.name
        this.#list.close()
        this.#next(slot)
      },
    }))
    this.#offer(slot.input, nameIn(slot.option, this.#place.locale()), items)
  }

  /** @param {Slot} slot */
  #next(slot) {
    const empty = this.#slots.find((other) => other !== slot && other.option.required && other.input.value === '')
    ;(empty?.input ?? this.#rest).focus()
  }

  /** The options in order so far. */
  #values() {
    /** @type {Values} */
    const values = {}
    for (const slot of this.#slots) {
      const read = readOption(slot.option, slot.typed)
      if (read && 'value' in read) values[slot.option.name] = read.value
    }
    return values
  }

  /** @param {Event} event */
  #onSubmit(event) {
    event.preventDefault()
    if (!this.#command) {
      this.#text.focus()
      if (this.#text.value === '/') return this.#onText()
      const plain = 'Bots read commands, not messages. Begin with / to choose one.'
      return this.#tell(this.#whyNot() ?? (this.#text.value.startsWith('/') ? noneFits : plain))
    }
    for (const slot of this.#slots) {
      const read = readOption(slot.option, slot.typed)
      if (!read || !('trouble' in read)) continue
      slot.input.setAttribute('aria-invalid', 'true')
      slot.input.focus()
      this.#list.close()
      return this.#tell(`${nameIn(slot.option, this.#place.locale())}: ${read.trouble}`)
    }
    const name = this.#command.name
    const values = this.#values()
    this.#leave()
    this.#place.run(name, values)
  }
}

/** @type {(option: Option) => Choice[] | undefined} */
function fixedChoices(option) {
  if (option.type === 5)
    return [
      { name: 'True', value: true },
      { name: 'False', value: false },
    ]
  return 'choices' in option && option.choices && option.choices.length > 0 ? [...option.choices] : undefined
}
