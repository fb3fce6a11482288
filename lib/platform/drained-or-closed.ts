import type { Writable } from "node:stream";

/** Resolves when the stream takes more, or never will: a destroyed one does not drain. Leaves no listener behind. */
export function drainedOrClosed(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off("drain", done).off("close", done);
      resolve();
    };
    stream.once("drain", done).once("close", done);
  });
}
