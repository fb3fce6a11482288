import { TUNED_PROMPT } from "@/lib/providers";

/** Examples in OpenAI's form for fine-tuning: a conversation a line. */
export const tuningFile = (rows: readonly { text: string; label: string }[]): string =>
  rows.map((row) => JSON.stringify({ messages: tuningMessages(row) })).join("\n");

export const tuningMessages = ({ text, label }: { text: string; label: string }) => [
  { role: "system", content: TUNED_PROMPT },
  { role: "user", content: text },
  { role: "assistant", content: label },
];
