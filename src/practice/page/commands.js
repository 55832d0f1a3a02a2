// @ts-check
/** Slash commands as data: which can be used where, how they are searched, what their options take. Pure. */

/**
 * @typedef {import('discord-api-types/v10').APIApplicationCommand} Command
 * @typedef {import('discord-api-types/v10').APIApplicationCommandBasicOption} Option
 * @typedef {import('discord-api-types/v10').LocalizationMap} Localizations
 *
 * What has been typed for one option: `value` when it was picked from a list.
 * @typedef {{ text: string, value?: string | number | boolean | undefined }} Typed
 */

/**
 * The commands a person can use in a channel, by name; each subcommand counts as one, named "command subcommand".
 * @param {readonly Command[]} commands
 * @param {'server' | 'dm'} kind
 * @param {boolean} inServer whether the bot is in the server, or was only installed by the person
 * @param {string} permissions what the person may do in the server
 * @returns {Command[]}
 */
export function usableCommands(commands, kind, inServer, permissions) {
  const context = kind === 'server' ? 0 : 1
  return commands
    .filter(
      (command) =>
        command.type === 1 &&
        (command.contexts?.some((one) => one === context) ?? true) &&
        (kind === 'dm' || inServer || isOnesOwn(command)) &&
        (kind === 'dm' || isAllowed(command, BigInt(permissions))),
    )
    .flatMap(unfold)
    .sort((a, b) => a.name.localeCompare(b.name))
}

/**
 * The commands in the order in which they are offered to somebody who begins: those of `invites` first, as they stand there.
 * @param {readonly Command[]} commands
 * @param {readonly string[]} invites
 */
export function inviting(commands, invites) {
  /** @type {(command: Command) => number} */
  const place = ({ name }) => {
    const at = invites.indexOf(name.split(' ')[0] ?? '')
    return at < 0 ? invites.length : at
  }
  return commands.toSorted((a, b) => place(a) - place(b))
}

/** Where commands work, by context. */
const places = ['servers', 'direct messages with the bot', 'direct messages between people']

/**
 * Why a registered command is not offered to this person here, in one sentence.
 * @param {readonly Command[]} commands
 * @param {string} name as it was typed
 * @param {'server' | 'dm'} kind
 * @param {boolean} inServer
 * @param {string} permissions
 * @param {string} locale
 * @returns {string | undefined} undefined: it can be used, or nobody knows such a command
 */
export function whyNot(commands, name, kind, inServer, permissions, locale) {
  const command = commands.find((one) => one.type === 1 && [one.name, nameIn(one, locale)].includes(name))
  if (!command || usableCommands([command], kind, inServer, permissions).length > 0) return undefined
  const said = `/${nameIn(command, locale)}`
  const { contexts } = command
  if (contexts && !contexts.some((one) => one === (kind === 'server' ? 0 : 1))) {
    return `${said} works in ${contexts.map((one) => places[one] ?? 'other places').join(' and ')} only.`
  }
  if (!inServer && !isOnesOwn(command)) return `${said} works only in servers that have the bot.`
  const needs = BigInt(command.default_member_permissions ?? 0)
  return `${said} is only for people who ${needs === manageServer ? 'manage the server' : 'may do more in the server'}.`
}

/**
 * Whether people can install the command for themselves.
 * @type {(command: Command) => boolean}
 */
const isOnesOwn = ({ integration_types: types }) => types?.some((type) => type === 1) ?? true

/** Permission bits, from the `topics/permissions` page. */
const administrator = 1n << 3n
export const manageServer = 1n << 5n

/**
 * Whether a member is offered the command in a server; a need of "0" stands for administrators alone.
 * @type {(command: Command, has: bigint) => boolean}
 */
function isAllowed({ default_member_permissions: needs }, has) {
  if (needs === null || (has & administrator) !== 0n) return true
  return needs !== '0' && (has & BigInt(needs)) === BigInt(needs)
}

/** @type {(command: Command) => Command[]} */
function unfold(command) {
  const inner = (command.options ?? []).flatMap((option) => (option.type === 1 || option.type === 2 ? [option] : []))
  if (inner.length === 0) return [command]
  return inner.flatMap((part) => {
    const codes = [...Object.keys(command.name_localizations ?? {}), ...Object.keys(part.name_localizations ?? {})]
    return unfold({
      ...command,
      name: `${command.name} ${part.name}`,
      name_localizations: Object.fromEntries(
        codes.map((code) => [code, `${nameIn(command, code)} ${nameIn(part, code)}`]),
      ),
      description: part.description,
      description_localizations: part.description_localizations ?? null,
      options: part.options ?? [],
    })
  })
}

/**
 * The commands that fit what was typed after the slash: names that begin so, then names and descriptions that hold it.
 * @param {readonly Command[]} commands
 * @param {string} typed
 * @param {string} locale
 */
export function searchCommands(commands, typed, locale) {
  const wanted = typed.toLocaleLowerCase()
  /** @type {(command: Command) => number} */
  const rank = (command) => {
    const names = [command.name, nameIn(command, locale)].map((name) => name.toLocaleLowerCase())
    if (names.some((name) => name.startsWith(wanted))) return 0
    if (names.some((name) => name.includes(wanted))) return 1
    return aboutIn(command, locale).toLocaleLowerCase().includes(wanted) ? 2 : 3
  }
  return commands
    .map((command) => ({ command, rank: rank(command) }))
    .filter((found) => found.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map((found) => found.command)
}

/** @typedef {{ name: string, name_localizations?: Localizations | null | undefined }} Named */
/** @typedef {{ description: string, description_localizations?: Localizations | null | undefined }} Described */

/** @type {(thing: Named, locale: string) => string} */
export const nameIn = (thing, locale) => translation(thing.name_localizations, locale) ?? thing.name

/** @type {(thing: Described, locale: string) => string} */
export const aboutIn = (thing, locale) => translation(thing.description_localizations, locale) ?? thing.description

/** @type {(words: Localizations | null | undefined, locale: string) => string | undefined} */
const translation = (words, locale) => Object.entries(words ?? {}).find(([code]) => code === locale)?.[1] ?? undefined

/**
 * Those of a command's options that the page can fill: Discord's basic types.
 * @param {Command} command
 * @returns {Option[]}
 */
export const optionsOf = (command) => (command.options ?? []).filter((option) => option.type !== 1 && option.type !== 2)

/**
 * The value to send for what was typed, or what is wrong with it.
 * @param {Option} option
 * @param {Typed} typed
 * @returns {{ value: string | number | boolean } | { trouble: string } | undefined} undefined: left empty, and may be
 */
export function readOption(option, typed) {
  if (typed.value !== undefined) return { value: typed.value }
  const text = typed.text.trim()
  if (text === '') return option.required ? { trouble: 'This option is required.' } : undefined
  const choices = 'choices' in option ? option.choices : undefined
  if (choices && choices.length > 0) {
    const same = choices.find((choice) => choice.name.toLocaleLowerCase() === text.toLocaleLowerCase())
    return same ? { value: same.value } : { trouble: 'Choose one from the list.' }
  }
  switch (option.type) {
    case 3:
      if (text.length < (option.min_length ?? 0)) return { trouble: `Write at least ${option.min_length} characters.` }
      if (text.length > (option.max_length ?? 6000))
        return { trouble: `Write at most ${option.max_length ?? 6000} characters.` }
      return { value: text }
    case 4:
    case 10: {
      const number = Number(text)
      if (!Number.isFinite(number) || (option.type === 4 && !Number.isInteger(number))) {
        return { trouble: option.type === 4 ? 'Write a whole number.' : 'Write a number.' }
      }
      if ('min_value' in option && number < (option.min_value ?? number))
        return { trouble: `At least ${option.min_value}.` }
      if ('max_value' in option && number > (option.max_value ?? number))
        return { trouble: `At most ${option.max_value}.` }
      return { value: number }
    }
    default:
      return { trouble: 'Choose one from the list.' }
  }
}
