const NUMBER = /\d+(?:[.,'’ \u00a0\u202f]\d{3})*(?:[.,:]\d+)?/gu;

/** The numbers of a text in one spelling: "1,200.50", "1.200,50" and "1200.5" are the same. In order, repeats included. */
export const readNumbers = (text: string): string[] => (text.match(NUMBER) ?? []).map(canonical);

function canonical(spelling: string): string {
  const compact = spelling.replace(/['’ \u00a0\u202f]/gu, "");
  const decimals = /[.,](\d{1,2}|\d{4,})$/u.exec(compact);
  const whole = (decimals ? compact.slice(0, decimals.index) : compact).replace(/[.,]/gu, "");
  const fraction = decimals?.[1]?.replace(/(?<!0)0+$/u, "") ?? "";
  const digits = whole.replace(/^0+(?=\d)/u, "");
  return fraction === "" ? digits : `${digits}.${fraction}`;
}
