import { expect, test } from "vitest";
import { readBody } from "./read-body";

const MEBIBYTE = 1024 * 1024;

/** A request whose body is made while it is read. */
function endless(): { request: Request; sentBytes: () => number; wasCancelled: () => boolean } {
  let sent = 0;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        sent += MEBIBYTE;
        controller.enqueue(new Uint8Array(MEBIBYTE));
      },
      cancel: () => {
        cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const request = new Request("http://gym.test/", { method: "POST", body, duplex: "half" } as RequestInit);
  return { request, sentBytes: () => sent, wasCancelled: () => cancelled };
}

test("a body without an end is read up to the limit, and its sender told to stop", async () => {
  const { request, sentBytes, wasCancelled } = endless();
  await expect(readBody(request, 20 * MEBIBYTE)).rejects.toMatchObject({ code: "too_large" });
  expect(sentBytes()).toBeLessThan(25 * MEBIBYTE);
  expect(wasCancelled()).toBe(true);
});

test("a body that says it has 100 MB is refused before any of it is read", async () => {
  const { request, sentBytes } = endless();
  request.headers.set("content-length", String(100 * MEBIBYTE));
  await expect(readBody(request, 20 * MEBIBYTE)).rejects.toMatchObject({ code: "too_large" });
  expect(sentBytes()).toBe(0);
});

test("a body of just the limit is taken whole, and no body is an empty one", async () => {
  const bytes = new Uint8Array(MEBIBYTE).fill(7);
  const request = new Request("http://gym.test/", { method: "POST", body: bytes });
  expect(Buffer.from(await readBody(request, MEBIBYTE)).equals(bytes)).toBe(true);
  expect(await readBody(new Request("http://gym.test/", { method: "POST" }), MEBIBYTE)).toHaveLength(0);
});

test("a sender who leaves half-way is told apart from a fault of ours", async () => {
  let pieces = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) =>
      pieces++ < 2 ? controller.enqueue(new Uint8Array(10)) : controller.error(new Error("aborted")),
  });
  const request = new Request("http://gym.test/", { method: "POST", body, duplex: "half" } as RequestInit);
  await expect(readBody(request, MEBIBYTE)).rejects.toMatchObject({ code: "invalid_input" });
});
