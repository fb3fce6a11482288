import { parseArgs } from "node:util";
import { openTestDatabase } from "@/lib/platform/db/test-database";
import { createLog } from "@/lib/platform/log";
import { newId } from "@/lib/platform/ids";
import { executionRecord } from "@/lib/executions/test-executions";
import { createSessions, messageWords, topicChange } from "@/lib/sessions";
import { percentile } from "./support/percentile";

/**
 * What a session costs a request: `[--sessions 10000] [--lookups 100000]`. Prints one JSON line: p95 of a look-up in memory
 * and of telling whether the topic has changed by the words, milliseconds.
 */
const { values } = parseArgs({
  options: { sessions: { type: "string", default: "10000" }, lookups: { type: "string", default: "100000" } },
});
const count = Number(values.sessions);
const database = await openTestDatabase("embedded");
try {
  const organizationId = newId();
  const log = createLog({ level: "silent", isReadable: false });
  const sessions = createSessions(database.db, { now: () => new Date(), log });
  const words = messageWords("Explain quicksort and its partition step");
  for (let index = 0; index < count; index++) {
    const record = executionRecord(organizationId, { id: newId(), status: "success", modelSlug: "a" });
    const turn = { ref: `s${index}`, task: "general_chat", emotion: "neutral", category: "coding", words } as const;
    sessions.begin(record.id, organizationId, { ...turn, embedding: null, isTopicChange: false });
    sessions.settled(record);
  }
  const lookups: number[] = [];
  const changes: number[] = [];
  for (let turn = 0; turn < Number(values.lookups); turn++) {
    const startedMs = performance.now();
    const state = sessions.get(organizationId, `s${(turn * 7_919) % count}`);
    const foundMs = performance.now();
    if (state === null || state instanceof Promise) throw new Error("A session is missing from memory");
    const category = { label: "math", confidence: 0.9 } as const;
    topicChange(state.memory, { category, words: messageWords("Solve 2x + 5 = 15 for x"), embedding: null });
    lookups.push(foundMs - startedMs);
    changes.push(performance.now() - foundMs);
  }
  const round = (ms: number) => Math.round(ms * 10_000) / 10_000;
  console.log(
    JSON.stringify({
      sessions: count,
      lookupMsP95: round(percentile(lookups, 0.95)),
      topicChangeMsP95: round(percentile(changes, 0.95)),
    }),
  );
} finally {
  await database.close();
}
