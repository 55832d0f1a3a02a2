/**
 * The floor: bare sockets both ways. It reads the interaction's id and token and answers with a text made beforehand, and
 * takes whatever comes back for the answer to it.
 */
import { connect, type Socket } from 'node:net'
import { WebSocket } from 'ws'
import { answers } from './answers.ts'
import { report } from './report.ts'

report()
const api = new URL(process.env.DISCORD_API ?? '')
const { url } = (await (await fetch(`${api.href}/v10/gateway/bot`)).json()) as { url: string }
const body = {
  explain: JSON.stringify({ type: 4, data: answers.explain }),
  step: JSON.stringify({ type: 7, data: answers.step }),
}
const written = (text: string) => {
  const bytes = Buffer.from(text)
  return { head: `content-type: application/json\r\ncontent-length: ${bytes.length}\r\n\r\n`, bytes }
}
const [explain, step] = [written(body.explain), written(body.step)]
const idle: Socket[] = []
const open = (): Socket => {
  const one = connect(Number(api.port), api.hostname).setNoDelay(true)
  return one.on('data', () => idle.push(one))
}
const socket = new WebSocket(`${url}/?v=10&encoding=json`)
socket.on('message', (data) => {
  const { op, t, d } = JSON.parse(String(data))
  if (op === 10)
    socket.send(JSON.stringify({ op: 2, d: { token: process.env.DISCORD_TOKEN, intents: 0, properties: {} } }))
  if (t === 'READY') process.send?.('started')
  if (t !== 'INTERACTION_CREATE') return
  const { head, bytes } = d.type === 2 ? explain : step
  const one = idle.pop() ?? open()
  one.cork()
  one.write(
    `POST ${api.pathname}/v10/interactions/${d.id}/${d.token}/callback HTTP/1.1\r\nhost: ${api.host}\r\n${head}`,
  )
  one.write(bytes)
  one.uncork()
})
