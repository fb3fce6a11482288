import { z } from "zod";
import { invalidInput, tooLarge } from "@/lib/platform/errors";
import { checkLabelled, decodeUtf8, readLabelledCsv, type ReadRow } from "./read-labelled-csv";
import { MAX_IMPORT_BYTES } from "./words";

export type ImportFormat = "csv" | "json" | "jsonl";

/** Rows of a labelled file in one of the formats; what cannot be used comes with its line (in JSON: its place) and why. */
export function readLabelled(
  format: ImportFormat,
  bytes: AsyncIterable<Uint8Array>,
  maxLabelCharacters: number,
): AsyncGenerator<ReadRow> {
  switch (format) {
    case "csv":
      return readLabelledCsv(bytes, maxLabelCharacters);
    case "jsonl":
      return readJsonLines(bytes, maxLabelCharacters);
    case "json":
      return readJsonList(bytes, maxLabelCharacters);
    default:
      return format satisfies never;
  }
}

const text = z.string();
const Plain = z.object({ text: text.optional(), input: text.optional(), message: text.optional() }).and(
  z.object({
    label: text.optional(),
    category: text.optional(),
    intent: text.optional(),
    class: text.optional(),
    answer: text.optional(),
    resolution: text.optional(),
  }),
);
/** A line of OpenAI's fine-tuning files. */
const Conversation = z.object({ messages: z.array(z.object({ role: z.string(), content: text })) });

/** The last thing that was asked is the text, the answer to it is the label. */
function readEntry(entry: unknown, line: number, maxLabel: number): ReadRow {
  const conversation = Conversation.safeParse(entry);
  if (conversation.success) {
    const { messages } = conversation.data;
    const asked = messages.findLast(({ role }) => role === "user");
    const answered = messages.at(-1);
    if (!asked) return { line, reason: "has no message of the role `user`" };
    if (answered?.role !== "assistant") return { line, reason: "does not end with a message of the role `assistant`" };
    return checkLabelled(asked.content.trim(), answered.content.trim(), line, maxLabel);
  }
  const plain = Plain.safeParse(entry);
  if (!plain.success) return { line, reason: "is no object with texts `text` and `label`, or with `messages`" };
  const { data } = plain;
  const asked = data.text ?? data.input ?? data.message ?? "";
  const label = data.label ?? data.category ?? data.intent ?? data.class ?? data.answer ?? data.resolution ?? "";
  return checkLabelled(asked.trim(), label.trim(), line, maxLabel);
}

async function* readJsonLines(bytes: AsyncIterable<Uint8Array>, maxLabel: number): AsyncGenerator<ReadRow> {
  let line = 0;
  let rest = "";
  for await (const part of decoded(bytes)) {
    const lines = (rest + part).split("\n");
    rest = lines.pop()!;
    for (const one of lines) yield* readLine(one, ++line, maxLabel);
  }
  yield* readLine(rest, ++line, maxLabel);
}

function* readLine(raw: string, line: number, maxLabel: number): Generator<ReadRow> {
  if (raw.trim() === "") return;
  let entry: unknown;
  try {
    entry = JSON.parse(raw);
  } catch {
    yield { line, reason: "is no JSON" };
    return;
  }
  yield readEntry(entry, line, maxLabel);
}

async function* readJsonList(bytes: AsyncIterable<Uint8Array>, maxLabel: number): AsyncGenerator<ReadRow> {
  let whole = "";
  for await (const part of decoded(bytes)) whole += part;
  let list: unknown;
  try {
    list = JSON.parse(whole);
  } catch {
    throw invalidInput('The file is no JSON. Send a list: `[{ "text": …, "label": … }]`');
  }
  if (!Array.isArray(list)) throw invalidInput('The file must hold a list: `[{ "text": …, "label": … }]`');
  for (const [index, entry] of list.entries()) yield readEntry(entry, index + 1, maxLabel);
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > MAX_IMPORT_BYTES) throw tooLarge(`The file is larger than ${MAX_IMPORT_BYTES / 1_000_000} MB: split it`);
    yield decodeUtf8(decoder, chunk);
  }
  yield decodeUtf8(decoder, null);
}
