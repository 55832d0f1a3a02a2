// `npm start`. Only the first import is static: a Node that is too old would end with the others before it could say so.
import './node.cjs'

const { started } = await import('./lean.js')
await import('./main.ts').then(({ main }) => main())
started()
