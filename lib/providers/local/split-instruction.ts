import type { ChatRequest } from "../openai-types";
import { lastUserText } from "./message-text";

export type Assignment = {
  /** What is asked, of system messages and the paragraph above the text; never of the text itself. */
  instruction: string;
  /** What is worked on: a part of the last user message. */
  text: string;
};

/** Longest paragraph that is taken for an instruction, UTF-16 units. */
const MAX_INSTRUCTION_LENGTH = 600;
const ASKS =
  /\b(?:summar|tl;?dr|shorten|condens|key points|extract|read (?:out|the fields)|find the|fields?\b|json|fasse|zusammenfass|kürze|lies|résum|extra[ie]|resum|sintetiz)/iu;

/**
 * Tells what is asked from what it is asked of. The first paragraph of the last user message is an instruction when it asks
 * for a summary or for fields and something follows, or when it ends with a colon. What stands further down is data, whatever it says.
 */
export function splitInstruction(request: Pick<ChatRequest, "messages">): Assignment {
  const message = lastUserText(request);
  const system = request.messages
    .filter(({ role }) => role === "system" || role === "developer")
    .map(({ content }) => (typeof content === "string" ? content : ""));
  const end = endOfInstruction(message);
  return { instruction: [...system, message.slice(0, end)].join("\n").trim(), text: message.slice(end).trim() };
}

function endOfInstruction(message: string): number {
  const paragraph = /\n\s*\n/.exec(message.slice(0, MAX_INSTRUCTION_LENGTH + 2));
  if (paragraph && isAsking(message.slice(0, paragraph.index))) return paragraph.index + paragraph[0].length;
  const line = /^[^\n:]{1,200}:[ \t]*(?:\n|(?=\S))/.exec(message);
  return line && ASKS.test(line[0]) && message.length > 2 * line[0].length ? line[0].length : 0;
}

const isAsking = (paragraph: string): boolean => ASKS.test(paragraph) || /:\s*$/.test(paragraph);
