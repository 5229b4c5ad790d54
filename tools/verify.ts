/** `npm run verify`: what may be checked in a few minutes before a commit. */
import { nodeTests, runSteps, script } from './steps.ts';

process.exitCode = await runSteps([
  [script('format', 'format:check'), script('types', 'types')],
  script('lint', 'lint'),
  script('build', 'build'),
  script('sizes', 'sizes'),
  nodeTests('units, API, data, sync', [
    '{edge-api,sandbox,tools,migrations,bench}/**/*.test.ts',
    '{elements,loader}/**/*.node.test.ts',
  ]),
]);
