/** Who made something: what the product did by itself is named after its job, so `job:demo_load` is "demo load (automatic)". */
export const authorText = (name: string): string =>
  name.startsWith("job:") ? `${name.slice("job:".length).replaceAll("_", " ")} (automatic)` : name;
