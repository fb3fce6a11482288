import type { Actor } from "@/lib/platform/ctx";

/** Rows of a batch: half of them have an id of their caller's. */
export const KILLED_BATCH_SIZE = 20;

/** What the process that is killed sends, and what its client sends again. */
export const killedBatch = (batch: number) => ({
  executions: Array.from({ length: KILLED_BATCH_SIZE }, (_, row) => ({
    task: "general_chat",
    model: "openai/gpt-5-mini",
    inputTokens: 1_000,
    outputTokens: batch,
    ...(row % 2 === 0 && { clientId: `${batch}-${row}` }),
  })),
});

/** Who sends them, also after the restart. */
export const killedClient = (organizationId: string): Actor => ({ type: "key", id: organizationId, name: "client" });
