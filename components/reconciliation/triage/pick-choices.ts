import type { TriageChoices } from '@/lib/contract/views/reconciliation';
import type { Target } from './target';

export type PickChoice = { value: string; label: string; about?: string; hint?: string; current?: boolean };

/** Every word typed must begin a word of the label; what begins with what was typed ranks first. */
export const pickedBy = (choices: readonly PickChoice[], text: string): PickChoice[] => {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = choices.filter(({ label, hint = '' }) => {
    const parts = `${label} ${hint}`.toLowerCase().split(/[\s-]+/);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  });
  const rank = ({ label }: PickChoice) => (label.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return words.length === 0 ? [...choices] : found.toSorted((a, b) => rank(a) - rank(b));
};

const allSay = <Key extends 'category' | 'severity' | 'owner'>(
  targets: readonly Target[],
  key: Key,
): Target[Key] | undefined =>
  new Set(targets.map((target) => target[key])).size === 1 ? targets[0]?.[key] : undefined;

const nobody = 'nobody';

/** What a pick of owner, category or severity offers, with what all of the patterns say now marked. */
export const choicesFor = (
  act: 'owner' | 'category' | 'severity',
  choices: TriageChoices,
  targets: readonly Target[],
): PickChoice[] => {
  if (act === 'owner') {
    const now = allSay(targets, 'owner');
    const people = choices.owners.toSorted((a, b) => Number(b.you) - Number(a.you));
    return [
      ...people.map(({ id, name, you }) => ({
        value: id,
        label: name,
        current: now === name,
        ...(you ? { hint: 'me' } : {}),
      })),
      { value: nobody, label: 'nobody', current: now === null },
    ];
  }
  const now = allSay(targets, act);
  const list: readonly { value: string; label: string }[] =
    act === 'category' ? choices.categories : choices.severities;
  return list.map(({ value, label }) => ({ value, label, current: now === value }));
};

/** The change that a pick asks for. */
export const changeOf = (act: 'owner' | 'category' | 'severity', value: string): Record<string, string | null> => ({
  [act]: act === 'owner' && value === nobody ? null : value,
});

/** What was done, as it is announced: "P-118 is rounding now." */
export const saidOf = (act: 'owner' | 'category' | 'severity', name: string, many: boolean, label: string): string => {
  const is = many ? 'are' : 'is';
  return act === 'owner' ? `${name} ${is} ${label}’s now.` : `${name} ${is} ${label} now.`;
};
