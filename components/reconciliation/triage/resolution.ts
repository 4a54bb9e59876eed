import type { PatternDetail } from '@/lib/contract/v1/patterns';

/** What the form of a resolution holds, as text. `fixerName` is null where `fixer` names somebody of the program, or nobody. */
export type ResolutionDraft = {
  resolution: string;
  taught: string;
  hiddenLegacyRule: string;
  fixer: string;
  fixerName: string | null;
  due: string;
  links: string;
};

export const emptyResolution: ResolutionDraft = {
  resolution: '',
  taught: '',
  hiddenLegacyRule: '',
  fixer: '',
  fixerName: null,
  due: '',
  links: '',
};

type Known = Pick<PatternDetail, 'resolution' | 'taught' | 'hiddenLegacyRule' | 'fixer' | 'due' | 'links'>;

export const draftOf = ({ resolution, taught, hiddenLegacyRule, fixer, due, links }: Known): ResolutionDraft => ({
  resolution: resolution ?? '',
  taught: taught ?? '',
  hiddenLegacyRule: hiddenLegacyRule ?? '',
  fixer: fixer?.person ?? '',
  fixerName: fixer !== null && fixer.person === null ? fixer.name : null,
  due: due ?? '',
  links: links.join('\n'),
});

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

const fixerOf = ({ fixer, fixerName }: ResolutionDraft) => {
  const name = fixerName === null ? null : textOrNull(fixerName);
  if (name !== null) return { name };
  return fixer === '' ? null : { person: fixer };
};

/** The change that a form asks for: only what was touched, so that many at once keep what each of them says. */
export const bodyOf = (draft: ResolutionDraft, before: ResolutionDraft): Record<string, unknown> => {
  const rule = draft.resolution === 'hidden_legacy_rule' ? draft.hiddenLegacyRule : '';
  const changed = (member: keyof ResolutionDraft): boolean => draft[member] !== before[member];
  return {
    ...(changed('resolution') ? { resolution: textOrNull(draft.resolution) } : {}),
    ...(changed('taught') ? { taught: textOrNull(draft.taught) } : {}),
    ...(rule === before.hiddenLegacyRule ? {} : { hiddenLegacyRule: textOrNull(rule) }),
    ...(changed('fixer') || changed('fixerName') ? { fixer: fixerOf(draft) } : {}),
    ...(changed('due') ? { due: textOrNull(draft.due) } : {}),
    ...(changed('links')
      ? { links: draft.links.split(/\s+/).filter((link, at, all) => link !== '' && all.indexOf(link) === at) }
      : {}),
  };
};
