import { z } from "zod";
import { ProviderError } from "../provider-error";
import { REMOTE_STATES, type RemoteEvent, type RemoteJob } from "./fine-tuning-types";

const seconds = z.number().nullish();

const Job = z.looseObject({
  id: z.string().min(1),
  status: z.enum(REMOTE_STATES),
  training_file: z.string().nullish(),
  fine_tuned_model: z.string().min(1).nullish(),
  trained_tokens: z.number().nullish(),
  estimated_finish: seconds,
  error: z.looseObject({ message: z.string().nullish(), code: z.string().nullish() }).nullish(),
});

const Event = z.looseObject({ created_at: z.number(), level: z.string().default("info"), message: z.string() });

export const fileOf = (body: unknown): string => read(z.looseObject({ id: z.string().min(1) }), body).id;

/** Throws `malformed` for anything else. */
export function remoteJobOf(body: unknown): RemoteJob {
  return toRemoteJob(read(Job, body));
}

/** The job of a list that learns from the file; null when none does. */
export function jobOfFile(body: unknown, fileId: string): RemoteJob | null {
  const { data } = read(z.looseObject({ data: z.array(z.unknown()) }), body);
  const jobs = data.flatMap((one) => Job.safeParse(one).data ?? []);
  const found = jobs.find(({ training_file: file }) => file === fileId);
  return found ? toRemoteJob(found) : null;
}

/** Newest first at the provider, oldest first here. */
export function remoteEventsOf(body: unknown): RemoteEvent[] {
  const { data } = read(z.looseObject({ data: z.array(z.unknown()) }), body);
  return data
    .flatMap((one) => Event.safeParse(one).data ?? [])
    .map(({ created_at: at, level, message }) => ({ at: isoOf(at)!, level, message: message.slice(0, 500) }))
    .toReversed();
}

const toRemoteJob = (job: z.infer<typeof Job>): RemoteJob => ({
  id: job.id,
  state: job.status,
  model: job.fine_tuned_model ?? null,
  trainedTokens: job.trained_tokens ?? null,
  estimatedFinish: isoOf(job.estimated_finish),
  error: job.error?.message ?? job.error?.code ?? null,
});

const isoOf = (at: number | null | undefined): string | null =>
  at === null || at === undefined || !(Math.abs(at) < 8e12) ? null : new Date(at * 1_000).toISOString();

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ProviderError(
    "malformed",
    `The provider's answer is not of OpenAI's fine-tuning protocol: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
  );
}
