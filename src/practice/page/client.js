// @ts-check
/** The page's end of the contract with the practice server; see `../protocol.ts`. */

/**
 * @typedef {import('../protocol.ts').Act} Act
 * @typedef {import('../protocol.ts').ActResult} ActResult
 * @typedef {import('../protocol.ts').Setting} Setting
 * @typedef {import('../protocol.ts').PageEvent} PageEvent
 * @typedef {import('../protocol.ts').PageState} PageState
 */

const unreachable = 'The practice server cannot be reached. Is it still running?'

/** @type {(body: unknown) => RequestInit} */
const json = (body) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

/**
 * What this person sees now; undefined when the server is away.
 * @param {string} person empty for the first one; also an id the server does not know (any more) stands for that
 * @returns {Promise<PageState | undefined>}
 */
export async function getState(person) {
  try {
    const response = await fetch(`/page/state?person=${encodeURIComponent(person)}`)
    if (response.status === 404 && person !== '') return await getState('')
    return response.ok ? await response.json() : undefined
  } catch {
    return undefined
  }
}

/**
 * Does what a person does. Every trouble comes back as a `failure`.
 * @param {Act} act
 * @returns {Promise<ActResult>}
 */
export async function send(act) {
  try {
    const response = await fetch('/page/act', json(act))
    if (response.ok) return await response.json()
    return { got: 'failure', why: `The practice server refused this (status ${response.status}).` }
  } catch {
    return { got: 'failure', why: unreachable }
  }
}

/**
 * @param {Setting} setting
 * @returns {Promise<boolean>} whether it was taken
 */
export async function change(setting) {
  try {
    return (await fetch('/page/set', json(setting))).ok
  } catch {
    return false
  }
}

/**
 * Listens for this person until the returned function is called. The browser reconnects by itself.
 * @param {string} person
 * @param {(event: PageEvent) => void} heard
 * @param {(connected: boolean) => void} linked
 * @returns {() => void}
 */
export function listen(person, heard, linked) {
  const stream = new EventSource(`/page/events?person=${encodeURIComponent(person)}`)
  stream.onmessage = (event) => heard(JSON.parse(event.data))
  stream.onopen = () => linked(true)
  stream.onerror = () => linked(false)
  return () => stream.close()
}
