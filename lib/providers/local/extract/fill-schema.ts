import { findCandidates, type Candidate } from "./find-candidates";
import { labelScore } from "./label-score";
import { labelledText } from "./labelled-text";
import type { LeafNode, SchemaNode } from "./read-schema";

/** Stands for a field about which the text says nothing. */
const MISSING = Symbol("missing");
type Filled = unknown;

/**
 * The values of a schema's fields that stand in the text. A field that is not there is left out, or null when it is required:
 * nothing is made up, so a schema that asks for more than the text holds is not met.
 */
export function fillSchema(text: string, schema: SchemaNode): unknown {
  const filler = new Filler(text);
  filler.assign(leavesOf(schema));
  const value = filler.value(schema);
  return value === MISSING ? null : value;
}

/** Every single value that is asked for; lists take whatever there is. */
function leavesOf(node: SchemaNode): LeafNode[] {
  if (node.type === "object") return node.properties.flatMap(({ node: own }) => leavesOf(own));
  return node.type === "array" ? [] : [node];
}

type Pair = { leaf: LeafNode; candidate: Candidate; score: number };

class Filler {
  readonly #found: ReturnType<typeof findCandidates>;
  readonly #chosen = new Map<LeafNode, Candidate>();

  constructor(private readonly text: string) {
    this.#found = findCandidates(text);
  }

  /** Gives each field its value: first where the words around it name the field, then what is left of its kind. */
  assign(leaves: readonly LeafNode[]): void {
    const asking = leaves.filter(({ kind, choices }) => kind !== "text" && choices === null);
    const taken = new Set<string>();
    const give = ({ leaf, candidate }: Pair) => {
      const place = `${leaf.kind === "currency"}:${candidate.start}`;
      if (this.#chosen.has(leaf) || taken.has(place)) return;
      this.#chosen.set(leaf, candidate);
      taken.add(place);
    };
    const pairs = asking.flatMap((leaf) => this.#pairsOf(leaf));
    for (const pair of [...pairs].filter(({ score }) => score > 0).sort((one, other) => other.score - one.score))
      give(pair);
    for (const pair of pairs) {
      const rivals = asking.filter(({ kind }) => kind === pair.leaf.kind).length;
      if (rivals === 1 || !hasOwnWords(pair.leaf)) give(pair);
    }
    // The last of its kind that is left belongs to the last field of its kind that is left.
    for (const pair of pairs) if (this.#isOnlyLeft(pair, pairs)) give(pair);
  }

  #isOnlyLeft({ leaf, candidate }: Pair, pairs: readonly Pair[]): boolean {
    const chosen = new Set([...this.#chosen.values()].map(({ start }) => start));
    const left = pairs.filter((one) => one.leaf.kind === leaf.kind && !this.#chosen.has(one.leaf));
    return left.every((one) => one.leaf === leaf && (one.candidate === candidate || chosen.has(one.candidate.start)));
  }

  value(node: SchemaNode): Filled {
    if (node.type === "object") return this.#object(node);
    if (node.type === "array") return node.items ? this.#list(node.items).slice(0, node.maxItems) : [];
    return this.#single(node);
  }

  #object({ properties }: Extract<SchemaNode, { type: "object" }>): Filled {
    const entries = properties.flatMap(({ name, isRequired, node }) => {
      const value = this.value(node);
      if (value !== MISSING) return [[name, value] as const];
      return isRequired || ("allowsNull" in node && node.allowsNull) ? [[name, null] as const] : [];
    });
    return Object.fromEntries(entries);
  }

  #list(leaf: LeafNode): unknown[] {
    if (leaf.choices) return leaf.choices.filter((choice) => typeof choice === "string" && this.#names(choice));
    if (leaf.kind === "text") return [];
    const values = this.#found[leaf.kind]().map((candidate) => typed(leaf, candidate));
    return [...new Set(values.filter((value) => value !== MISSING))];
  }

  #single(leaf: LeafNode): Filled {
    if (leaf.type === "constant") return leaf.choices![0];
    if (leaf.choices)
      return leaf.choices.find((choice) => typeof choice === "string" && this.#names(choice)) ?? MISSING;
    if (leaf.type === "boolean" || leaf.type === "unknown") return MISSING;
    if (leaf.kind === "text") return labelledText(this.text, leaf.tokens) ?? MISSING;
    const candidate = this.#chosen.get(leaf);
    return candidate ? typed(leaf, candidate) : MISSING;
  }

  #names(choice: string): boolean {
    const words = choice.toLowerCase().replaceAll(/[_-]+/g, " ").trim();
    return words !== "" && ` ${this.text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ")} `.includes(` ${words} `);
  }

  #pairsOf(leaf: LeafNode): Pair[] {
    if (leaf.kind === "text") return [];
    const candidates = this.#found[leaf.kind]().filter((candidate) => typed(leaf, candidate) !== MISSING);
    const specific = ownWords(leaf);
    return candidates.slice(0, MAX_CANDIDATES).map((candidate) => ({
      leaf,
      candidate,
      score: labelScore(this.text, candidate, specific.length > 0 ? specific : leaf.tokens),
    }));
  }
}

/** Values of one kind that are compared; the first ones stand where texts say what they are about. */
const MAX_CANDIDATES = 200;

/** Words that only say what kind of value is wanted. */
const KIND_WORDS =
  /^(?:date|datum|number|nummer|no|nr|id|code|amount|betrag|name|email|mail|phone|telefon|url|website|currency|value|day|time|uhrzeit|percent|percentage|contact|the|of|in|usd|eur)$/;

const ownWords = ({ tokens }: LeafNode): string[] => tokens.filter((token) => !KIND_WORDS.test(token));
const hasOwnWords = (leaf: LeafNode): boolean => ownWords(leaf).length > 0;

/** The value in the type that the schema wants, or `MISSING` where it cannot be. */
function typed({ type, kind, minimum, maximum }: LeafNode, { value, raw }: Candidate): unknown {
  if (type === "number" || type === "integer") {
    const isAllowed =
      typeof value === "number" &&
      value >= minimum &&
      value <= maximum &&
      (type === "number" || Number.isInteger(value));
    return isAllowed ? value : MISSING;
  }
  return kind === "date" || kind === "currency" || typeof value === "string" ? String(value) : raw.trim();
}
