import type { ReplayedPrompt } from "../replay-schemas";

/** Rows of one statement. */
const MAX_ROWS = 200;
/** Text of one statement, characters: about what a single line may hold. */
const MAX_CHARACTERS = 4_000_000;

/** Prompts that are stored together: until there are many of them, or they are long. */
export class ReplayBatch {
  readonly prompts: ReplayedPrompt[] = [];
  private characters = 0;

  add(prompt: ReplayedPrompt): void {
    this.prompts.push(prompt);
    this.characters += prompt.prompt.length;
    for (const { answer } of Object.values(prompt.results)) this.characters += answer?.length ?? 0;
  }

  get isFull(): boolean {
    return this.prompts.length >= MAX_ROWS || this.characters >= MAX_CHARACTERS;
  }
}
