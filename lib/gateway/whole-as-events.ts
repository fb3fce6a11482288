import { Readable } from "node:stream";
import type { ChatCompletion, OpenAiUsage } from "@/lib/providers";
import type { GymFields } from "./gym-fields";

/** Characters of one piece of an answer that is there already. */
const PIECE_CHARACTERS = 200;

/** A whole answer as the events of a stream: its text in pieces, at once. `usage` null leaves that event out. */
export function wholeAsEvents(
  { id, created, model, choices }: ChatCompletion,
  gym: GymFields,
  usage: OpenAiUsage | null,
): AsyncIterable<string> {
  const [choice] = choices;
  const head = { id, object: "chat.completion.chunk", created, model };
  const piece = (delta: object, finish_reason: string | null) => ({
    ...head,
    choices: [{ index: 0, delta, finish_reason }],
  });
  const chunks: object[] = deltasOf(choice?.message).map((delta) => piece(delta, null));
  chunks.push({ ...piece({}, choice?.finish_reason ?? "stop"), gym });
  if (usage) chunks.push({ ...head, choices: [], usage });
  return Readable.from([...chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`), "data: [DONE]\n\n"]);
}

type Message = ChatCompletion["choices"][number]["message"];

/** A stream numbers its tool calls. */
function deltasOf(message: Message | undefined): object[] {
  const { content, tool_calls: calls, reasoning_content: reasoning } = message ?? {};
  const [first, ...rest] = typeof content === "string" ? piecesOf(content) : [content];
  return [
    {
      role: "assistant",
      ...(reasoning && { reasoning_content: reasoning }),
      ...(first !== undefined && { content: first }),
      ...(calls && { tool_calls: calls.map((call, index) => ({ ...call, index })) }),
    },
    ...rest.map((text) => ({ content: text })),
  ];
}

/** By code points, so that no emoji is torn. */
function piecesOf(text: string): string[] {
  if (text.length <= PIECE_CHARACTERS) return [text];
  const points = Array.from(text);
  return Array.from({ length: Math.ceil(points.length / PIECE_CHARACTERS) }, (_, index) =>
    points.slice(index * PIECE_CHARACTERS, (index + 1) * PIECE_CHARACTERS).join(""),
  );
}
