/** Something that stands in a text. */
export type Finding<Value> = {
  value: Value;
  /** UTF-16 offsets. */
  start: number;
  end: number;
};
