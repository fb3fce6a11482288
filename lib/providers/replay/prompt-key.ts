import { createHash } from "node:crypto";

/** Under which a recorded prompt is found again: exact but for line ends and white space around it. Hexadecimal SHA-256. */
export function promptKey(prompt: string): string {
  return createHash("sha256").update(prompt.replaceAll("\r\n", "\n").trim()).digest("hex");
}
