// What can be wrong with the catalogues. Pure, so that the check can show that it would complain.

const withoutPlural = (key) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const placeholders = (sentence) => [...sentence.matchAll(/\{\{\s*(\w+)/g)].map((m) => m[1]).sort();

/**
 * @param {{nl: Record<string, string>, en: Record<string, string>}} catalogues keys flat, dotted
 * @param {{file: string, text: string}[]} sources code that may ask for words
 * @param {{prefix: string, members: string[]}[]} families every member must have a word under the prefix
 * @returns {string[]}
 */
export function wordProblems(catalogues, sources, families = []) {
  const problems = [];
  const { nl, en } = catalogues;
  for (const key of Object.keys(nl)) if (!(key in en)) problems.push(`${key}: in nl, not in en`);
  for (const key of Object.keys(en)) if (!(key in nl)) problems.push(`${key}: in en, not in nl`);

  for (const [language, words] of Object.entries(catalogues)) {
    for (const [key, sentence] of Object.entries(words)) {
      if (sentence.trim() === '') problems.push(`${language} ${key}: empty`);
      if (sentence.includes('!')) problems.push(`${language} ${key}: an exclamation mark`);
      if (key.endsWith('_one') && !(`${withoutPlural(key)}_other` in words)) problems.push(`${language} ${key}: has no _other`);
      if (key.endsWith('_other') && !(`${withoutPlural(key)}_one` in words)) problems.push(`${language} ${key}: has no _one`);
    }
  }
  for (const key of Object.keys(nl)) {
    if (!(key in en) || key.endsWith('_one')) continue;
    const [a, b] = [placeholders(nl[key]), placeholders(en[key])];
    if (a.join() !== b.join()) problems.push(`${key}: nl fills in {${a.join(', ')}}, en {${b.join(', ')}}`);
  }

  const known = new Set(Object.keys(nl).map(withoutPlural));
  const used = new Set();
  const asked = [
    [/\b(?:t|translate)\(\s*'([^']+)'/g, (m) => m],
    [/\b(?:t|translate)\(\s*"([^"]+)"/g, (m) => m],
    [/\bi18nKey=(?:\{\s*)?['"]([^'"]+)['"]/g, (m) => m],
  ];
  for (const { file, text } of sources) {
    for (const [pattern] of asked) {
      for (const [, key] of text.matchAll(pattern)) if (!known.has(key)) problems.push(`${file}: asks for "${key}", which no catalogue has`);
    }
    for (const [, , literal] of text.matchAll(/(['"])([a-zA-Z][\w.-]*)\1/g)) if (known.has(literal)) used.add(literal);
    for (const [, start, end] of text.matchAll(/`([a-zA-Z][\w.-]*)\$\{[^`]*\}([\w.-]*)`/g)) {
      const built = [...known].filter((key) => key.startsWith(start) && key.endsWith(end) && key.length > start.length + end.length);
      for (const key of built) used.add(key);
    }
  }
  for (const key of known) if (!used.has(key)) problems.push(`${key}: nobody uses it`);

  for (const { prefix, members } of families) {
    for (const member of members) if (!known.has(`${prefix}${member}`)) problems.push(`${prefix}${member}: the contract has it, the catalogues do not`);
  }
  return problems;
}

/** Cases that must be refused, each for its own reason. */
export const wrongCases = [
  ['in nl, not in en', wordProblems({ nl: { 'a.b': 'x' }, en: {} }, [{ file: 'f', text: "t('a.b')" }])],
  ['in en, not in nl', wordProblems({ nl: {}, en: { 'a.b': 'x' } }, [])],
  ['nobody uses it', wordProblems({ nl: { 'a.b': 'x' }, en: { 'a.b': 'x' } }, [])],
  ['which no catalogue has', wordProblems({ nl: {}, en: {} }, [{ file: 'f', text: "t('a.c')" }])],
  ['an exclamation mark', wordProblems({ nl: { 'a.b': 'Hoi!' }, en: { 'a.b': 'Hi' } }, [{ file: 'f', text: "t('a.b')" }])],
  ['has no _other', wordProblems({ nl: { 'a_one': 'x' }, en: { 'a_one': 'x' } }, [{ file: 'f', text: "t('a')" }])],
  ['fills in', wordProblems({ nl: { 'a.b': '{{name}}' }, en: { 'a.b': '{{person}}' } }, [{ file: 'f', text: "t('a.b')" }])],
  ['empty', wordProblems({ nl: { 'a.b': ' ' }, en: { 'a.b': 'x' } }, [{ file: 'f', text: "t('a.b')" }])],
  ['the contract has it', wordProblems({ nl: {}, en: {} }, [], [{ prefix: 'errors.code.', members: ['FORBIDDEN'] }])],
];
