import { invalidInput } from "@/lib/platform/errors";

/**
 * Text of a file: UTF-8, UTF-16 with a byte order mark, or the encoding that `label` names. Throws `invalid_input` for
 * anything else, such as a picture with the ending of a text.
 */
export function decodeText(bytes: Uint8Array, label?: string): string {
  const encoding = encodingByMark(bytes) ?? label ?? "utf-8";
  const text = decode(bytes, encoding);
  if (text === null) throw invalidInput(`The file is not ${encoding.toUpperCase()} text. Save it as text in UTF-8`);
  if (text.slice(0, 100_000).includes("\u0000")) {
    throw invalidInput("The file is not text, although its name or type says so: it holds binary data");
  }
  return text;
}

function encodingByMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
