/** Who may import whom (DESIGN: `core` knows nothing of ours; only `main` and `tools` see everything). */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|commands)/', pathNot: allowed },
})

module.exports = {
  forbidden: [
    only('core-is-pure', '^src/core/', '^src/core/'),
    only('commands-see-core', '^commands/', '^src/core/'),
    only('content-sees-core', '^src/content/', '^src/(core|content)/'),
    only('discord-sees-core', '^src/discord/', '^src/(core|discord)/'),
    only('pictures-see-core', '^src/pictures/', '^src/(core|pictures)/'),
    only('stores-see-core', '^src/stores/', '^src/(core|stores)/'),
    only('transports-see-core-and-discord', '^src/transports/', '^src/(core|discord|transports)/'),
    only('practice-stands-alone', '^src/practice/', '^src/practice/'),
    // That the pipeline imports types alone is shown by tests/answer.test.ts: this tool cannot tell types from code here.
    only('answer-sees-core', '^src/(answer|timer)\\.ts$', '^src/(core/|(log|recent|keeping|metrics|refusals)\\.ts)'),
    {
      name: 'core-and-commands-without-node',
      severity: 'error',
      from: { path: '^(src/core|commands)/' },
      // Temporal is part of the language, not yet of Node 24.
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/temporal-polyfill/' },
    },
    {
      name: 'discord-js-in-transports-alone',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/transports/' },
      to: { path: 'node_modules/(discord\\.js|@discordjs)/' },
    },
    {
      name: 'api-types-at-the-edge',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/(transports|discord|practice)/' },
      to: { path: 'node_modules/discord-api-types/' },
    },
    {
      name: 'demo-alone-knows-practice',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/(tools|practice)/' },
      to: { path: '^src/practice/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^src/practice/page/' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'], conditionNames: ['node', 'import', 'default'] },
  },
}
