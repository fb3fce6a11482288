import type { Deduction } from "../schemas";
import type { Evidence } from "../scorer";

/** Something that spoils an answer as a whole. Null when it is not there. */
export type DeductionRule = { name: string; judge: (evidence: Evidence) => Omit<Deduction, "name"> | null };
