/** The endpoints an interaction's own token opens: the first answer, follow-ups, and changes to either. */
import { isLate, madeBy } from './acts.ts'
import type { Call, Route } from './call.ts'
import { type Answer, type Fault, invalidForm, no } from './errors.ts'
import { isRecord, type Json, list, number, record } from './json.ts'
import { changeMessage, dress, existing, fileNames, type Writing, writeMessage } from './messages.ts'
import { choicesFaults, EPHEMERAL, type MessageContext, messageFaults, modalFaults } from './rules.ts'
import { type Entry, type Interaction, now, type Room, removeEntry, type World } from './world.ts'

/** How long a token lives after the first answer, by the practice clock. */
const TOKEN_MILLISECONDS = 15 * 60_000
/** Follow-ups where the app is installed for the person alone. */
const FOLLOW_UPS_OF_USER_INSTALL = 5

const DEFERRED_MESSAGE = 5
const DEFERRED_UPDATE = 6
const UPDATE = 7
const CHOICES = 8
const MODAL = 9

/** Which callback types answer what: 6 and 7 need a message to change, 9 never answers a form. */
function allowedTypes({ kind, source }: Interaction): readonly number[] {
  if (kind === 'suggest') return [CHOICES]
  const message = [4, DEFERRED_MESSAGE]
  const update = source === undefined ? [] : [DEFERRED_UPDATE, UPDATE]
  return kind === 'submit' ? [...message, ...update] : [...message, ...update, MODAL]
}

interface Answering extends Call {
  interaction: Interaction
  room: Room
  type: number
  data: Json
}

/** POST /interactions/:id/:token/callback */
export function answerInteraction(call: Call): Answer {
  const { world, parts, body, query } = call
  const [id, token = ''] = parts
  const interaction = world.interactions.get(token)
  const room = world.rooms.get(interaction?.channel ?? '')
  if (!interaction || !room || interaction.id !== id) return no('unknownInteraction')
  if (interaction.answered !== undefined) return no('alreadyAnswered')
  if (isLate(world, interaction) || !interaction.pending) return no('unknownInteraction')
  const given = record(body)
  const answering = { ...call, interaction, room, type: number(given.type), data: record(given.data) }
  const faults = callbackFaults(answering, given)
  if (faults.length > 0) {
    const refusal = invalidForm(faults)
    interaction.pending.refused(`Discord refused what it said: ${faults.map(describe).join('; ')}`)
    return refusal
  }
  // Someone else may have removed the pressed message meanwhile.
  if (answering.type === UPDATE && !room.entries.has(interaction.source ?? '')) return no('unknownMessage')
  interaction.answered = now(world)
  const entry = say(answering)
  if (query.get('with_response') !== 'true') return { status: 204 }
  return { status: 200, body: callbackResponse(interaction, answering.type, entry) }
}

const describe = ({ at, message }: Fault): string => (at.length > 0 ? `${at.join('.')}: ${message}` : message)

function callbackFaults({ interaction, type, data, uploads, room }: Answering, given: Json): Fault[] {
  const allowed = allowedTypes(interaction)
  if (!allowed.includes(type)) {
    return [{ at: ['type'], code: 'BASE_TYPE_CHOICES', message: `Value must be one of (${allowed.join(', ')}).` }]
  }
  if (type === DEFERRED_UPDATE || type === DEFERRED_MESSAGE) return []
  if (!isRecord(given.data)) return [{ at: ['data'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }]
  const files = fileNames(data, uploads)
  const source = type === UPDATE ? room.entries.get(interaction.source ?? '') : undefined
  const faults =
    type === MODAL
      ? modalFaults(data)
      : type === CHOICES
        ? choicesFaults(data, interaction.focusType)
        : messageFaults(
            data,
            source ? { kind: 'edit', files, existing: existing(source) } : { kind: 'callback', files },
          )
  return faults.map((fault) => ({ ...fault, at: ['data', ...fault.at] }))
}

/** Does what the first answer says; gives the message it is about. */
function say({ world, interaction, room, type, data, uploads }: Answering): Entry | undefined {
  const { pending } = interaction
  if (type === MODAL) {
    pending?.answer({ type: 'form', data: { ...data, components: dress(list(data.components)) } })
    return undefined
  }
  if (type === CHOICES) {
    pending?.answer({ type: 'choices', choices: list(data.choices) })
    return undefined
  }
  const entry =
    type === UPDATE || type === DEFERRED_UPDATE
      ? room.entries.get(interaction.source ?? '')
      : speak(world, room, interaction, {
          // A deferred answer keeps nothing but whether it is ephemeral.
          body: type === DEFERRED_MESSAGE ? {} : data,
          uploads: type === DEFERRED_MESSAGE ? [] : uploads,
          waiting: type === DEFERRED_MESSAGE,
          ...seenBy(interaction, data),
          ...(interaction.command !== undefined && {
            usedBy: { person: interaction.person, command: interaction.command },
          }),
        })
  if (entry && type === UPDATE) changeMessage(world, room, entry, data, uploads)
  interaction.original = entry?.message.id
  interaction.deferred = type === DEFERRED_MESSAGE
  pending?.answer({ type: 'answer' })
  return entry
}

const seenBy = ({ person }: Interaction, data: Json): Pick<Writing, 'seenBy'> =>
  number(data.flags) & EPHEMERAL ? { seenBy: person } : {}

/** A new message by way of the interaction. */
function speak(world: World, room: Room, interaction: Interaction, writing: Writing): Entry {
  const entry = writeMessage(world, room, { ...writing, extra: madeBy(world, interaction) })
  interaction.messages.add(entry.message.id)
  return entry
}

function callbackResponse(interaction: Interaction, type: number, entry: Entry | undefined): Json {
  const message = entry && {
    response_message_id: entry.message.id,
    response_message_loading: entry.waiting,
    response_message_ephemeral: entry.seenBy !== undefined,
  }
  const resource = entry && type !== DEFERRED_UPDATE ? { type, message: entry.message } : { type }
  return { interaction: { id: interaction.id, type: number(interaction.metadata.type), ...message }, resource }
}

interface Following extends Call {
  interaction: Interaction
  room: Room
}

/** A call with the token of an interaction that was answered and is not too old. */
const following =
  (run: (call: Following) => Answer) =>
  (call: Call): Answer => {
    const { world, parts } = call
    const [application, token = ''] = parts
    if (application !== world.application.id) return no('unknownWebhook')
    const interaction = world.interactions.get(token)
    const room = world.rooms.get(interaction?.channel ?? '')
    if (!interaction || !room || world.misbehaviour.expiredTokens) return no('invalidWebhookToken')
    if (interaction.answered === undefined || interaction.kind === 'suggest') return no('unknownWebhook')
    if (now(world) - interaction.answered >= TOKEN_MILLISECONDS) return no('invalidWebhookToken')
    return run({ ...call, interaction, room })
  }

/** A call about one message that this token reaches; `@original` is the first answer or the message pressed. */
const onOwnMessage = (run: (call: Following & { entry: Entry }) => Answer): Route['run'] =>
  following((call) => {
    const { interaction, room, parts } = call
    const named = parts[2]
    const id = named === '@original' ? interaction.original : named
    const reached = id !== undefined && (interaction.messages.has(id) || id === interaction.original)
    const entry = reached ? room.entries.get(id) : undefined
    return entry ? run({ ...call, entry }) : no('unknownMessage')
  })

/** The message of a call that passes the rules, or the refusal. */
const wellFormed = (call: Call, context: MessageContext): Answer | undefined => {
  const faults = messageFaults(record(call.body), context)
  return faults.length > 0 ? invalidForm(faults) : undefined
}

function edit({ entry, ...call }: Following & { entry: Entry }): Answer {
  const { world, room, interaction, uploads } = call
  const body = record(call.body)
  const refusal = wellFormed(call, { kind: 'edit', files: fileNames(body, uploads), existing: existing(entry) })
  if (refusal) return refusal
  if (entry.message.id === interaction.original) interaction.deferred = false
  changeMessage(world, room, entry, body, uploads)
  return { status: 200, body: entry.message }
}

const message = '/webhooks/:application/:token/messages/:message'

export const webhookRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/webhooks/:application/:token',
    token: false,
    run: following((call) => {
      const { world, interaction, room, uploads } = call
      const original = interaction.deferred ? room.entries.get(interaction.original ?? '') : undefined
      // The first follow-up to a deferred answer fills it, and cannot change who sees it.
      if (original) return edit({ ...call, entry: original })
      const body = record(call.body)
      const refusal = wellFormed(call, { kind: 'callback', files: fileNames(body, uploads) })
      if (refusal) return refusal
      if (room.channel.kind === 'server' && interaction.owners[0] === undefined) {
        if (interaction.followUps >= FOLLOW_UPS_OF_USER_INSTALL) return no('tooManyFollowUps')
        interaction.followUps++
      }
      const entry = speak(world, room, interaction, { body, uploads, ...seenBy(interaction, body) })
      return { status: 200, body: entry.message }
    }),
  },
  {
    method: 'GET',
    path: message,
    token: false,
    run: onOwnMessage(({ entry }) => ({ status: 200, body: entry.message })),
  },
  { method: 'PATCH', path: message, token: false, run: onOwnMessage(edit) },
  {
    method: 'DELETE',
    path: message,
    token: false,
    run: onOwnMessage(({ world, room, entry }) => {
      removeEntry(world, room, entry.message.id)
      return { status: 204 }
    }),
  },
]
