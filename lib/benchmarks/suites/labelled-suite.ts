import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/platform/ctx";
import { getTask } from "@/lib/registry";
import type { Suite } from "../suite-schemas";
import type { BenchmarkTest } from "../check-schemas";
import { checksumOf } from "./checksum";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    /** What lies above benchmarks and they are made of. */
    benchmarkSources: BenchmarkSources;
  }
}

type LabelledRows = {
  datasetId: string;
  name: string;
  /** Of the whole dataset. */
  rowCount: number;
  /** All of it, or a draw. */
  rows: { text: string; label: string }[];
  /** Models whose version in force learned from these rows. */
  taughtModels: string[];
};

type BenchmarkSources = {
  /** The newest labelled dataset of a task; null when there is none. */
  labelledRows(ctx: Ctx, task: string): Promise<LabelledRows | null>;
};

const PREFIX = "labelled:";
const labelledSuiteId = (task: string): string => `${PREFIX}${task}`;
export const taskOfLabelledSuite = (id: string): string | null =>
  id.startsWith(PREFIX) ? id.slice(PREFIX.length) : null;

/** Tests drawn from a dataset. */
const SAMPLE_SIZE = 120;

/** The newest labelled examples of a task as a suite, the same draw every time; null when there are none. */
export async function labelledSuite(ctx: Ctx, task: string, most = SAMPLE_SIZE): Promise<Suite | null> {
  const rows = await ctx.runtime.benchmarkSources.labelledRows(ctx, task);
  if (!rows || rows.rows.length === 0) return null;
  const { name, category } = await getTask(ctx, task);
  const tests = drawTests(rows.rows, most);
  return {
    id: labelledSuiteId(task),
    name: `${name}: labelled examples`,
    description: `${tests.length} of ${rows.rowCount} examples of the dataset "${rows.name}", spread over its labels`,
    origin: "labelled",
    category,
    task,
    version: 1,
    testCount: tests.length,
    checksum: checksumOf(tests),
    createdBy: null,
    createdAt: null,
    tests,
    taughtModels: rows.taughtModels,
  };
}

/**
 * At most `most` examples, as evenly over the labels as their numbers allow; which ones is decided by a hash of the text,
 * so that the same dataset gives the same tests. A text with two labels in the dataset is left out.
 */
export function drawTests(rows: readonly { text: string; label: string }[], most: number): BenchmarkTest[] {
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const byText = new Map<string, { text: string; label: string; hash: string } | null>();
  for (const { text, label } of rows) {
    if (text.trim() === "") continue;
    const known = byText.get(text);
    if (known === undefined) byText.set(text, { text, label, hash: hashOf(text) });
    else if (known?.label !== label) byText.set(text, null);
  }
  const usable = [...byText.values()].filter((row) => row !== null);
  const queues = labels.map((label) =>
    usable.filter((row) => row.label === label).sort((a, b) => (a.hash < b.hash ? -1 : 1)),
  );
  const drawn: typeof usable = [];
  for (let round = 0; drawn.length < most && queues.some((queue) => queue.length > round); round++) {
    for (const queue of queues) {
      const row = queue[round];
      if (row && drawn.length < most) drawn.push(row);
    }
  }
  return drawn.map(({ text, label, hash }) => ({
    id: hash.slice(0, 16),
    messages: [{ role: "user", content: text }],
    check: { kind: "label", expected: label, labels },
    example: label,
  }));
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
