import { CATEGORIES } from "@/lib/registry/words";
import { EMOTIONS } from "../words";
import { unpackModels, type StoredModels, type TextModels } from "./text-models";

export const LABELS = { category: CATEGORIES, emotion: EMOTIONS };

let loaded: Promise<TextModels> | null = null;

/** The models that come with the product, read once. */
export function loadBuiltIn(): Promise<TextModels> {
  loaded ??= import("./built-in.json").then(({ default: file }) => unpackModels(file satisfies StoredModels, LABELS));
  return loaded;
}
