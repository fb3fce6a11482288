import { prepareDiff } from "@/components/data/prepare-diff";
import type { Configuration } from "@/lib/registry/schemas";

/** How many fields of two configurations differ. */
export const countChanges = (before: Configuration, after: Configuration): number => prepareDiff(before, after).length;

export const isSameConfiguration = (a: Configuration, b: Configuration): boolean => countChanges(a, b) === 0;
