import { z } from "zod";
import type { SessionTopic } from "./session-state";

export const ListSessionsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2_000).optional(),
});
export type ListSessionsQuery = z.infer<typeof ListSessionsQuery>;

/** A conversation, without any text of it but single words. */
export type SessionSummary = {
  /** The caller's own name for it. */
  id: string;
  task: string;
  /** That of the current topic; null until one has answered. */
  model: string | null;
  /** What the current topic is about. */
  category: string;
  /** How the writer felt last. */
  emotion: string;
  turns: number;
  /** Times that another model took over in the middle of a topic. */
  switches: number;
  topicCount: number;
  createdAt: string;
  updatedAt: string;
};

/** `topics`: oldest first, at most the last twenty. */
export type SessionDetail = SessionSummary & { topics: SessionTopic[]; contextTokens: number };
