import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { differenceClasses } from '@/lib/domain/comparison/difference';
import { FieldRule, parseRuleSet } from '@/lib/domain/comparison/rule-set';

const page = readFileSync('docs/rules.md', 'utf8');

it('every rule set on the page about rules is one', () => {
  const examples = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) => parseRuleSet(JSON.parse(text)));
  expect(examples).toHaveLength(3);
  for (const example of examples) expect(example).toMatchObject({ ok: true });
});

it('the page names every member of every rule, and every class of difference', () => {
  const members = FieldRule.options.flatMap((option) => Object.keys(option.shape));
  expect([...members, ...differenceClasses].filter((name) => !new RegExp(`\\b${name}\\b`).test(page))).toEqual([]);
});
