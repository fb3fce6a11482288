import type { getDocumentProxy } from "unpdf";

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
type OutlineItem = { title: string; dest: string | unknown[] | null; items: OutlineItem[] };
type Mark = { page: number; path: string[] };

/** Chapters that are followed; an outline may point to itself. */
const MAX_MARKS = 5_000;
const MAX_LEVELS = 6;

/** For a page (from 1), the titles of the chapter that begins on it or last before it; none without an outline. */
export async function pathsByPage(pdf: Pdf): Promise<(page: number) => string[]> {
  const marks: Mark[] = [];
  const visit = async (items: OutlineItem[], above: string[]): Promise<void> => {
    for (const item of items) {
      if (marks.length >= MAX_MARKS || above.length >= MAX_LEVELS) return;
      const path = [...above, item.title];
      const page = await pageOf(pdf, item.dest);
      if (page !== null) marks.push({ page, path });
      await visit(item.items, path);
    }
  };
  await visit((await pdf.getOutline()) ?? [], []);
  const inOrder = marks.sort((one, other) => one.page - other.page);
  return (page) => firstOn(inOrder, page)?.path ?? inOrder.findLast((mark) => mark.page < page)?.path ?? [];
}

/** Of several chapters on one page the first is its path. */
const firstOn = (marks: Mark[], page: number): Mark | undefined => marks.find((mark) => mark.page === page);

/** A destination that leads nowhere only loses its chapter. */
async function pageOf(pdf: Pdf, dest: OutlineItem["dest"]): Promise<number | null> {
  try {
    const explicit = typeof dest === "string" ? await pdf.getDestination(dest) : dest;
    const target: unknown = explicit?.[0];
    if (typeof target === "number") return target + 1;
    return isReference(target) ? (await pdf.getPageIndex(target)) + 1 : null;
  } catch {
    return null;
  }
}

function isReference(target: unknown): target is { num: number; gen: number } {
  return typeof target === "object" && target !== null && "num" in target && "gen" in target;
}
