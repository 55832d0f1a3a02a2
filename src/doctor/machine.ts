/** What this machine and the project's own files must have ready: ports, content, pages. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Config } from '../config.ts'
import { readPage } from '../pages.ts'
import { type Finding, fault, look, ok } from './finding.ts'

/** How long a program on this machine may take to answer, in milliseconds. */
const patience = 2000

/** What must be filled in stands between these in the templates. */
const unfilled = /\[\[.*?\]\]/

const isLoopback = (host: string): boolean => /^(localhost|127\..*|::1)$/.test(host)
const everywhere = new Set(['0.0.0.0', '::'])

/** @param faults how many the content has */
export const checkContent = (faults: number): Finding =>
  faults === 0
    ? ok('content', 'All of it can be read.')
    : fault('content', `Faults in it: ${faults}. See them all: npm run lint:content`)

type Ports = Pick<Config, 'TRANSPORT' | 'ROLE' | 'HOST' | 'PORT' | 'METRICS_HOST' | 'METRICS_PORT'>

/** The ports that the bot wants, and who could reach them. */
export async function checkPorts(settings: Ports): Promise<Finding[]> {
  const { TRANSPORT, ROLE, HOST, PORT, METRICS_HOST, METRICS_PORT } = settings
  const found: Finding[] = []
  const serves = TRANSPORT === 'http' && ROLE !== 'timer'
  if (serves) {
    found.push(await checkPort('port', HOST, PORT, 'PORT', '/health', /^ok/))
    if (!isLoopback(HOST)) {
      found.push(
        look(
          'port',
          `HOST is ${HOST}: others can reach it without TLS. Use 127.0.0.1 behind your web server, unless this is a container.`,
        ),
      )
    }
  }
  if (METRICS_PORT === undefined) return [...found, ok('metrics', 'Off.')]
  if (serves && METRICS_PORT === PORT && PORT !== 0) {
    return [...found, fault('metrics', 'METRICS_PORT is the same as PORT. Set another.')]
  }
  found.push(await checkPort('metrics', METRICS_HOST, METRICS_PORT, 'METRICS_PORT', '/metrics', /undercurrent_/))
  if (!isLoopback(METRICS_HOST)) {
    const who = everywhere.has(METRICS_HOST) ? 'whoever reaches this machine' : `whoever reaches ${METRICS_HOST}`
    found.push(
      look(
        'metrics',
        `They are shown to ${who}. Remove METRICS_HOST, unless a firewall or a container stands before it.`,
      ),
    )
  }
  return found
}

/** Free, or in use by the bot itself, which is known by what it says. */
async function checkPort(
  about: string,
  host: string,
  port: number,
  name: string,
  path: string,
  own: RegExp,
): Promise<Finding> {
  const code = port === 0 ? 'free' : await tryPort(host, port)
  if (code === 'free') return ok(about, port === 0 ? 'Any free port will do.' : `${host}:${port} is free.`)
  if (code === 'EADDRINUSE') {
    return (await says(host, port, path, own))
      ? ok(about, `The bot runs and answers at ${host}:${port}.`)
      : fault(about, `Another program has ${host}:${port}. Stop it, or set ${name} to another.`)
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return fault(about, `${host} is no address of this machine. Use 127.0.0.1.`)
  }
  return fault(about, `${host}:${port} cannot be used (${code}). Set ${name} to one above 1023.`)
}

async function tryPort(host: string, port: number): Promise<string> {
  const server = createServer()
  try {
    server.listen(port, host)
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return 'free'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  }
}

async function says(host: string, port: number, path: string, own: RegExp): Promise<boolean> {
  const at = everywhere.has(host) ? '127.0.0.1' : host
  try {
    const url = `http://${at.includes(':') ? `[${at}]` : at}:${port}${path}`
    const response = await fetch(url, { signal: AbortSignal.timeout(patience) })
    return own.test(await response.text())
  } catch {
    return false
  }
}

/** The pages that the HTTP transport shows. */
export function checkPages({ TRANSPORT, ROLE }: Pick<Config, 'TRANSPORT' | 'ROLE'>, page = readPage): Finding[] {
  if (TRANSPORT !== 'http' || ROLE === 'timer') return []
  return (['privacy', 'terms'] as const).map((name) => {
    const html = page(name)
    if (html === undefined)
      return look('pages', `/${name} shows nothing. Fill in docs/pages/${name}.html and save it as pages/${name}.html.`)
    return unfilled.test(html)
      ? fault('pages', `pages/${name}.html still has places to fill in: search it for [[`)
      : ok('pages', `/${name} is there.`)
  })
}
