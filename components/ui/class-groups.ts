/** Whatever stands after the prefix, `h-8` as well as `h-(--height)`. */
const any = () => true;

/** `rounded-t-xl` rounds two corners, so `rounded-md` stays beside it. */
const isEveryCorner = (value: string) => !/^[trblse]{1,2}(-|$)/.test(value);

const isLength = (value: string) => /^\[\d/.test(value);

/** One group for each prefix, named like it. */
const byPrefix = (...prefixes: string[]) =>
  Object.fromEntries(prefixes.map((prefix) => [prefix, [{ [prefix]: [any] }]]));

/** Which classes set the same property. A class of no group is always kept. */
export const CLASS_GROUPS = {
  display: ["block", "inline-block", "inline", "flex", "inline-flex", "grid", "inline-grid", "contents", "hidden"],
  position: ["static", "fixed", "absolute", "relative", "sticky"],
  ...byPrefix("size", "w", "h", "min-w", "max-w", "min-h", "max-h"),
  ...byPrefix("p", "px", "py", "pt", "pr", "pb", "pl", "m", "mx", "my", "mt", "mr", "mb", "ml"),
  ...byPrefix("gap", "gap-x", "gap-y", "inset", "inset-x", "inset-y", "top", "right", "bottom", "left", "z"),
  ...byPrefix("overflow", "overflow-x", "overflow-y", "bg", "opacity", "leading", "tracking", "whitespace"),
  ...byPrefix("items", "justify", "self", "shrink", "grow", "basis", "grid-cols", "col-span", "cursor", "animate"),
  direction: [{ flex: ["row", "col", "row-reverse", "col-reverse"] }],
  wrap: [{ flex: ["wrap", "nowrap"] }],
  flex: [{ flex: [any] }],
  family: [{ font: ["sans", "mono"] }],
  weight: [{ font: ["normal", "medium", "semibold", "bold"] }],
  alignment: [{ text: ["left", "center", "right"] }],
  textWrap: [{ text: ["balance", "pretty", "wrap", "nowrap"] }],
  fontSize: [{ text: ["xs", "sm", "base", "lg", "xl", "2xl", isLength] }],
  colour: [{ text: [any] }],
  rounded: ["rounded", { rounded: [isEveryCorner] }],
  borderWidth: [{ border: ["", "0", "2"] }],
  borderTop: [{ "border-t": ["", "0", "2"] }],
  borderRight: [{ "border-r": ["", "0", "2"] }],
  borderBottom: [{ "border-b": ["", "0", "2"] }],
  borderLeft: [{ "border-l": ["", "0", "2"] }],
  borderStyle: [{ border: ["solid", "dashed", "dotted"] }],
  borderColour: [{ border: [any] }],
  shadow: [{ shadow: [any] }],
};

/** A class of the key also replaces the listed ones: `p-4` after `px-2` leaves only `p-4`. */
export const CONFLICTS = {
  size: ["w", "h"],
  p: ["px", "py", "pt", "pr", "pb", "pl"],
  px: ["pr", "pl"],
  py: ["pt", "pb"],
  m: ["mx", "my", "mt", "mr", "mb", "ml"],
  mx: ["mr", "ml"],
  my: ["mt", "mb"],
  gap: ["gap-x", "gap-y"],
  inset: ["inset-x", "inset-y", "top", "right", "bottom", "left"],
  "inset-x": ["right", "left"],
  "inset-y": ["top", "bottom"],
  overflow: ["overflow-x", "overflow-y"],
  fontSize: ["leading"],
  borderWidth: ["borderTop", "borderRight", "borderBottom", "borderLeft"],
};
