import type { Runtime } from "@/lib/platform/runtime";
import { messageOf } from "@/lib/platform/errors";
import { retryAfterMs } from "@/lib/platform/http/retry-after";
import { isOutboundError, parseOutboundUrl } from "@/lib/platform/outbound";
import type { ClaimedDelivery, DeliveryOutcome } from "./delivery-store";
import { pauseAfter } from "./retry-delivery";
import { SIGNATURE_HEADER, signWebhook } from "./sign-webhook";
import { signingSecrets } from "./webhook-secret";
import { selectWebhook, type WebhookRow } from "./webhook-store";

const TIMEOUTS = { connectMs: 5_000, headersMs: 10_000, idleMs: 10_000, totalMs: 15_000 };
const ANSWER_MAX_BYTES = 64 * 1024;
const ANSWER_SHOWN = 200;

type Sent = Pick<DeliveryOutcome["attempt"], "status" | "error" | "answer"> & {
  /** Trying again may help. */
  isRetriable: boolean;
  askedMs?: number | undefined;
};

/** Makes one attempt and says what becomes of the delivery. Never throws: what goes wrong is the outcome. */
export async function sendDelivery(
  runtime: Runtime,
  delivery: ClaimedDelivery,
  random: () => number,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const startedAt = runtime.now();
  const startedMs = performance.now();
  const webhook = await selectWebhook(runtime.db, delivery.organizationId, delivery.webhookId);
  const { isRetriable, askedMs, ...sent } = isOff(webhook)
    ? refused("The webhook is switched off or deleted")
    : await post(runtime, webhook, delivery, startedAt, signal);
  const attempt = { at: startedAt.toISOString(), durationMs: Math.round(performance.now() - startedMs), ...sent };
  if (sent.error === null) return { status: "delivered", attempt, pauseMs: null };
  const pauseMs = isRetriable ? pauseAfter(delivery.attempts.length + 1, { askedMs, random }) : null;
  return { status: pauseMs === null ? "failed" : "pending", attempt, pauseMs };
}

const isOff = (webhook: WebhookRow | null): webhook is null => !webhook?.isEnabled || webhook.deletedAt !== null;

async function post(
  runtime: Runtime,
  webhook: WebhookRow,
  { id, eventId, eventType, body }: ClaimedDelivery,
  now: Date,
  signal: AbortSignal,
): Promise<Sent> {
  try {
    const signature = signWebhook(signingSecrets(runtime, webhook, now), body, now);
    const {
      status,
      headers,
      body: answer,
    } = await runtime.outbound.request({
      url: parseOutboundUrl(webhook.url),
      method: "POST",
      headers: [
        ...["content-type", "application/json"],
        ...["user-agent", "AI-Gym-Webhooks"],
        ...["x-gym-event", eventType],
        ...["x-gym-event-id", eventId],
        ...["x-gym-delivery-id", id],
        ...[SIGNATURE_HEADER, signature],
      ],
      body,
      timeouts: TIMEOUTS,
      signal,
      maxBytes: ANSWER_MAX_BYTES,
    });
    if (status >= 200 && status < 300) return { status, error: null, answer: null, isRetriable: false };
    return {
      status,
      error: `It answered with status ${status}${status >= 300 && status < 400 ? "; redirects are not followed" : ""}`,
      answer:
        answer
          .subarray(0, 4 * ANSWER_SHOWN)
          .toString("utf8")
          .slice(0, ANSWER_SHOWN) || null,
      isRetriable: true,
      askedMs: retryAfterMs(headers, now.getTime()),
    };
  } catch (error) {
    if (!isOutboundError(error)) return refused(messageOf(error));
    const isFinal = error.kind === "blocked_address" || error.kind === "invalid_request";
    return { status: null, error: error.message, answer: null, isRetriable: !isFinal };
  }
}

const refused = (error: string): Sent => ({ status: null, error, answer: null, isRetriable: false });
