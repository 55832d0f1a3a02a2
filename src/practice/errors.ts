/**
 * How Discord says no: numbered errors, and the error tree of an invalid form.
 *
 * @see https://docs.discord.com/developers/topics/opcodes-and-status-codes
 * @see https://docs.discord.com/developers/reference#error-messages
 */

/** One thing wrong with a body: where, Discord's name for it, and a sentence. */
export interface Fault {
  at: readonly (string | number)[]
  code: string
  message: string
}

/** Faults as Discord nests them: by field, with `_errors` at the leaf. */
export interface ErrorTree {
  _errors?: { code: string; message: string }[]
  [field: string]: ErrorTree | { code: string; message: string }[] | undefined
}

/** What a REST call is answered with. `body` is left out for 204. */
export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

/** The numbered errors this server gives: status, code, message. */
const errors = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  wrongMethod: [405, 0, '405: Method Not Allowed'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  otherApplication: [403, 20012, 'You are not authorized to perform this action on this application'],
  opensTooFast: [403, 40003, 'You are opening direct messages too fast'],
  tooLarge: [413, 40005, 'Request entity too large'],
  alreadyAnswered: [400, 40060, 'Interaction has already been acknowledged.'],
  tooManyFollowUps: [400, 40094, 'This interaction has reached the maximum number of follow-up messages'],
  missingAccess: [403, 50001, 'Missing Access'],
  notForDms: [403, 50003, 'Cannot execute action on a DM channel'],
  notYourMessage: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  dmRefused: [403, 50007, 'Cannot send messages to this user'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  invalidRecipient: [400, 50033, 'Invalid Recipient(s)'],
  invalidVersion: [400, 50041, 'Invalid API version'],
  invalidJson: [400, 50109, 'The request body contains invalid JSON.'],
} as const satisfies Record<string, readonly [number, number, string]>

/** The answer for one of Discord's numbered errors. */
export function no(name: keyof typeof errors): Answer {
  const [status, code, message] = errors[name]
  return { status, body: { message, code } }
}

/** The code of a fault that Discord reports as 50006 instead of as a form error. */
export const EMPTY = 'MESSAGE_EMPTY'

/** 50035 with its tree; 50006 if the only fault is that there is nothing to send. */
export function invalidForm(faults: readonly Fault[]): Answer {
  if (faults.every((fault) => fault.code === EMPTY)) return no('emptyMessage')
  return { status: 400, body: { message: 'Invalid Form Body', code: 50035, errors: treeOf(faults) } }
}

/** Faults as Discord's tree; `undefined` when there are none. */
export function treeOf(faults: readonly Fault[]): ErrorTree | undefined {
  if (faults.length === 0) return undefined
  const root: ErrorTree = {}
  for (const { at, code, message } of faults) {
    let node = root
    for (const step of at) {
      const next = node[step]
      if (next === undefined || Array.isArray(next)) {
        const made: ErrorTree = {}
        node[step] = made
        node = made
      } else node = next
    }
    node._errors ??= []
    node._errors.push({ code, message })
  }
  return root
}
