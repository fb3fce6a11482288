import { readFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "csv-parse/sync";
import type { DEMO_TASKS } from "./schemas";

/** See lib/demo-data/README.md. */
export type DemoTicket = {
  text: string;
  category: string;
  sentiment: string;
  priority: string;
  /** The answer that resolved it; null while it is open. */
  resolution: string | null;
};

export async function readDemoTickets(): Promise<DemoTicket[]> {
  const [tickets, resolutions] = await Promise.all([read("tickets.csv"), read("resolutions.csv")]);
  const answers = new Map(resolutions.map((row) => [row.resolution!, row.text!]));
  return tickets.map(({ text, category, sentiment, priority, resolution }) => ({
    text: text!,
    category: category!,
    sentiment: sentiment!,
    priority: priority!,
    resolution: resolution === "" ? null : answers.get(resolution!)!,
  }));
}

/** What a ticket teaches each task; null for what it cannot teach. */
export const LABEL_OF = {
  demo_tickets: ({ category }) => category,
  demo_priority: ({ priority }) => priority,
  demo_sentiment: ({ sentiment }) => sentiment,
  demo_suggestions: ({ resolution }) => resolution,
} as const satisfies Record<(typeof DEMO_TASKS)[number], (ticket: DemoTicket) => string | null>;

async function read(name: string): Promise<Record<string, string>[]> {
  const bytes = await readFile(path.join(process.cwd(), "lib", "demo-data", name));
  return parse(bytes, { columns: true, bom: true });
}
