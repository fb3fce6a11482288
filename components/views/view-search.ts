/** Parameters that say what is open on the page, not what it shows. */
const TRANSIENT = ["execution"];

/** The address's parameters that make a view, in a fixed order, so that equal filters give equal views. */
export function viewSearchOf(parameters: URLSearchParams): string {
  const kept = new URLSearchParams([...parameters].filter(([name]) => !TRANSIENT.includes(name)));
  kept.sort();
  return kept.toString();
}
