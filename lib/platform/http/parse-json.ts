import { invalidInput, tooLarge } from "../errors";

export type JsonLimits = {
  /** Largest body, bytes. (Default: 1 MB.) */
  maxBytes?: number;
  /** Deepest nesting of objects and arrays. (Default: 64.) */
  maxDepth?: number;
};

export const DEFAULT_MAX_BYTES = 1_000_000;
const DEFAULT_MAX_DEPTH = 64;

const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Parses an untrusted JSON body. The only JSON reader of the product.
 * Throws `too_large` above the size, `invalid_input` for bad UTF-8, bad JSON, too deep nesting, and for the key
 * `__proto__`, which would reach the prototype of whatever copies the object.
 */
export function parseJson(bytes: Uint8Array, limits: JsonLimits = {}): unknown {
  const maxBytes = limits.maxBytes ?? DEFAULT_MAX_BYTES;
  if (bytes.byteLength > maxBytes) throw bodyTooLarge(maxBytes);
  if (bytes.byteLength === 0) throw invalidInput("The body is empty: send a JSON object");
  const maxDepth = limits.maxDepth ?? DEFAULT_MAX_DEPTH;
  if (isDeeperThan(bytes, maxDepth)) throw invalidInput(`The JSON is nested deeper than ${maxDepth} levels`);

  const text = decode(bytes);
  const value = parse(text);
  // A key can also be spelled with unicode escapes, so those pay for the walk as well.
  if ((text.includes("__proto__") || text.includes("\\u")) && hasForbiddenKey(value)) {
    throw invalidInput("The JSON holds the key `__proto__`, which is not allowed");
  }
  return value;
}

export function bodyTooLarge(maxBytes: number) {
  return tooLarge(`The body is larger than ${formatBytes(maxBytes)}, the most that is taken here`);
}

function formatBytes(bytes: number): string {
  return bytes >= 1_000_000 ? `${Math.round(bytes / 1_000_000)} MB` : `${Math.round(bytes / 1_000)} kB`;
}

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw invalidInput("The body is not valid UTF-8");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalidInput(`The body is not valid JSON: ${error instanceof Error ? error.message : "cannot be parsed"}`);
  }
}

/** Counts nesting before anything is built: `JSON.parse` survives depths at which later recursion does not. */
function isDeeperThan(bytes: Uint8Array, maxDepth: number): boolean {
  let depth = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index];
    if (byte === QUOTE) index = endOfString(bytes, index + 1);
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (++depth > maxDepth) return true;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--;
  }
  return false;
}

/** Index of the closing quote of the string whose first character is at `start`. */
function endOfString(bytes: Uint8Array, start: number): number {
  let quote = bytes.indexOf(QUOTE, start);
  while (quote !== -1 && isEscaped(bytes, quote, start)) quote = bytes.indexOf(QUOTE, quote + 1);
  return quote === -1 ? bytes.length : quote;
}

function isEscaped(bytes: Uint8Array, index: number, start: number): boolean {
  let backslashes = 0;
  while (index - 1 - backslashes >= start && bytes[index - 1 - backslashes] === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}

function hasForbiddenKey(root: unknown): boolean {
  const rest: unknown[] = [root];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value !== "object" || value === null) continue;
    if (Object.hasOwn(value, "__proto__")) return true;
    for (const child of Object.values(value)) rest.push(child);
  }
  return false;
}
