import { laneText } from '@/lib/domain/authority/lane';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import type { RefusalDetail } from '@/lib/domain/kernel/refusal';
import { lanesOf } from './payload';
import type { Revision, RevisionDocument } from './revision';

const differ = (a: unknown, b: unknown): boolean => canonicalJson(a) !== canonicalJson(b);

const said = (value: unknown): string => (value === null || value === undefined ? 'none' : String(value));

const payloadChanges = (then: RevisionDocument, now: RevisionDocument): RefusalDetail[] => {
  const before = new Map<string, unknown>(Object.entries(then.payload));
  return Object.entries(now.payload).flatMap(([name, value]) => {
    const old = before.get(name);
    if (!differ(old ?? null, value)) return [];
    const pointer = `/payload/${name}`;
    if (name === 'lanes') {
      const list = (document: RevisionDocument) =>
        lanesOf(document.payload)
          .map((lane) => `${laneText(lane)} (epoch ${lane.epoch})`)
          .join(', ');
      return [{ pointer, detail: `The lanes were ${list(then) || 'none'}, and are ${list(now) || 'none'}.` }];
    }
    const plain = typeof value !== 'object' && typeof old !== 'object';
    return [{ pointer, detail: plain ? `${name} was “${said(old)}”, and is “${said(value)}”.` : `${name} changed.` }];
  });
};

const versionChanges = (then: RevisionDocument, now: RevisionDocument): RefusalDetail[] =>
  (['policy', 'rules', 'criteria'] as const)
    .filter((name) => then.versions[name] !== now.versions[name])
    .map((name) => ({
      pointer: `/versions/${name}`,
      detail: `The version of ${name} was ${said(then.versions[name])}, and is ${said(now.versions[name])}.`,
    }));

const evaluationChanges = (then: RevisionDocument, now: RevisionDocument): RefusalDetail[] => {
  const keys = [...new Set([...then.evaluations, ...now.evaluations].map((evaluation) => evaluation.key))];
  return keys.flatMap((key) => {
    const before = then.evaluations.find((evaluation) => evaluation.key === key);
    const after = now.evaluations.find((evaluation) => evaluation.key === key);
    if (before?.outcome === after?.outcome) return [];
    return [
      {
        pointer: `/evaluations/${key}`,
        detail: `${key} was ${said(before?.outcome)}, and is ${said(after?.outcome)}.`,
      },
    ];
  });
};

/** What changed from one revision to a later one, for someone who saw only the earlier. */
export const changesBetween = (then: Revision, now: Revision): RefusalDetail[] => [
  ...(now.reason === null || then.number === now.number ? [] : [{ pointer: '/revision', detail: now.reason }]),
  ...payloadChanges(then.document, now.document),
  ...versionChanges(then.document, now.document),
  ...(differ(then.document.slots, now.document.slots)
    ? [{ pointer: '/slots', detail: 'The sign-offs that it needs changed.' }]
    : []),
  ...evaluationChanges(then.document, now.document),
];
