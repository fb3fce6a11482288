import { describe, expect, it } from "vitest";
import { prepareChartRows } from "./prepare-chart-rows";

const series = [{ key: "a", label: "a", colour: "red", dash: undefined }];
const row = (atMs: number, value: number | null, isOpen = false) => ({
  atMs,
  isOpen,
  values: [value],
  overlay: null,
  marks: [],
});
const prepare = (rows: ReturnType<typeof row>[]) =>
  prepareChartRows({ series, rows, seriesCount: 1, overlayLabel: null });

describe("prepareChartRows", () => {
  it("lets the dotted end begin where the solid line stops", () => {
    expect(prepare([row(1, 5), row(2, 6), row(3, 2, true)])).toEqual([
      { atMs: 1, overlay: null, solid0: 5, open0: null },
      { atMs: 2, overlay: null, solid0: 6, open0: 6 },
      { atMs: 3, overlay: null, solid0: null, open0: 2 },
    ]);
  });

  it("draws nothing dotted when every bucket has ended, and keeps gaps", () => {
    expect(prepare([row(1, null), row(2, 6)]).map((entry) => [entry.solid0, entry.open0])).toEqual([
      [null, null],
      [6, null],
    ]);
  });
});
