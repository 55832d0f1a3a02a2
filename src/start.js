// `npm start`.
import { started } from './lean.js'

await import('./main.ts').then(({ main }) => main())
started()
