/** What people do: each act becomes the interaction Discord would send, and waits for the bot's first answer. */
import { randomUUID } from 'node:crypto'
import type { APIApplicationCommand } from 'discord-api-types/v10'
import { isRecord, type Json, list, number, record, remember, text, trusted } from './json.ts'
import { appPermissions, channelOf, guildOf, memberOf, userOf } from './objects.ts'
import { mayUse } from './permissions.ts'
import type { Act, ActResult, Person } from './protocol.ts'
import {
  commandsIn,
  type Entry,
  type FirstAnswerResult,
  type Interaction,
  later,
  mayEnter,
  newId,
  now,
  type OpenForm,
  type Room,
  rememberInteraction,
  sees,
  type World,
} from './world.ts'

const FORMS_KEPT = 1000

/** How long an interaction may stay unanswered, by either clock. */
const ANSWER_MILLISECONDS = 3000
const SILENT = 'The application did not respond.'

/** Does what a person does; ends with the bot's first answer, or after three seconds without one. */
export async function act(world: World, deed: Act): Promise<ActResult> {
  const person = world.people.get(deed.person)
  const room = world.rooms.get(deed.channel)
  if (!person) return failure('There is no such person.')
  if (!room || !mayEnter(room, person.id)) return failure('There is no such channel for this person.')
  switch (deed.do) {
    case 'command':
    case 'suggest':
      return useCommand(world, person, room, deed)
    case 'press':
      return press(world, person, room, deed)
    case 'submit':
      return submit(world, person, room, deed)
    case 'dismiss':
      return dismiss(world, person, room, deed.message)
  }
}

const failure = (why: string): ActResult => ({ got: 'failure', why })

/** An interaction before it is sent. */
interface Draft {
  type: 2 | 3 | 4 | 5
  kind: Interaction['kind']
  data: Json
  owners: Record<string, string>
  /** What `interaction_metadata` says beyond id, type, user and owners. */
  about: Json
  /** The message that was pressed, or from which the form came. */
  source?: Entry
  command?: string
  focusType?: Interaction['focusType']
}

async function useCommand(
  world: World,
  person: Person,
  room: Room,
  deed: Extract<Act, { do: 'command' | 'suggest' }>,
): Promise<ActResult> {
  const [name, ...path] = deed.name.split(' ')
  const command = [...commandsIn(world, room)].find((one) => one.name === name && number(one.type ?? 1) === 1)
  if (!command) return failure('There is no such command.')
  const owners = commandOwners(world, person, room, command)
  if (!owners || !offeredIn(command, room)) return failure('This command is not offered here.')
  if (room.channel.kind === 'server' && !mayUse(command, person.permissions))
    return failure('You have no permission to use this command.')
  const focus = deed.do === 'suggest' ? deed.focus : undefined
  const filled = fillOptions(list(command.options).map(record), path, deed.options, focus)
  if ('why' in filled) return failure(filled.why)
  const data = {
    id: command.id,
    name: command.name,
    type: 1,
    ...(command.guild_id !== undefined && { guild_id: command.guild_id }),
    ...(filled.options.length > 0 && { options: filled.options }),
    ...(filled.people.length > 0 && { resolved: resolvePeople(world, room, filled.people) }),
  }
  const about = { name: command.name, command_type: 1 }
  if (focus === undefined) {
    return send(world, person, room, { type: 2, kind: 'command', data, owners, about, command: deed.name })
  }
  return send(world, person, room, { type: 4, kind: 'suggest', data, owners, about, focusType: filled.focusType })
}

/** For whom the app was installed here, as far as this command allows; `undefined` when for nobody. */
function commandOwners(
  world: World,
  person: Person,
  room: Room,
  command: APIApplicationCommand,
): Record<string, string> | undefined {
  const types = list(command.integration_types ?? [0, 1])
  const server = room.channel.kind === 'server'
  const owners = {
    ...(types.includes(0) && (!server || world.inServer) && { 0: server ? world.guild.id : '0' }),
    ...(types.includes(1) && { 1: person.id }),
  }
  return Object.keys(owners).length > 0 ? owners : undefined
}

const offeredIn = (command: APIApplicationCommand, room: Room): boolean =>
  list(command.contexts ?? [0, 1, 2]).includes(contextOf(room))

const contextOf = (room: Room): 0 | 1 => (room.channel.kind === 'server' ? 0 : 1)

type Filled = { options: Json[]; people: string[]; focusType: Interaction['focusType'] } | { why: string }

/** A person's options in the order and kind the command asks for, inside the subcommands of `path`. */
function fillOptions(
  asked: readonly Json[],
  path: readonly string[],
  given: Record<string, string | number | boolean>,
  focus: string | undefined,
): Filled {
  const [sub, ...rest] = path
  if (sub !== undefined) {
    const inner = asked.find((one) => one.name === sub && number(one.type) <= 2)
    if (!inner) return { why: `There is no "${sub}".` }
    const filled = fillOptions(list(inner.options).map(record), rest, given, focus)
    return 'why' in filled ? filled : { ...filled, options: [{ name: sub, type: inner.type, options: filled.options }] }
  }
  if (asked.some((one) => number(one.type) <= 2)) return { why: 'This command needs a subcommand.' }
  const stranger = Object.keys(given).find((name) => !asked.some((one) => one.name === name))
  if (stranger !== undefined) return { why: `There is no option "${stranger}".` }
  const options: Json[] = []
  const people: string[] = []
  let focusType: Interaction['focusType'] = 3
  for (const option of asked) {
    const name = text(option.name)
    const focused = name === focus
    const value = given[name] ?? (focused ? '' : undefined)
    if (value === undefined) {
      if (option.required === true && focus === undefined) return { why: `"${name}" is needed.` }
      continue
    }
    if (focused) {
      if (option.autocomplete !== true) return { why: `"${name}" has no suggestions.` }
      if (option.type === 4 || option.type === 10) focusType = option.type
      // In suggestions the value is what was typed so far, whatever it shall become.
      options.push({ name, type: option.type, value: String(value), focused })
      continue
    }
    const why = focus === undefined ? wrongValue(option, value) : undefined
    if (why !== undefined) return { why: `"${name}" ${why}` }
    if (option.type === 6) people.push(String(value))
    options.push({ name, type: option.type, value })
  }
  return { options, people, focusType }
}

/** Why a client would not send this value. */
function wrongValue(option: Json, value: string | number | boolean): string | undefined {
  const wanted = { 3: 'string', 4: 'number', 5: 'boolean', 6: 'string', 7: 'string', 8: 'string', 10: 'number' }[
    number(option.type)
  ]
  if (wanted !== undefined && typeof value !== wanted) return `must be a ${wanted}.`
  if (option.type === 4 && !Number.isInteger(value)) return 'must be a whole number.'
  const choices = list(option.choices).map(record)
  if (choices.length > 0 && !choices.some((choice) => choice.value === value)) return 'must be one of the choices.'
  const size = typeof value === 'string' ? value.length : number(value)
  const [least, most] =
    typeof value === 'string' ? [option.min_length, option.max_length ?? 6000] : [option.min_value, option.max_value]
  if (typeof least === 'number' && size < least) return `must be at least ${least}.`
  return typeof most === 'number' && size > most ? `must be at most ${most}.` : undefined
}

function resolvePeople(world: World, room: Room, ids: readonly string[]): Json {
  const people = ids.flatMap((id) => world.people.get(id) ?? [])
  const members = people.map((person) => {
    const { user: _user, ...member } = memberOf(person)
    return [person.id, member]
  })
  return {
    users: Object.fromEntries(people.map((person) => [person.id, userOf(person)])),
    ...(room.channel.kind === 'server' && { members: Object.fromEntries(members) }),
  }
}

async function press(
  world: World,
  person: Person,
  room: Room,
  deed: Extract<Act, { do: 'press' }>,
): Promise<ActResult> {
  const entry = room.entries.get(deed.message)
  if (!entry || !sees(room, entry, person.id)) return failure('That message is gone.')
  const component = findComponent(list(entry.message.components), deed.customId)
  if (!component) return failure('There is no such button or menu on this message.')
  if (component.disabled === true) return failure('This button or menu is disabled.')
  const isMenu = component.type !== 2
  const values = isMenu ? (deed.values ?? []) : []
  if (isMenu && (values.length < number(component.min_values) || values.length > number(component.max_values))) {
    return failure(`Choose ${component.min_values} to ${component.max_values}.`)
  }
  const options = list(component.options).map((option) => record(option).value)
  if (component.type === 3 && values.some((value) => !options.includes(value)))
    return failure('There is no such choice.')
  const people = component.type === 5 || component.type === 7
  const data = {
    custom_id: deed.customId,
    component_type: component.type,
    id: component.id,
    ...(isMenu && { values }),
    ...(people && { resolved: resolvePeople(world, room, values) }),
  }
  return send(world, person, room, {
    type: 3,
    kind: 'press',
    data,
    owners: messageOwners(world, person, room, entry),
    about: { interacted_message_id: entry.message.id },
    source: entry,
  })
}

/** For a press: the server if the app is in it, and the person for whom the message was made, who need not be the presser. */
function messageOwners(world: World, person: Person, room: Room, { message }: Entry): Record<string, string> {
  const server = room.channel.kind === 'server'
  const inServer = !server || world.inServer
  const user = message.interaction_metadata?.authorizing_integration_owners[1] ?? (inServer ? undefined : person.id)
  return {
    ...(inServer && { 0: server ? world.guild.id : '0' }),
    ...(user !== undefined && { 1: user }),
  }
}

function findComponent(components: readonly unknown[], customId: string): Json | undefined {
  for (const node of components.map(record)) {
    if (node.custom_id === customId) return node
    const inner = [...list(node.components), ...[node.accessory, node.component].filter(isRecord)]
    const found = findComponent(inner, customId)
    if (found) return found
  }
  return undefined
}

async function submit(
  world: World,
  person: Person,
  room: Room,
  deed: Extract<Act, { do: 'submit' }>,
): Promise<ActResult> {
  const form = world.forms.get(deed.form)
  if (!form || form.person !== person.id || form.channel !== room.channel.id) return failure('That form is gone.')
  const components = []
  for (const item of list(form.data.components).map(record)) {
    const filled = fillItem(item, deed.fields)
    if ('why' in filled) return failure(String(filled.why))
    components.push(filled)
  }
  const entry = form.source === undefined ? undefined : room.entries.get(form.source)
  const triggered = record(form.trigger.authorizing_integration_owners)
  const owners = Object.fromEntries(Object.entries(triggered).map(([type, id]) => [type, String(id)]))
  const result = await send(world, person, room, {
    type: 5,
    kind: 'submit',
    data: { custom_id: form.data.custom_id, components },
    owners,
    about: { triggering_interaction_metadata: form.trigger },
    ...(entry && { source: entry }),
  })
  // A form stays on the screen when its answer fails, so that nothing typed is lost.
  if (result.got !== 'failure') world.forms.delete(deed.form)
  return result
}

type Fields = Record<string, string | string[]>

/** One item of a form with what was put in, as a modal submit carries it; `why` when it may not be sent. */
function fillItem(item: Json, fields: Fields): Json {
  const { type, id } = item
  if (type === 10) return { type, id }
  if (type === 18) {
    const component = fillField(record(item.component), fields)
    return 'why' in component ? component : { type, id, component }
  }
  const components = list(item.components).map((inner) => fillField(record(inner), fields))
  return components.find((inner) => 'why' in inner) ?? { type, id, components }
}

function fillField(field: Json, fields: Fields): Json {
  const { type, id, custom_id } = field
  const given = fields[text(custom_id)]
  const base = { type, id, custom_id }
  const must = field.required !== false
  if (type === 4) {
    const value = typeof given === 'string' ? given : ''
    const least = Math.max(number(field.min_length), must ? 1 : 0)
    if (value.length < least && (must || value !== '')) return { why: `Write at least ${least} characters.` }
    const most = number(field.max_length ?? 4000)
    return value.length > most ? { why: `Write at most ${most} characters.` } : { ...base, value }
  }
  if (type === 23) return { ...base, value: given === 'true' }
  const chosen = (Array.isArray(given) ? given : [given]).filter((one) => one !== undefined && one !== '')
  const options = list(field.options).map((option) => record(option).value)
  if (options.length > 0 && chosen.some((one) => !options.includes(one))) return { why: 'There is no such choice.' }
  if (new Set(chosen).size < chosen.length) return { why: 'Choose each only once.' }
  if (must && chosen.length === 0) return { why: 'Choose one.' }
  if (type === 21) return { ...base, value: chosen[0] ?? null }
  const most = number(field.max_values ?? (type === 22 ? options.length : 1))
  if (chosen.length > most) return { why: `Choose at most ${most}.` }
  if (chosen.length > 0 && chosen.length < number(field.min_values ?? 1))
    return { why: `Choose at least ${field.min_values}.` }
  return { ...base, values: chosen }
}

function dismiss(world: World, person: Person, room: Room, id: string): ActResult {
  const entry = room.entries.get(id)
  if (!entry || entry.seenBy !== person.id || entry.dismissed)
    return failure('Only a message for you alone can be put away.')
  entry.dismissed = true
  world.events.emit('removed', room.channel.id, id, entry)
  return { got: 'answer' }
}

/** Sends the interaction to the bot and waits for its first answer. */
async function send(world: World, person: Person, room: Room, draft: Draft): Promise<ActResult> {
  const interaction = newInteraction(world, person, room, draft)
  // A person who writes to a bot has a DM with it, and so has the bot.
  room.open = true
  rememberInteraction(world, interaction)
  const answer = firstAnswer(world, interaction)
  world.deliver(interaction, payload(world, person, room, draft, interaction))
  const result = await answer
  if (typeof result === 'string') return failure(result)
  if (result.type === 'answer') return { got: 'answer' }
  if (result.type === 'choices') return { got: 'choices', choices: trusted(result.choices) }
  const form: OpenForm = {
    person: person.id,
    channel: room.channel.id,
    source: draft.source?.message.id,
    trigger: interaction.metadata,
    data: record(result.data),
  }
  remember(world.forms, interaction.id, form, FORMS_KEPT)
  return { got: 'form', form: interaction.id, data: trusted(result.data) }
}

function newInteraction(world: World, person: Person, room: Room, draft: Draft): Interaction {
  const id = newId(world)
  return {
    id,
    token: randomUUID() + randomUUID(),
    kind: draft.kind,
    person: person.id,
    channel: room.channel.id,
    made: now(world),
    answered: undefined,
    original: undefined,
    deferred: false,
    messages: new Set(),
    followUps: 0,
    source: draft.source?.message.id,
    metadata: {
      id,
      type: draft.type,
      user: userOf(person),
      authorizing_integration_owners: draft.owners,
      ...draft.about,
    },
    command: draft.command,
    focusType: draft.focusType ?? 3,
    owners: draft.owners,
    pending: undefined,
  }
}

/** The first answer, or why there was none. Both clocks count: the practice clock may be moved on meanwhile. */
function firstAnswer(world: World, interaction: Interaction): Promise<FirstAnswerResult | string> {
  return new Promise((resolve) => {
    let refusal = ''
    const end = (result: FirstAnswerResult | string) => {
      stopTimer()
      world.clockListeners.delete(onClock)
      interaction.pending = undefined
      resolve(result)
    }
    const late = () => end(refusal ? `${SILENT} ${refusal}` : SILENT)
    const onClock = () => {
      if (isLate(world, interaction)) late()
    }
    const stopTimer = later(world, ANSWER_MILLISECONDS, late)
    world.clockListeners.add(onClock)
    interaction.pending = {
      answer: end,
      refused: (why) => {
        refusal = why
      },
      close: () => end('The practice server was closed.'),
    }
  })
}

/** Whether three seconds went by without an answer. */
export const isLate = (world: World, interaction: Interaction): boolean =>
  interaction.answered === undefined && now(world) - interaction.made >= ANSWER_MILLISECONDS

function payload(world: World, person: Person, room: Room, draft: Draft, interaction: Interaction): Json {
  const server = room.channel.kind === 'server'
  return {
    id: interaction.id,
    application_id: world.application.id,
    type: draft.type,
    token: interaction.token,
    version: 1,
    data: draft.data,
    channel_id: room.channel.id,
    channel: channelOf(world, room),
    ...(server
      ? { guild_id: world.guild.id, guild: guildOf(world), guild_locale: 'en-US', member: memberOf(person) }
      : { user: userOf(person) }),
    locale: person.locale,
    context: contextOf(room),
    app_permissions: appPermissions(world, room),
    authorizing_integration_owners: draft.owners,
    entitlements: [],
    entitlement_sku_ids: [],
    attachment_size_limit: 10_485_760,
    ...(draft.source && { message: draft.source.message }),
  }
}

/** The fields of a message that an interaction makes. */
export function madeBy(world: World, interaction: Interaction): Json {
  const { original, metadata, source, channel } = interaction
  const reference = original ?? source
  return {
    application_id: world.application.id,
    webhook_id: world.application.id,
    // 20 shows "used /command" above the message, 19 a reply to what was pressed or to the first answer.
    type: reference === undefined ? 20 : 19,
    ...(reference !== undefined && { message_reference: { type: 0, channel_id: channel, message_id: reference } }),
    interaction_metadata: { ...metadata, ...(original !== undefined && { original_response_message_id: original }) },
  }
}
