/** Text that is made while it is read, as the body of an answer, and when that is over: read to its end, given up, or failed. */
export interface Streamed {
  readonly body: ReadableStream<Uint8Array>;
  /** Never rejects: whoever reads the body is told what failed. */
  readonly ended: Promise<void>;
}

/** Nothing is made before somebody reads, and nothing any more once nobody does. */
export function streamed(chunks: AsyncGenerator<string>): Streamed {
  const encoder = new TextEncoder();
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next();
          if (!done) return controller.enqueue(encoder.encode(value));
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        end();
        return undefined;
      },
      async cancel() {
        await chunks.return(undefined).catch(() => undefined);
        end();
      },
    },
    { highWaterMark: 0 },
  );
  return { body, ended };
}
