/** The floor: a bare socket that reads the interaction's id and token and answers with a text made beforehand. */
import { Pool } from 'undici'
import { WebSocket } from 'ws'
import { answers } from './answers.ts'
import { report } from './report.ts'

report()
const api = new URL(process.env.DISCORD_API ?? '')
const pool = new Pool(api.origin, { connections: 64, keepAliveTimeout: 60_000 })
const { url } = (await (await fetch(`${api.href}/v10/gateway/bot`)).json()) as { url: string }
const body = {
  explain: JSON.stringify({ type: 4, data: answers.explain }),
  step: JSON.stringify({ type: 7, data: answers.step }),
}
const socket = new WebSocket(`${url}/?v=10&encoding=json`)
socket.on('message', (data) => {
  const { op, t, d } = JSON.parse(String(data))
  if (op === 10)
    socket.send(JSON.stringify({ op: 2, d: { token: process.env.DISCORD_TOKEN, intents: 0, properties: {} } }))
  if (t === 'READY') process.send?.('started')
  if (t !== 'INTERACTION_CREATE') return
  pool
    .request({
      method: 'POST',
      path: `${api.pathname}/v10/interactions/${d.id}/${d.token}/callback`,
      headers: { 'content-type': 'application/json' },
      body: d.type === 2 ? body.explain : body.step,
    })
    .then(({ body: answer }) => answer.dump())
    .catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
})
