import { describe, expect, it } from "vitest";
import { prepareHeatMap } from "./prepare-confusions";

describe("the heat map of confusions", () => {
  it("shades by the share of the true label, so that large labels do not outshine small ones", () => {
    const { cells } = prepareHeatMap({
      labels: ["large", "small"],
      cells: [
        [0, 0, 75],
        [0, 1, 25],
        [1, 1, 1],
      ],
    });
    expect(cells.map(({ shade, isRight }) => [shade, isRight])).toEqual([
      [Math.sqrt(0.75), true],
      [0.5, false],
      [1, true],
    ]);
  });

  it("is empty without answers", () => {
    expect(prepareHeatMap({ labels: [], cells: [] }).cells).toEqual([]);
  });
});
