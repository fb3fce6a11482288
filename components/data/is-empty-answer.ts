/** Whether an API answer holds nothing: `[]`, a page `{ data: [] }`, or pages that are all empty. */
export function isEmptyAnswer(answer: unknown): boolean {
  if (Array.isArray(answer)) return answer.length === 0;
  if (typeof answer !== "object" || answer === null) return answer === null;
  if ("pages" in answer && Array.isArray(answer.pages)) return answer.pages.every(isEmptyAnswer);
  return "data" in answer && Array.isArray(answer.data) && answer.data.length === 0;
}
