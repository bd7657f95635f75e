/**
 * The text of a recogniser that was trained by CTC (Graves et al., 2006), by its best path: the likeliest character of
 * each column, repetitions taken once, blanks left out. `logits`: a row for each column, the blank first, then the
 * alphabet. `confidence` is the mean probability of the characters that are kept, 0 where there are none.
 */
export function readColumns(logits: Float32Array, alphabet: string): { text: string; confidence: number } {
  const row = alphabet.length + 1;
  let [text, sum, previous] = ['', 0, 0];
  for (let start = 0; start + row <= logits.length; start += row) {
    const { best, probability } = likeliest(logits.subarray(start, start + row));
    if (best !== 0 && best !== previous) {
      text += alphabet[best - 1] ?? '';
      sum += probability;
    }
    previous = best;
  }
  return { text, confidence: text.length === 0 ? 0 : sum / text.length };
}

function likeliest(scores: Float32Array): { best: number; probability: number } {
  let best = 0;
  scores.forEach((score, i) => {
    if (score > scores[best]!) best = i;
  });
  const total = scores.reduce((sum, score) => sum + Math.exp(score - scores[best]!), 0);
  return { best, probability: 1 / total };
}
