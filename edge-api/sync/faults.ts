/**
 * What can be made to go wrong on purpose, so that tests can prove that nothing is lost when it does. Only code in the
 * same process can reach it.
 */
export interface SyncFaults {
  /** Asked before a message is handled; `drop` loses it. */
  received?(message: Readonly<Record<string, unknown>>): 'drop' | void | Promise<'drop' | void>;
  /** Asked before a message is sent; `drop` loses it. */
  sending?(op: string): 'drop' | void;
  /** Asked before a socket is opened; `refuse` turns it away. */
  connecting?(): 'refuse' | void;
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Faults that a test turns on and off. */
export class FaultBox implements SyncFaults {
  private acksToDrop = 0;
  private isDeaf = false;
  private isRefusing = false;
  private delayMs = 0;
  private resumed: { promise: Promise<void>; resolve: () => void } | undefined;
  /** Set by the server: closes every socket as a broken network would. */
  closeSockets: () => void = () => undefined;

  /** Loses the next answers that tell a client its write is stored. */
  dropAcks(count: number): void {
    this.acksToDrop = count;
  }

  /** Loses every message from clients, without a word. */
  deaf(on: boolean): void {
    this.isDeaf = on;
  }

  /** Turns new sockets away. */
  refuse(on: boolean): void {
    this.isRefusing = on;
  }

  /** Handles each message this much later. */
  delay(ms: number): void {
    this.delayMs = ms;
  }

  /** Handles nothing until `resume`. */
  pause(): void {
    this.resumed ??= deferred();
  }

  resume(): void {
    this.resumed?.resolve();
    this.resumed = undefined;
  }

  /** Ends every fault. */
  clear(): void {
    this.acksToDrop = 0;
    this.isDeaf = false;
    this.isRefusing = false;
    this.delayMs = 0;
    this.resume();
  }

  async received(): Promise<'drop' | void> {
    await this.resumed?.promise;
    if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    return this.isDeaf ? 'drop' : undefined;
  }

  sending(op: string): 'drop' | void {
    if (op !== 'transact-ok' || this.acksToDrop === 0) return undefined;
    this.acksToDrop--;
    return 'drop';
  }

  connecting(): 'refuse' | void {
    return this.isRefusing ? 'refuse' : undefined;
  }
}
