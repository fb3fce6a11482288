import { route } from "@/lib/auth";
import { listDetectionModels, retrainDetection } from "@/lib/detection";
import { ListCorrectionsQuery } from "@/lib/detection/schemas";

/** Retrained models of detection, newest first. */
export const GET = route({ query: ListCorrectionsQuery, handle: ({ ctx, query }) => listDetectionModels(ctx, query) });

/** Retrains detection on the corrections, in the background. What is better on corrections set aside is put in force. */
export const POST = route({ status: 202, handle: ({ ctx }) => retrainDetection(ctx) });
