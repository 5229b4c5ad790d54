/** The promise, or a rejection once `ms` have passed: for promises of the browser or a library that may never settle. */
export function limit<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('No answer in time.')), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
