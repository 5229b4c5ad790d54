import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { fixtureApi } from './tools/fixture-api.ts';
import { browserLaunchOptions } from './tools/test-browser.ts';

const fakeStripe = fileURLToPath(new URL('./tools/fake-stripe.js', import.meta.url));

/** Every test of a session's suites, nested ones too. */
const testsOf = (suite) => (suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : []);

/** A fixture that answers 404 on purpose is not a missing file. */
const expected404s = {
  reportTestFileResults({ sessionsForTestFile }) {
    for (const session of sessionsForTestFile) {
      session.request404s = [...session.request404s].filter((path) => !path.includes('fixture-api/'));
    }
  },
};

/** Ends the run with one line a person or a script can read. */
const lastLine = {
  stop({ sessions }) {
    const tests = sessions.flatMap(({ testResults }) => testsOf(testResults));
    // A file that could not be run at all has no tests to count, yet must not look like a success.
    const broken = sessions.filter(
      ({ passed, testResults }) => !passed && testsOf(testResults).every((t) => t.passed || t.skipped),
    );
    const failed = tests.filter(({ passed, skipped }) => !passed && !skipped).length + broken.length;
    console.log(`${tests.filter(({ passed }) => passed).length} passed, ${failed} failed`);
  },
};

export default {
  files: ['elements/**/*.test.ts', 'loader/**/*.test.ts', '!**/*.node.test.ts'],
  nodeResolve: { exportConditions: ['production', 'default'] },
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: await browserLaunchOptions(),
      async createBrowserContext({ browser }) {
        const viewport = { width: 1024, height: 768 };
        const context = await browser.newContext({ locale: 'en-US', viewport, reducedMotion: 'reduce' });
        // No test ever reaches Stripe.
        await context.route('https://js.stripe.com/**', (route) =>
          route.fulfill({ contentType: 'text/javascript', path: fakeStripe }),
        );
        return context;
      },
    }),
  ],
  // One page at a time: keys go to the page that has the focus, and only one can.
  concurrency: 1,
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('./tsconfig.elements.json', import.meta.url)),
    }),
  ],
  middleware: [fixtureApi()],
  reporters: [expected404s, defaultReporter({ reportTestResults: true, reportTestProgress: false }), lastLine],
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 120_000,
  testFramework: { config: { timeout: 10_000 } },
  testRunnerHtml: (testFramework) => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Vitrine tests</title></head>
  <body><script type="module" src="${testFramework}"></script></body>
</html>`,
};
