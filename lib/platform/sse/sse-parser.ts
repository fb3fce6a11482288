export type SseEvent = { /** null when the event is unnamed. */ name: string | null; data: string };

const DEFAULT_MAX_EVENT_LENGTH = 8 * 1024 * 1024;

/**
 * Incremental parser of `text/event-stream` (WHATWG HTML, section 9.2). Bytes may be split anywhere, also within a
 * character or a line end. Comments, `id` and `retry` are skipped. Throws a `RangeError` when one event, or a line
 * that never ends, is longer than the limit (Default: 8 Mi characters).
 */
export class SseParser {
  private readonly decoder = new TextDecoder("utf-8");
  private rest = "";
  private endedWithReturn = false;
  private name: string | null = null;
  private data: string | null = null;

  constructor(private readonly maxEventLength = DEFAULT_MAX_EVENT_LENGTH) {}

  push(bytes: Uint8Array): SseEvent[] {
    const events: SseEvent[] = [];
    const text = this.rest + this.withPlainLineEnds(this.decoder.decode(bytes, { stream: true }));
    let start = 0;
    for (let end = text.indexOf("\n", this.rest.length); end !== -1; end = text.indexOf("\n", start)) {
      this.readLine(text, start, end, events);
      start = end + 1;
    }
    this.rest = start === 0 ? text : text.slice(start);
    if (this.rest.length + (this.data?.length ?? 0) > this.maxEventLength) {
      throw new RangeError(`One event is longer than ${this.maxEventLength} characters`);
    }
    return events;
  }

  /**
   * What stood after the last blank line when the stream ended. The standard drops it; servers that forget the last
   * blank line make it worth a look, but it may be cut anywhere.
   */
  end(): SseEvent | null {
    const events: SseEvent[] = [];
    const last = this.rest;
    this.rest = "";
    if (last !== "") this.readLine(last, 0, last.length, events);
    this.readLine("", 0, 0, events);
    return events[0] ?? null;
  }

  private withPlainLineEnds(text: string): string {
    if (this.endedWithReturn && text.startsWith("\n")) text = text.slice(1);
    else if (text === "") return text;
    this.endedWithReturn = text.endsWith("\r");
    return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  }

  private readLine(text: string, start: number, end: number, events: SseEvent[]): void {
    if (start === end) {
      if (this.data !== null) events.push({ name: this.name, data: this.data });
      this.name = null;
      this.data = null;
      return;
    }
    if (text.startsWith("data:", start)) {
      const value = text.slice(valueStart(text, start + 5), end);
      this.data = this.data === null ? value : `${this.data}\n${value}`;
    } else if (text.startsWith("event:", start)) {
      this.name = text.slice(valueStart(text, start + 6), end);
    }
  }
}

/** One space after the colon belongs to the syntax. */
const valueStart = (text: string, index: number) => (text.charCodeAt(index) === 32 ? index + 1 : index);
