import type { ProviderCall } from "../../contract";
import type { ChatRequest } from "../../openai-types";
import { asProviderCall } from "../as-provider-call";
import { requireReadable } from "../require-readable";
import { splitInstruction } from "../split-instruction";
import { fillSchema } from "./fill-schema";
import { MAX_FIELDS, readSchema } from "./read-schema";

export type ExtractedMessage = { text: string; answer: string; cpuMs: number };

/** Without a schema and without named fields: everything of each kind. */
const EVERYTHING = {
  type: "object",
  properties: Object.fromEntries(
    ["dates", "amounts", "emails", "phones", "urls", "names"].map((name) => [
      name,
      { type: "array", items: { type: "string" } },
    ]),
  ),
};

/**
 * Fields of the text of the last user message as JSON: those of `response_format.json_schema`, else those that the instruction
 * names, else all dates, amounts, addresses and names. By rules; what the text does not say is not there. Throws `ProviderError` only.
 */
export async function extractMessage(call: ProviderCall<ChatRequest>): Promise<ExtractedMessage> {
  const { instruction, text } = splitInstruction(call.request);
  requireReadable(text);
  const schema = askedSchema(call.request, instruction);
  return asProviderCall(call, () => {
    const startedMs = performance.now();
    const answer = JSON.stringify(fillSchema(text, readSchema(schema)));
    return Promise.resolve({ text, answer, cpuMs: performance.now() - startedMs });
  });
}

function askedSchema({ response_format: format }: ChatRequest, instruction: string): unknown {
  if (format?.type === "json_schema") return format.json_schema.schema ?? EVERYTHING;
  const fields = namedFields(instruction);
  if (fields.length === 0) return EVERYTHING;
  return { type: "object", properties: Object.fromEntries(fields.map((name) => [name, typeOf(name)])) };
}

/** Lists want many. */
const typeOf = (name: string): unknown =>
  /^(?:dates|amounts|emails|phones|urls|names|participants|attendees|teilnehmer|links)$/.test(name)
    ? { type: "array", items: { type: "string" } }
    : { type: ["string", "null"] };

/** Names behind "fields:" and names in back-ticks or snake_case. */
function namedFields(instruction: string): string[] {
  const list = /(?:fields?|keys?|felder|campos|champs)\s*:\s*([^\n.]{1,1000})/iu.exec(instruction)?.[1] ?? "";
  const listed = list.split(/[,;]|\s(?:and|und|y|et)\s/u).map((name) => name.replaceAll(/[`"'*]/g, "").trim());
  const quoted = [...instruction.matchAll(/`([\p{L}_][\p{L}\p{N}_]{0,60})`/gu)].map((match) => match[1]!);
  const names = [...listed, ...quoted].filter((name) => /^[\p{L}_][\p{L}\p{N}_ -]{0,60}$/u.test(name));
  return [...new Set(names)].slice(0, MAX_FIELDS);
}
