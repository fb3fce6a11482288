import type { DocumentSection } from "./document-builder";
import { CUT, MAX_ATOM_TOKENS, splitAtoms, type Atom } from "./split-atoms";

export type ChunkOptions = {
  /**
   * Most tokens of a chunk, as `countTokens` counts. The packaged encoder reads the first 128 of a text, which leaves
   * room for title and headings in front. (Default: 100)
   */
  targetTokens?: number;
  /** Tokens of the end of a chunk that the next one of the section repeats, at most half a chunk. (Default: 20) */
  overlapTokens?: number;
};

const DEFAULT_TARGET_TOKENS = 100;
const DEFAULT_OVERLAP_TOKENS = 20;
/** Room for the longest overlap, which is half of it, and the longest atom. */
const MIN_TARGET_TOKENS = 2 * MAX_ATOM_TOKENS;

export type Chunk = {
  /** Headings of its section, outermost first. */
  path: string[];
  page: number | null;
  /** Equal to `text.slice(start, end)` of the document; no white space around. */
  text: string;
  /** UTF-16 offsets in the document's text. */
  start: number;
  end: number;
  tokens: number;
};

type Section = Pick<DocumentSection, "path" | "page" | "text" | "start">;

/** A place to cut is taken when the chunk is at least so full; further back the next worse kind is better. */
const FULL_ENOUGH = { [CUT.paragraph]: 0.5, [CUT.sentence]: 0.6, [CUT.word]: 0, [CUT.insideWord]: 0 } as const;

/**
 * Cuts sections into chunks of at most `targetTokens`, never across sections: at the end of a paragraph if one is near
 * enough, else of a sentence, else of a word. The overlap begins with a sentence when one begins within it, else
 * with a word. Nothing but white space is in no chunk. Targets under 16 tokens count as 16.
 */
export function chunkSections(sections: readonly Section[], options: ChunkOptions = {}): Chunk[] {
  const target = Math.max(MIN_TARGET_TOKENS, Math.floor(options.targetTokens ?? DEFAULT_TARGET_TOKENS));
  const wanted = Math.max(0, Math.floor(options.overlapTokens ?? DEFAULT_OVERLAP_TOKENS));
  const overlap = Math.min(wanted, Math.floor(target / 2));
  return sections.flatMap((section) => chunkSection(section, target, overlap));
}

function chunkSection(section: Section, target: number, overlap: number): Chunk[] {
  const atoms = splitAtoms(section.text);
  const chunks: Chunk[] = [];
  let from = 0;
  let done = 0;
  while (done < atoms.length) {
    const to = endOfChunk(atoms, from, done, target);
    chunks.push(toChunk(section, atoms.slice(from, to)));
    done = to;
    from = startOfNext(atoms, from, to, overlap);
  }
  return chunks;
}

/** Atom behind the chunk that begins at `from` and holds at least one atom from `done` on. */
function endOfChunk(atoms: readonly Atom[], from: number, done: number, target: number): number {
  let tokens = 0;
  let full = from;
  while (full < atoms.length && tokens + atoms[full]!.tokens <= target) tokens += atoms[full++]!.tokens;
  if (full >= atoms.length) return atoms.length;
  let best = full;
  let left = tokens;
  for (let at = full; at > done; at--) {
    const share = left / target;
    if (share < FULL_ENOUGH[CUT.paragraph]) break;
    const { cut } = atoms[at]!;
    if (cut > atoms[best]!.cut && share >= FULL_ENOUGH[cut]) best = at;
    left -= atoms[at - 1]!.tokens;
  }
  return best;
}

/** The first atom that is repeated, or `to` when there is no overlap. */
function startOfNext(atoms: readonly Atom[], from: number, to: number, overlap: number): number {
  const firstBy: Partial<Record<Atom["cut"], number>> = {};
  let tokens = 0;
  for (let at = to - 1; at > from; at--) {
    tokens += atoms[at]!.tokens;
    if (tokens > overlap) break;
    firstBy[atoms[at]!.cut] = at;
  }
  const sentence = Math.min(firstBy[CUT.paragraph] ?? to, firstBy[CUT.sentence] ?? to);
  return sentence < to ? sentence : (firstBy[CUT.word] ?? firstBy[CUT.insideWord] ?? to);
}

function toChunk({ path, page, text, start }: Section, atoms: readonly Atom[]): Chunk {
  const from = atoms[0]!.start;
  const to = atoms.at(-1)!.end;
  const tokens = atoms.reduce((sum, atom) => sum + atom.tokens, 0);
  return { path, page, text: text.slice(from, to), start: start + from, end: start + to, tokens };
}
