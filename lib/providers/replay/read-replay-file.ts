import { createGunzip } from "node:zlib";
import { Readable } from "node:stream";
import { invalidInput, tooLarge } from "@/lib/platform/errors";
import { storableText } from "@/lib/platform/stored-json";
import { MAX_REPLAY_BYTES, ReplayRow } from "../replay-schemas";

export type ReadReplayRow = { line: number; row: ReplayRow } | { line: number; reason: string };

/** Longest line, characters: a prompt and the answers of many models. */
const MAX_LINE_CHARACTERS = 4_000_000;
/** A reason names the field, which the file may call as it likes. */
const MAX_REASON_CHARACTERS = 300;

/**
 * Rows of a JSON-lines file, packed with gzip or not: each usable, or the reason why not with its line. Memory stays
 * small at any size. Throws `invalid_input` for what is no such file and `too_large` beyond 500 MB unpacked.
 */
export async function* readReplayFile(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ReadReplayRow> {
  let line = 0;
  for await (const text of linesOf(await unpacked(bytes))) {
    line++;
    if (text.trim() !== "") yield { line, ...readLine(text) };
  }
}

function readLine(text: string): { row: ReplayRow } | { reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { reason: "is not JSON" };
  }
  const parsed = ReplayRow.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const reason = `${issue?.path.join(".") || "the row"}: ${issue?.message ?? "cannot be used"}`;
    return { reason: storableText(reason.slice(0, MAX_REASON_CHARACTERS)) };
  }
  const broken = Object.entries(parsed.data).find(([, field]) => !isStorable(field));
  if (broken) return { reason: `${broken[0]}: holds a NUL character or half of a surrogate pair` };
  return { row: parsed.data };
}

/** Whether the database takes every text of it, names among them. */
function isStorable(value: unknown): boolean {
  if (typeof value === "string") return storableText(value) === value;
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, inner]) => isStorable(name) && isStorable(inner));
}

/** Gzip tells itself by its first two bytes, whatever the headers say. */
async function unpacked(bytes: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const iterator = bytes[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done)
    throw invalidInput("The file is empty. Send one JSON object a line: `{ prompt, answers, scores, cost }`");
  const whole = (async function* () {
    yield first.value;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  })();
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
  if (!isGzip) return whole;
  const source = Readable.from(whole);
  const gunzip = createGunzip();
  source.once("error", (error) => gunzip.destroy(error));
  return source.pipe(gunzip);
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let size = 0;
  let rest = "";
  try {
    for await (const chunk of bytes) {
      size += chunk.byteLength;
      if (size > MAX_REPLAY_BYTES)
        throw tooLarge(`The file is larger than ${MAX_REPLAY_BYTES / 1_000_000} MB: split it`);
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      if (rest.length > MAX_LINE_CHARACTERS) throw tooLarge("A line is longer than 4,000,000 characters");
      yield* lines;
    }
    rest += decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw invalidInput("The file is not UTF-8 text");
    if (isBrokenGzip(error)) throw invalidInput("The file cannot be unpacked: it is cut off or no gzip file");
    throw error;
  }
  if (rest !== "") yield rest;
}

const isBrokenGzip = (error: unknown): boolean =>
  error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
