import { z } from "zod";
import { Category, type Category as CategoryName } from "@/lib/registry/schemas";
import { EMOTIONS, type DetectionStage, type Emotion as EmotionName } from "./words";

const Emotion = z.enum(EMOTIONS);

export const DetectInput = z.strictObject({
  /** One message; only its beginning and its end are read. */
  message: z.string().min(1).max(1_000_000),
});
export type DetectInput = z.infer<typeof DetectInput>;

/** What a message is about and how its writer feels. */
export type Detection = {
  /** `confidence` is 0–1. */
  category: { label: CategoryName; confidence: number };
  emotion: { label: EmotionName; confidence: number };
  /** `lexical`: the words were enough. `encoder`: the sentence's meaning was asked as well. */
  stage: DetectionStage;
};

export const CorrectDetectionInput = z
  .strictObject({
    message: z.string().min(1).max(10_000),
    /** What it is about in truth. */
    category: Category.optional(),
    /** How its writer feels in truth. */
    emotion: Emotion.optional(),
  })
  .refine(({ category, emotion }) => category !== undefined || emotion !== undefined, {
    path: ["category"],
    message: "give the right `category`, the right `emotion`, or both",
  });
export type CorrectDetectionInput = z.infer<typeof CorrectDetectionInput>;

export const ListCorrectionsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
export type ListCorrectionsQuery = z.infer<typeof ListCorrectionsQuery>;

export type DetectionCorrection = {
  id: string;
  message: string;
  category: CategoryName | null;
  emotion: EmotionName | null;
  createdBy: string;
  createdAt: string;
};

/** How right models are on corrections that they had not seen, and on the messages that come with the product; 0–1. */
export type DetectionAccuracy = { corrections: number; builtIn: number };

export type DetectionModel = {
  id: string;
  status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
  /** Whether it detects now. */
  isActive: boolean;
  /** null until it is trained. */
  comparison: {
    /** Corrections learnt from, and those set aside to measure on. */
    learntFrom: number;
    measuredOn: number;
    before: DetectionAccuracy;
    after: DetectionAccuracy;
    /** Why it was put in force, or was not. */
    verdict: string;
  } | null;
  error: { code: string; message: string } | null;
  createdBy: string;
  createdAt: string;
};
