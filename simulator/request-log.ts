import type { IncomingHttpHeaders, ServerResponse } from "node:http";

export type ReceivedRequest = { path: string; headers: IncomingHttpHeaders; body: Record<string, unknown> };

/** What the simulator saw, for tests that have to know whether a client really left. */
export class RequestLog {
  /** Calls of a model so far. */
  total = 0;
  /** Calls whose client went away before the answer was complete. */
  aborted = 0;
  /** Calls that are being answered. */
  open = 0;
  /** The newest call, to see what a client really sent. */
  last: ReceivedRequest | null = null;
  private onAbort: (() => void)[] = [];
  private onCall: (() => void)[] = [];

  /** Resolves when the next client goes away early. */
  nextAbort(): Promise<void> {
    return new Promise((resolve) => this.onAbort.push(resolve));
  }

  /** Resolves when the next call has arrived. */
  nextCall(): Promise<void> {
    return new Promise((resolve) => this.onCall.push(resolve));
  }

  /** `willBreak` = the simulator itself is going to close the connection. */
  begin(call: ReceivedRequest, response: ServerResponse, willBreak: boolean): void {
    this.total += 1;
    this.open += 1;
    this.last = call;
    response.once("close", () => {
      this.open -= 1;
      if (!response.writableFinished && !willBreak) this.abort();
    });
    notify(this.onCall);
  }

  private abort(): void {
    this.aborted += 1;
    notify(this.onAbort);
  }
}

function notify(waiting: (() => void)[]): void {
  for (const resolve of waiting.splice(0)) resolve();
}
