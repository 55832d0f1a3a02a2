/** The HTTP under everything: reading bodies, finding routes, and misbehaving when told to. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Route } from './call.ts'
import { type Answer, no } from './errors.ts'
import { isRecord, type Json, record } from './json.ts'
import type { Upload } from './messages.ts'
import { routes } from './rest.ts'
import { later, logCall, type World } from './world.ts'

/** https://docs.discord.com/developers/resources/message#create-message-limitations */
const MOST_BYTES = 25 * 1024 * 1024
/** https://docs.discord.com/developers/reference#uploading-files */
const MOST_FILE_BYTES = 10 * 1024 * 1024

/** Answers one call under `/api`. */
export async function answerRest(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const method = request.method ?? 'GET'
  const [, version, rest = ''] = /^\/api\/v(\d+)(\/.*)$/.exec(url.pathname) ?? []
  const found = findRoute(method, rest.split('/').slice(1))
  // Read even when it will be refused: a connection whose request was not read cannot be used again.
  const bytes = await readBody(request)
  if (world.misbehaviour.slow > 0) await new Promise<void>((go) => later(world, world.misbehaviour.slow, go))
  const answer =
    misbehave(world) ??
    (version !== '10'
      ? no(version === undefined ? 'notFound' : 'invalidVersion')
      : await run(world, request, url, found, bytes))
  logCall(world, { method, route: found?.route?.path ?? 'unknown', status: answer.status })
  if (world.misbehaviour.lost > 0) {
    world.misbehaviour.lost--
    // Reset, not closed in order: after that clients try again by themselves.
    request.socket.resetAndDestroy()
  } else write(response, answer)
}

interface Found {
  route: Route | undefined
  parts: string[]
}

/** Routes by their number of segments, so that a call looks at a handful. */
const bySize = Map.groupBy(
  routes.map((route) => ({ route, segments: route.path.split('/').slice(1) })),
  ({ segments }) => segments.length,
)

/** The route of a path; without a `route` when only the method does not fit. */
function findRoute(method: string, given: readonly string[]): Found | undefined {
  let path = false
  for (const { route, segments } of bySize.get(given.length) ?? []) {
    if (!segments.every((segment, index) => segment.startsWith(':') || segment === given[index])) continue
    path = true
    if (route.method !== method) continue
    const parts = given.filter((_, index) => segments[index]?.startsWith(':')).map(decode)
    return { route, parts }
  }
  return path ? { route: undefined, parts: [] } : undefined
}

/** `@original` arrives as `%40original`; a broken escape is no known id. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}

async function run(
  world: World,
  request: IncomingMessage,
  url: URL,
  found: Found | undefined,
  bytes: Buffer | undefined,
): Promise<Answer> {
  if (!found) return no('notFound')
  const { route, parts } = found
  if (!route) return no('wrongMethod')
  if (route.token && request.headers.authorization !== `Bot ${world.application.token}`) return no('unauthorized')
  if (!bytes) return no('tooLarge')
  const read = await readForm(request.headers['content-type'] ?? '', bytes)
  if (!read) return no('invalidJson')
  if (read.uploads.some((file) => file.bytes.byteLength > MOST_FILE_BYTES)) return no('tooLarge')
  return route.run({ world, parts, query: url.searchParams, ...read })
}

/** The whole body; `undefined` when it is too large to keep. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size <= MOST_BYTES) chunks.push(chunk)
  }
  return size <= MOST_BYTES ? Buffer.concat(chunks) : undefined
}

interface Form {
  body: unknown
  uploads: Upload[]
}

/** JSON, or a multipart form with `payload_json` and `files[n]`. */
export async function readForm(type: string, bytes: Buffer): Promise<Form | undefined> {
  try {
    if (!type.startsWith('multipart/form-data')) {
      return { body: bytes.byteLength > 0 ? JSON.parse(bytes.toString()) : {}, uploads: [] }
    }
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
    const numbered: { index: number; file: File }[] = []
    for (const [name, value] of form) {
      const index = /^files\[(\d{1,2})\]$/.exec(name)?.[1]
      if (index !== undefined && value instanceof File) numbered.push({ index: Number(index), file: value })
    }
    numbered.sort((a, b) => a.index - b.index)
    const uploads = await Promise.all(
      numbered.map(async ({ file }) => ({
        name: file.name,
        type: file.type,
        bytes: new Uint8Array(await file.arrayBuffer()),
      })),
    )
    const payload = form.get('payload_json')
    const body: unknown = JSON.parse(typeof payload === 'string' ? payload : payload ? await payload.text() : '{}')
    return {
      body: renumber(
        body,
        numbered.map(({ index }) => index),
      ),
      uploads,
    }
  } catch {
    return undefined
  }
}

/** Files may be numbered with gaps: then what the body says about `files[7]` is said about the place of that file. */
function renumber(body: unknown, indexes: readonly number[]): unknown {
  if (!isRecord(body) || indexes.every((index, place) => index === place)) return body
  const change = (holder: Json): Json =>
    Array.isArray(holder.attachments)
      ? { ...holder, attachments: holder.attachments.map(record).map((one) => ({ ...one, id: place(one.id) })) }
      : holder
  const place = (id: unknown) => {
    const at = indexes.indexOf(Number(id))
    return at < 0 ? id : String(at)
  }
  return isRecord(body.data) ? { ...body, data: change(body.data) } : change(body)
}

/** 429 and 503 as Discord gives them, as long as they were asked for. */
function misbehave({ misbehaviour, events }: World): Answer | undefined {
  if (misbehaviour.rateLimited > 0) {
    misbehaviour.rateLimited--
    events.emit('state')
    const seconds = 0.5
    return {
      status: 429,
      body: { message: 'You are being rate limited.', retry_after: seconds, global: false },
      headers: {
        'retry-after': String(Math.ceil(seconds)),
        'x-ratelimit-limit': '1',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': (Date.now() / 1000 + seconds).toFixed(3),
        'x-ratelimit-reset-after': seconds.toFixed(3),
        'x-ratelimit-bucket': 'practice',
        'x-ratelimit-scope': 'user',
      },
    }
  }
  if (misbehaviour.failing > 0) {
    misbehaviour.failing--
    events.emit('state')
    return { status: 503, body: 'upstream connect error or disconnect/reset before headers. reset reason: overflow' }
  }
  return undefined
}

function write(response: ServerResponse, { status, body, headers }: Answer): void {
  if (body === undefined) {
    response.writeHead(status, headers).end()
    return
  }
  const plain = typeof body === 'string'
  const bytes = Buffer.from(plain ? body : JSON.stringify(body))
  const type = plain ? 'text/plain' : 'application/json'
  response.writeHead(status, { ...headers, 'content-type': type, 'content-length': bytes.byteLength }).end(bytes)
}
