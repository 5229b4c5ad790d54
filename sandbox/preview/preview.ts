/**
 * Runs and cleans blocks in a browser, for who writes them: in a Worker, inside a sandboxed frame with an origin that is nobody's and a policy
 * without any network, by the same engine and code as everywhere else. The page gives the frame what runs there and gets results back
 * by a port of its own; it reads them as a stranger's.
 */
// oxlint-disable unicorn/require-post-message-target-origin, unicorn/prefer-add-event-listener -- ports and Workers are no windows
import {
  LIMITS,
  type BlockEngine,
  type CleanedBlock,
  type Errand,
  type RenderRequest,
  type RenderResult,
  type Stop,
} from '../run/port.ts';
import { NESTED, isNested } from '../run/plain-data.ts';
import type { SanitisedBlock, SanitiseOptions } from '../sanitize/sanitise.ts';
import { checkedCleaned, checkedResult } from './checked-result.ts';
import type { Asked, SetUp, Told } from './protocol.ts';

export interface PreviewOptions {
  /** Where `/sandbox/` of the shop is, with the slash at its end; on the origin of this page. */
  readonly base: string | URL;
  /** What the frame is put into; nobody sees it. The body of the page, if it is not said. */
  readonly container?: Node;
  /** What one pass, or cleaning, may take, in milliseconds. */
  readonly wallMs?: number;
  /** Errands that may wait; any more are refused as `busy`. */
  readonly waiting?: number;
}

export interface PreviewRenderer extends BlockEngine {
  /** Takes the frame away. What was asked for and what comes after is answered as `busy`. */
  close(): void;
}

type Result = RenderResult | SanitisedBlock;

interface Job {
  readonly errand: Errand;
  readonly finish: (result: Result | Stop) => void;
  /** Whether it was asked of a frame that went. */
  isAgain?: boolean;
}

type Parts = Pick<SetUp, 'engine' | 'code'>;

const WALL_MS = 1000;
const WAITING = 50;
/** How long the frame may be silent after the wall time before it goes as a whole. */
const GRACE_MS = 150;
const STARTING_MS = 20_000;

const FAILED: Stop = { reason: 'engine_failed', message: 'The engine failed.' };
const CLOSED: Stop = { reason: 'busy', message: 'The preview is closed.' };
const BUSY: Stop = { reason: 'busy', message: 'Too many blocks are being drawn.' };
const TOO_DEEP: Stop = { reason: 'input_too_large', message: NESTED };
const NO_DATA: Stop = { reason: 'input_too_large', message: 'The data for the block are no plain data.' };

async function fetched(address: URL): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname} answers ${response.status}.`);
  return response;
}

async function fetchParts(base: URL): Promise<Parts> {
  const [engine, code] = await Promise.all([
    fetched(new URL('engine.wasm', base)).then((response) => response.arrayBuffer()),
    fetched(new URL('preview-worker.js', base)).then((response) => response.text()),
  ]);
  return { engine, code };
}

class Preview implements PreviewRenderer {
  private readonly base: URL;
  private readonly container: Node;
  private readonly wallMs: number;
  private readonly waiting: number;
  private readonly queue: Job[] = [];
  private parts: Promise<Parts> | undefined;
  private frame: HTMLIFrameElement | undefined;
  private port: MessagePort | undefined;
  private job: Job | undefined;
  private isReady = false;
  private isClosed = false;
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ base, container = document.body, wallMs = WALL_MS, waiting = WAITING }: PreviewOptions) {
    this.base = new URL(base, document.baseURI);
    this.container = container;
    this.wallMs = wallMs;
    this.waiting = waiting;
  }

  async render(request: RenderRequest): Promise<RenderResult> {
    // What is nested deeper does not cross into a Worker at all.
    const result = isNested(request) ? TOO_DEEP : await this.done(request);
    // What answers an errand was read as a result of its kind.
    return 'reason' in result
      ? { usage: { fuel: 0, memoryBytes: 0 }, console: [], status: 'stopped', stop: result }
      : (result as RenderResult);
  }

  async clean(html: string, options: SanitiseOptions): Promise<CleanedBlock> {
    const result = await this.done({ clean: html, options });
    return 'reason' in result
      ? { ok: false, code: result.reason, message: result.message }
      : (result as SanitisedBlock);
  }

  private done(errand: Errand): Promise<Result | Stop> {
    if (this.isClosed) return Promise.resolve(CLOSED);
    if (this.queue.length >= this.waiting) return Promise.resolve(BUSY);
    return new Promise((finish) => {
      this.queue.push({ errand, finish });
      this.next();
    });
  }

  private next(): void {
    if (this.isClosed || this.job || this.queue.length === 0) return;
    if (this.isReady) this.give(this.queue.shift()!);
    else if (!this.frame) this.start();
  }

  /** A frame, fresh from our own server. */
  private start(): void {
    const frame = document.createElement('iframe');
    this.frame = frame;
    frame.hidden = true;
    frame.tabIndex = -1;
    frame.title = 'Preview';
    frame.setAttribute('aria-hidden', 'true');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.src = new URL('frame/', this.base).href;
    this.timer = setTimeout(() => this.lose(FAILED, true), STARTING_MS);
    this.parts ??= fetchParts(this.base);
    let loads = 0;
    frame.addEventListener('load', () => {
      // A frame that loads again was moved in the page, or went elsewhere: nothing is handed to what is in it now.
      if (++loads > 1) this.askAgain();
      else void this.setUp(frame);
    });
    this.container.appendChild(frame);
  }

  private async setUp(frame: HTMLIFrameElement): Promise<void> {
    let parts: Parts;
    try {
      parts = await this.parts!;
    } catch {
      this.parts = undefined;
      if (this.frame === frame) this.lose(FAILED, true);
      return;
    }
    if (this.frame !== frame || !frame.contentWindow) return;
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.onmessage = ({ data }) => {
      if (this.port === port1) this.hear(data as Told | null);
    };
    const message: SetUp = { ...parts, wallMs: this.wallMs };
    // An origin that is nobody's cannot be named; what is handed in is public.
    frame.contentWindow.postMessage(message, '*', [port2]);
  }

  private hear(told: Told | null): void {
    if (typeof told !== 'object' || told === null) return;
    if (told.kind === 'ready') {
      // Said again while it is at work, it would end the wait for it.
      if (this.isReady) return;
      clearTimeout(this.timer);
      this.isReady = true;
      this.next();
    } else if (told.kind === 'failed') this.lose(FAILED, !this.isReady);
    else if (told.id !== this.asked || !this.job) return;
    else if (told.kind === 'late') {
      this.isReady = false;
      this.settle(this.tooLate());
      this.timer = setTimeout(() => this.lose(FAILED, true), STARTING_MS);
    } else {
      const { errand } = this.job;
      const read =
        'clean' in errand ? checkedCleaned(told.result) : checkedResult(told.result, { ...LIMITS, ...errand.limits });
      this.settle(read ?? FAILED);
      this.next();
    }
  }

  private give(job: Job): void {
    this.job = job;
    const asked: Asked = { id: ++this.asked, errand: job.errand };
    this.timer = setTimeout(() => this.lose(this.tooLate()), this.wallMs + GRACE_MS);
    try {
      this.port!.postMessage(asked);
    } catch {
      this.settle(NO_DATA);
      this.next();
    }
  }

  private tooLate(): Stop {
    return { reason: 'out_of_time', message: `The block took longer than ${this.wallMs} ms.` };
  }

  private settle(result: Result | Stop): void {
    clearTimeout(this.timer);
    const { job } = this;
    this.job = undefined;
    job?.finish(result);
  }

  /** What the frame was asked for is asked of another one, once. */
  private askAgain(): void {
    const { job } = this;
    if (job && !job.isAgain) {
      job.isAgain = true;
      this.job = undefined;
      this.queue.unshift(job);
    }
    clearTimeout(this.timer);
    this.lose(FAILED);
  }

  /** Takes the frame away; another comes when there is work. One that never came up would come for ever: who waits is told. */
  private lose(result: Stop, isHopeless = false): void {
    this.port?.close();
    this.frame?.remove();
    this.port = undefined;
    this.frame = undefined;
    this.isReady = false;
    this.settle(result);
    if (isHopeless) for (const { finish } of this.queue.splice(0)) finish(result);
    this.next();
  }

  close(): void {
    this.isClosed = true;
    this.lose(CLOSED, true);
  }
}

/** An engine in a frame of this page. The frame comes with the first errand. What it gives goes into no page uncleaned. */
export const previewRenderer = (options: PreviewOptions): PreviewRenderer => new Preview(options);
