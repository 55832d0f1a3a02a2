// `npm start`. Only the first import is static: a Node that is too old would end with the others before it could say so.
import './node.cjs'

// Asked first: whoever starts the bot may be told to end while it is still starting.
const starter = process.ppid
const { started } = await import('./lean.js')
await import('./run.ts').then(({ run }) => run(starter))
started()
