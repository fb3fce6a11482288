import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { splitSentences } from "@/lib/platform/text/split-sentences";
import { createEmbedder, createLocalAdapter } from "@/lib/providers";
import type { ChatRequest } from "@/lib/providers";
import { readLabelled } from "@/lib/quality/labelled/read-labelled";
import { score } from "@/lib/quality/score";
import { sameValue } from "@/lib/quality/json/same-value";
import { printTable, quantile } from "./support/print-table";

/**
 * What the local models for summaries and extraction are worth. Summaries: our own scorer on 30 texts written for this
 * project, beside the first three sentences and, where people wrote one, their own. Extraction: precision and recall of
 * fields on 32 texts beside a baseline that knows no rules: the word behind the field's name. The rules were mended by
 * faults of all of them, so the part called held out is no stranger to them either: on its first run it had an F1 of 0.947. Times are CPU times of the models themselves, after a pass that warms them up.
 */
type Extraction = { part: string; text: string; expected: Fields };
type Field = string | number | boolean | null;
type Fields = Record<string, Field | Field[]>;
type Summarised = { text: string; human: string | null };

const read = <Value>(name: string): Value =>
  JSON.parse(readFileSync(new URL(`./support/${name}.json`, import.meta.url), "utf8")) as Value;

const embedder = createEmbedder();
const adapter = createLocalAdapter({
  embedder,
  loadArtefact: () => Promise.reject(new Error("None of these is trained")),
  now: () => new Date(),
});

async function ask(
  upstreamId: string,
  request: Pick<ChatRequest, "messages" | "response_format">,
): Promise<{ content: string; cpuMs: number }> {
  const { response, cpuMs = NaN } = await adapter.complete({
    organizationId: "bench",
    endpoint: { slug: "local", baseUrl: null, apiKey: null, isUserSupplied: false },
    upstreamId,
    request: { model: `local/${upstreamId}`, ...request },
    timeouts: { connectMs: 1_000, headersMs: 60_000, idleMs: 60_000, totalMs: 60_000 },
    isMeasured: true,
    signal: new AbortController().signal,
  });
  return { content: response.choices[0]?.message.content ?? "", cpuMs };
}

const user = (content: string): ChatRequest["messages"] => [{ role: "user", content }];

async function measureSummaries(): Promise<void> {
  const texts: Summarised[] = [
    ...read<{ text: string }[]>("texts-to-summarise").map(({ text }) => ({ text, human: null })),
    ...readLabelled()
      .filter(({ scorer }) => scorer === "content_summarization")
      .flatMap(({ triples }) => triples.map(({ input = "", good }) => ({ text: input, human: good }))),
  ];
  const judge = (text: string, output: string): number =>
    score("content_summarization", { input: text, output }, null).score;
  await ask("summary", { messages: user(texts[0]!.text) });
  const own: number[] = [];
  const lead: number[] = [];
  const human: number[] = [];
  const times: number[] = [];
  for (const { text, human: written } of texts) {
    const { content, cpuMs } = await ask("summary", { messages: user(text) });
    own.push(judge(text, content));
    lead.push(
      judge(
        text,
        splitSentences(text)
          .slice(0, 3)
          .map((sentence) => sentence.text)
          .join(" "),
      ),
    );
    if (written) human.push(judge(text, written));
    times.push(cpuMs);
  }
  const row = (name: string, scores: number[], timesMs: number[]) => ({
    name,
    texts: scores.length,
    "mean score": mean(scores),
    "worst score": Math.min(...scores),
    "better than lead-3": scores === own ? own.filter((value, at) => value > lead[at]!).length : null,
    "cpu ms p50": quantile(timesMs, 0.5),
    "cpu ms p95": quantile(timesMs, 0.95),
  });
  printTable("Summaries, 0-100 by the product's own scorer", [
    row("local/summary", own, times),
    row("lead-3", lead, []),
    row("written by people (12 of the texts)", human, []),
  ]);
}

async function measureExtraction(): Promise<void> {
  const all = read<Extraction[]>("texts-to-extract");
  const rows = [];
  for (const { text } of all) await ask("extract", { messages: user(text) });
  for (const part of ["tuned", "held-out"]) {
    const texts = all.filter((one) => one.part === part);
    const times: number[] = [];
    const own: Fields[] = [];
    for (const { text, expected } of texts) {
      const schema = schemaOf(expected);
      const response_format = { type: "json_schema" as const, json_schema: { name: "fields", schema } };
      const { content, cpuMs } = await ask("extract", { messages: user(text), response_format });
      own.push(JSON.parse(content) as Fields);
      times.push(cpuMs);
      if (process.argv.includes("--faults")) showFaults(text, own.at(-1)!, expected);
    }
    rows.push({ part, name: "local/extract", ...fieldScores(texts, own), "cpu ms p95": quantile(times, 0.95) });
    const naive = texts.map(({ text, expected }) => wordBehindName(text, expected));
    rows.push({ part, name: "word behind the name", ...fieldScores(texts, naive), "cpu ms p95": null });
  }
  printTable("Fields read out of texts, 0-1", rows);
}

/** The type of each field is that of its value; what may be missing may be null. */
function schemaOf(expected: Fields): Record<string, unknown> {
  const typeOf = (value: Fields[string]) =>
    Array.isArray(value)
      ? { type: "array", items: { type: "string" } }
      : { type: [typeof value === "number" ? "number" : "string", "null"] };
  const properties = Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, typeOf(value)]));
  return { type: "object", properties, required: Object.keys(expected), additionalProperties: false };
}

function fieldScores(texts: readonly Extraction[], answers: readonly Fields[]) {
  let stated = 0;
  let asked = 0;
  let right = 0;
  texts.forEach(({ expected }, at) => {
    for (const [name, value] of Object.entries(expected)) {
      const given = answers[at]![name] ?? null;
      if (value !== null) asked += 1;
      if (given !== null) stated += 1;
      if (value !== null && given !== null && isSame(value, given)) right += 1;
    }
  });
  const precision = stated === 0 ? 0 : right / stated;
  const recall = right / asked;
  return {
    fields: asked,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

const isSame = (one: Fields[string], other: Fields[string]): boolean =>
  Array.isArray(one) || Array.isArray(other)
    ? JSON.stringify(one) === JSON.stringify(other)
    : sameValue(one, other) === 1;

/** Needs no rules: the first word behind the last word of the field's name. */
function wordBehindName(text: string, expected: Fields): Fields {
  return Object.fromEntries(
    Object.entries(expected).map(([name, value]) => {
      const word = name.split("_").find((part) => text.toLowerCase().includes(part)) ?? "\u0000";
      const at = text.toLowerCase().indexOf(word);
      const behind =
        at === -1
          ? undefined
          : text
              .slice(at + word.length)
              .match(/[^\s:,;]+/)?.[0]
              ?.replace(/[.]$/, "");
      const number = behind === undefined ? NaN : Number(behind.replace(/[^\d.]/g, "") || NaN);
      return [name, typeof value === "number" ? (Number.isNaN(number) ? null : number) : (behind ?? null)];
    }),
  );
}

function showFaults(text: string, given: Fields, expected: Fields): void {
  for (const [name, value] of Object.entries(expected)) {
    const own = given[name] ?? null;
    const isRight = value === null ? own === null : own !== null && isSame(value, own);
    if (!isRight)
      console.log(`${name}: ${JSON.stringify(own)} instead of ${JSON.stringify(value)} in: ${text.slice(0, 110)}`);
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

await measureSummaries();
await measureExtraction();
await embedder.dispose();
// The thread's last message needs a turn before the process may end.
await setTimeout(0);
