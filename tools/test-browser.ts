import type { LaunchOptions } from 'playwright-core';

/** Switches that only make sense in the tiny machines the package was made for, or that would weaken the browser we test in. */
const UNWANTED = /single-process|no-zygote|disable-web-security|insecure-content|site-isolation|disable-features/;

/** How to start the browser of the tests: Chromium from npm on 64-bit Linux, the installed Chrome elsewhere. */
export async function browserLaunchOptions(): Promise<LaunchOptions> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { channel: 'chrome' };
  const { default: chromium } = await import('@sparticuz/chromium');
  return {
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((arg) => !UNWANTED.test(arg)),
  };
}
