// `npm start`.
import './lean.js'

await import('./main.ts').then(({ main }) => main())
