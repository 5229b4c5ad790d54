/** `npm test`: everything. Prints a table and, as its last line, `N passed, N failed`. */
import { WORKER_BUNDLE } from './bundle-worker.ts';
import { nodeTests, runSteps, script } from './steps.ts';

process.exitCode = await runSteps([
  [script('format', 'format:check'), script('types', 'types')],
  script('lint', 'lint'),
  script('build', 'build'),
  script('sizes', 'sizes'),
  nodeTests(
    'units, API, data, sync',
    ['{edge-api,sandbox,tools,migrations,bench}/**/*.test.ts', '{elements,loader}/**/*.node.test.ts'],
    // Many wait for processes of their own.
    { concurrency: 3 },
  ),
  { name: 'Worker bundle', command: [process.execPath, 'tools/bundle-worker.ts'] },
  [
    // One page after another, and most of them wait for a frame.
    script('elements in Chromium', 'test:elements', 'browser'),
    nodeTests('API on workerd', ['edge-api/**/*.api.test.ts'], {
      // Each waits for its own Worker and database more than it computes.
      concurrency: 3,
      env: { VITRINE_TEST_TARGET: 'worker', VITRINE_WORKER_BUNDLE: WORKER_BUNDLE },
    }),
  ],
  nodeTests('journeys in Chromium', ['e2e/**/*.e2e.ts'], { concurrency: 2, again: true }),
]);
