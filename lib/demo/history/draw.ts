/** A number in [0, 1) that depends on `n` and `salt` only, so that the demo's history is the same wherever it is loaded. */
export const draw = (n: number, salt: number): number => {
  let x = Math.imul(n ^ Math.imul(salt + 1, 0x9e3779b1), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  x = Math.imul(x ^ (x >>> 16), 0x27d4eb2f);
  x ^= x >>> 15;
  return (x >>> 0) / 4_294_967_296;
};

export const pick = <T>(n: number, salt: number, choices: readonly [T, ...T[]]): T =>
  choices[Math.floor(draw(n, salt) * choices.length)] ?? choices[0];

/** An amount in cents as text with two places. */
export const cents = (amount: number): string => {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
