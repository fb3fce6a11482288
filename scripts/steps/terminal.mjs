const isTerminal = process.stdout.isTTY === true && !process.env.NO_COLOR;
const paint = (code) => (text) => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = paint(1);
const dim = paint(2);
const green = paint(32);
const red = paint(31);

const seconds = (sinceMs) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;

/** Runs one named piece of work and prints its name at once, its outcome and its seconds when it ends. */
export async function step(name, work) {
  const startedMs = performance.now();
  if (isTerminal) process.stdout.write(`  ${dim("…")} ${name}`);
  const finish = (mark, note) =>
    process.stdout.write(`${isTerminal ? "\r\u001b[K" : ""}  ${mark} ${name} ${dim(note)}\n`);
  if (!isTerminal) process.stdout.write(`  … ${name}\n`);
  try {
    const note = await work();
    finish(green("✓"), `${note ? `${note}, ` : ""}${seconds(startedMs)}`);
  } catch (error) {
    finish(red("✗"), `failed after ${seconds(startedMs)}`);
    throw error;
  }
}

/** Ends the program with a message for the person who started it. */
export function fail(message) {
  process.stderr.write(`\n${message}\n\n`);
  process.exit(1);
}
