/** Logarithms of the softmax of `scores` times `factor`: they never overflow, and their exponentials add up to 1. */
export function logSoftmax(scores: ArrayLike<number>, factor = 1): Float64Array {
  let highest = -Infinity;
  for (let index = 0; index < scores.length; index++) highest = Math.max(highest, scores[index]! * factor);
  let sum = 0;
  for (let index = 0; index < scores.length; index++) sum += Math.exp(scores[index]! * factor - highest);
  const shift = highest + Math.log(sum);
  const result = new Float64Array(scores.length);
  for (let index = 0; index < scores.length; index++) result[index] = scores[index]! * factor - shift;
  return result;
}
