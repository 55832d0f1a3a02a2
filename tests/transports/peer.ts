/** A peer that answers as a test tells it, and remembers what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

export interface Peer {
  readonly api: string
  /** Method and path of every call so far. */
  readonly calls: string[]
}

/** @param respond is told how many calls came before this one */
export async function startPeer(
  respond: (response: ServerResponse, before: number, request: IncomingMessage) => void,
): Promise<Peer> {
  const calls: string[] = []
  const server = createServer((request, response) => {
    request.resume().once('end', () => respond(response, calls.push(`${request.method} ${request.url}`) - 1, request))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the peer does not listen')
  return { api: `http://127.0.0.1:${address.port}/api`, calls }
}

/** Discord's answer as JSON, or without any. */
export const give = (response: ServerResponse, status: number, body?: unknown): void =>
  void response
    .writeHead(status, body === undefined ? {} : { 'content-type': 'application/json' })
    .end(body === undefined ? undefined : JSON.stringify(body))
