import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import type { JobHandler } from "@/lib/platform/jobs";
import { parseClassifier, trainInThread, type Embedder, type LabelledText } from "@/lib/providers";
import labelled from "../data/labelled-messages.json";
import { categoryTexts, emotionTexts } from "../learning/training-texts";
import { loadBuiltIn, LABELS } from "../models/load-built-in";
import { opinionOfBoth, packModels, unpackModels, type ModelPair, type TextModels } from "../models/text-models";
import { compareDetection, type Hits } from "./compare-detection";
import { selectCorrections } from "./correction-store";
import { activeModelId, packed, selectActiveModels, writeTrainedModel } from "./model-store";
import { putInForce } from "./retrain-detection";
import { isSetAside } from "./is-set-aside";

const Payload = z.object({ modelId: z.uuid() });
const SEED = 1;
const MOST_CORRECTIONS = 5_000;
/** What a person said of this team's own messages weighs more than what was made up. */
const COPIES = 3;
/** Measured by the verb itself on what was set aside; the thread wants a share all the same. */
const VALIDATION_SHARE = 0.05;

type Question = keyof TextModels;
type Example = { text: string; category: string | null; emotion: string | null };

/** What is learnt beside the corrections, and the whole messages on which nothing may be forgotten. */
type TextsOfProduct = Record<Question, LabelledText[]> & { whole: readonly Example[] };

const textsOfProduct = (): TextsOfProduct => ({
  category: categoryTexts(SEED),
  emotion: emotionTexts(SEED),
  whole: labelled,
});

/** Learns from the corrections, compares on those set aside and on whole messages, and puts in force what is better. */
export const detectionJob =
  (embedder: Pick<Embedder, "embed">, ownTexts: () => TextsOfProduct = textsOfProduct): JobHandler =>
  async (job) => {
    const { ctx, signal } = job;
    const { modelId } = Payload.parse(job.payload);
    const corrections: Example[] = (await selectCorrections(ctx, { limit: MOST_CORRECTIONS, afterId: null })).map(
      ({ message, category, emotion }) => ({ text: message, category, emotion }),
    );
    const learnt = corrections.filter(({ text }) => !isSetAside(text));
    const aside = corrections.filter(({ text }) => isSetAside(text));
    const embed = (texts: string[]) => embedder.embed(texts, signal);
    const train = async (question: Question, made: LabelledText[]): Promise<ModelPair> => {
      const own = learnt.flatMap((one) => {
        const label = one[question];
        return label === null ? [] : Array.from({ length: COPIES }, () => ({ text: one.text, label }));
      });
      const [lexical, encoder] = await trainInThread({
        examples: [...made, ...own],
        classifiers: ["tfidf", "encoder"],
        seed: SEED,
        validationShare: VALIDATION_SHARE,
        embed,
        onProgress: ({ step, done, total }) => job.progress({ step: `${question}: ${step}`, done, total }),
        signal,
      });
      return { lexical: parseClassifier(lexical!.artefact), encoder: parseClassifier(encoder!.artefact) };
    };
    const before = await modelsInForce(ctx);
    const texts = ownTexts();
    const after: TextModels = {
      category: await train("category", texts.category),
      emotion: await train("emotion", texts.emotion),
    };
    const measure = async (models: TextModels) => ({
      corrections: await hitsOf(models, aside, embed),
      builtIn: await hitsOf(models, texts.whole, embed),
    });
    const comparison = {
      learntFrom: learnt.length,
      measuredOn: aside.length,
      ...compareDetection(await measure(before), await measure(after)),
    };
    signal.throwIfAborted();
    const models = await packed(packModels(after));
    const { isBetter, ...kept } = comparison;
    await ctx.db.$transaction(async (tx) => {
      await job.requireLease(tx);
      await writeTrainedModel(tx, ctx.organizationId, modelId, { comparison: kept, models });
      if (isBetter) await putInForce(tx, ctx, modelId, kept.verdict);
    });
    if (isBetter) await ctx.runtime.detector.refresh();
    return { isActivated: isBetter, verdict: kept.verdict };
  };

async function modelsInForce(ctx: Ctx): Promise<TextModels> {
  const id = await activeModelId(ctx.db, ctx.organizationId);
  const active = (await selectActiveModels(ctx.db)).find((one) => one.organizationId === ctx.organizationId);
  return id !== null && active ? unpackModels(await active.read(), LABELS) : loadBuiltIn();
}

/** Every label that was given is one question. */
async function hitsOf(
  models: TextModels,
  examples: readonly Example[],
  embed: (texts: string[]) => Promise<readonly Float32Array[]>,
): Promise<Hits> {
  const vectors = examples.length === 0 ? [] : await embed(examples.map(({ text }) => text));
  const answers = examples.flatMap((example, index) =>
    (["category", "emotion"] as const).flatMap((question) => {
      const truth = example[question];
      return truth === null ? [] : [opinionOfBoth(models[question], example.text, vectors[index]!).label === truth];
    }),
  );
  return { right: answers.filter(Boolean).length, asked: answers.length };
}
