import { Duplex } from "node:stream";

/** What the stream needs from the thread at its other end. */
export type ThreadChannel = {
  /** Makes `stream` the receiver of the database's replies and gives it a fresh session. */
  attach: (stream: ThreadStream) => Promise<void>;
  send: (bytes: Uint8Array<ArrayBuffer>) => void;
};

/**
 * Looks like a socket to the `pg` driver and carries PostgreSQL's wire protocol to the database thread.
 * So the embedded database and a PostgreSQL server share driver, adapter and type conversions.
 */
export class ThreadStream extends Duplex {
  readonly #channel: ThreadChannel;

  constructor(channel: ThreadChannel) {
    super();
    this.#channel = channel;
  }

  connect(): this {
    this.#channel.attach(this).then(
      () => this.emit("connect"),
      (error: Error) => this.destroy(error),
    );
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#channel.send(new Uint8Array(chunk));
    done();
  }

  /** The driver corks one query's messages, so that they cross to the thread as one. */
  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#channel.send(new Uint8Array(Buffer.concat(chunks.map(({ chunk }) => chunk))));
    done();
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }
}
