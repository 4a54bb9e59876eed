import type { DrawnCohort } from '@/lib/contract/views/context';

/** How a cohort is cut out of the traffic. */
export type Cut = 'where' | 'percent' | 'rest';

/** A cohort while it is edited; numbers as they are typed. */
export type CohortDraft = {
  key: string;
  slug: string;
  name: string;
  cut: Cut;
  where: Readonly<Record<string, readonly string[]>>;
  from: string;
  to: string;
  traffic: string;
};

export const isDraft = (value: object): value is CohortDraft => 'cut' in value;

const text = (value: number | undefined | null): string => (value == null ? '' : String(value));

/** The drawing on record, to be edited; everyone else comes last, whether it is written or not. */
export const draftsOf = (cohorts: readonly DrawnCohort[]): CohortDraft[] => {
  const drafts = cohorts.map(
    ({ slug, name, where, percent, trafficPercent }): CohortDraft => ({
      key: slug,
      slug,
      name,
      cut: where !== null ? 'where' : percent !== null ? 'percent' : 'rest',
      where: where ?? {},
      from: text(percent?.from),
      to: text(percent?.to),
      traffic: text(trafficPercent),
    }),
  );
  return drafts.some(({ cut }) => cut === 'rest') ? drafts : [...drafts, { ...newDraft(), ...rest }];
};

const rest = { key: 'rest', slug: 'rest', name: 'Everyone else', cut: 'rest' } as const;

/** A cohort that takes nothing yet. */
export const newDraft = (): CohortDraft => ({
  key: crypto.randomUUID(),
  slug: '',
  name: '',
  cut: 'where',
  where: {},
  from: '',
  to: '',
  traffic: '',
});

/** What still has to be said of a drawing before it can be looked at, in one sentence. */
export const unfinished = (drafts: readonly CohortDraft[]): string | null => {
  for (const [at, { slug, name, cut, where, from, to }] of drafts.entries()) {
    const which = name.trim() === '' ? `Cohort ${at + 1}` : `“${name.trim()}”`;
    if (name.trim() === '') return `${which} needs a name.`;
    if (slug.trim() === '') return `${which} needs a short name.`;
    if (cut === 'where' && Object.values(where).every((values) => values.length === 0)) {
      return `${which} takes nobody yet: choose values.`;
    }
    if (cut === 'percent' && (from === '' || to === '')) return `${which} needs its range of the keys.`;
  }
  return null;
};

/** The drawing as the API takes it. */
export const wireOf = (drafts: readonly CohortDraft[]): Record<string, unknown>[] =>
  drafts.map(({ slug, name, cut, where, from, to, traffic }) => ({
    slug: slug.trim(),
    name: name.trim(),
    ...(cut === 'where'
      ? { where: Object.fromEntries(Object.entries(where).filter(([, values]) => values.length > 0)) }
      : {}),
    ...(cut === 'percent' ? { percent: { from: Number(from), to: Number(to) } } : {}),
    ...(traffic === '' ? {} : { trafficPercent: Number(traffic) }),
  }));

/** With two neighbours in each other's place. */
export const swapped = (drafts: readonly CohortDraft[], at: number, by: -1 | 1): CohortDraft[] => {
  const [one, other] = [drafts[at], drafts[at + by]];
  if (one === undefined || other === undefined) return [...drafts];
  return drafts.map((draft, index) => (index === at ? other : index === at + by ? one : draft));
};
