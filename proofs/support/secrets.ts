/** Every secret begins with these letters; letters only, so that escaping for HTML, JSON and addresses leaves it as it is. */
const mark = 'knrqzx';
const length = 16;

/** The base64 letters that stand for the mark wherever it begins in a group of three bytes; the unsteady ends are cut off. */
const base64Marks = [0, 1, 2].map((offset) => {
  const encoded = Buffer.from('\0'.repeat(offset) + mark).toString('base64').replace(/=+$/, '');
  const [skip, keep] = [[0, 8], [2, 9], [3, 10]][offset]!;
  return encoded.slice(skip, keep);
});
const base64Letter = /[A-Za-z0-9+/_-]/;
const hexMark = Buffer.from(mark).toString('hex');
const plainMark = new RegExp(`${mark}[a-z]{${length - mark.length}}`, 'gi');
const hexRun = new RegExp(`${hexMark}(?:[0-9a-f]{2}){${length - mark.length}}`, 'gi');

/** A word that is nowhere else in the world. */
export function newSecret(random: () => number): string {
  const letters = Array.from({ length: length - mark.length }, () => 'abcdefghijklmnopqrstuvwxyz'[Math.floor(random() * 26)]);
  return mark + letters.join('');
}

/** Every secret in a text, in any disguise: other case, base64 at any offset, hex. */
export function secretsIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const [hit] of text.matchAll(plainMark)) found.add(hit.toLowerCase());
  for (const [hit] of text.matchAll(hexRun)) found.add(Buffer.from(hit, 'hex').toString('latin1').toLowerCase());
  for (const run of base64Runs(text)) {
    for (const skip of [0, 1, 2, 3]) {
      const decoded = Buffer.from(run.slice(skip).replaceAll('-', '+').replaceAll('_', '/'), 'base64').toString('latin1');
      for (const [hit] of decoded.matchAll(plainMark)) found.add(hit.toLowerCase());
    }
  }
  return found;
}

/** The letters around every place where the mark could stand in base64. */
function* base64Runs(text: string): Generator<string> {
  for (const fragment of base64Marks) {
    for (let at = text.indexOf(fragment); at >= 0; at = text.indexOf(fragment, at + 1)) {
      let [from, to] = [at, at + fragment.length];
      while (from > 0 && at - from < 64 && base64Letter.test(text[from - 1]!)) from -= 1;
      while (to < text.length && to - at < 128 && base64Letter.test(text[to]!)) to += 1;
      yield text.slice(from, to);
    }
  }
}

/** True when the finder knows a secret in all its disguises; a finder that misses one proves nothing. */
export function finderWorks(secret: string): boolean {
  const around = ['', 'x', 'xy'].map((before) => Buffer.from(`${before}${secret}ab`).toString('base64'));
  const disguises = [secret, secret.toUpperCase(), JSON.stringify({ a: secret }), encodeURIComponent(secret), Buffer.from(secret).toString('hex'), ...around];
  return disguises.every((text) => secretsIn(`before ${text} after`).has(secret)) && secretsIn(`nothing of ${mark} here`).size === 0;
}
