import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { type Category, type Resolution, type Severity, severities } from '@/lib/domain/words';
import type { TriageMember } from './members';
import { isTrackerLink, mostLinks } from './tracker-link';

// What people say of a pattern. None of it explains the pattern: what a gate counts as open is open until signed-off rules
// or later complete runs say otherwise (invariant 11), whatever resolution stands here.

/** Who fixes it: a person of the program by id, or anybody by name. */
export type Fixer = { person: string } | { name: string };

export type Triaged = {
  category: Category;
  severity: Severity;
  highestSeverity: Severity;
  triaged: boolean;
  owner: string | null;
  note: string | null;
  resolution: Resolution | null;
  resolvedAt: Date | null;
  taught: string | null;
  hiddenLegacyRule: string | null;
  fixer: Fixer | null;
  /** A calendar day, `2026-11-20`. */
  due: string | null;
  links: readonly string[];
};

export type TriageChange = { [Member in TriageMember]?: Triaged[Member] | undefined };

/** What was said before and what is said now. */
export type Said = { member: TriageMember; from: string | string[] | null; to: string | string[] | null };

const worse = (a: Severity, b: Severity): Severity => (severities.indexOf(a) <= severities.indexOf(b) ? a : b);

const textOf = (value: Triaged[TriageMember]): Said['from'] => {
  if (value === null || typeof value === 'string') return value;
  if ('person' in value) return value.person;
  return 'name' in value ? value.name : [...value];
};

const same = (a: Said['from'], b: Said['from']): boolean => JSON.stringify(a) === JSON.stringify(b);

const checked = (after: Triaged): Result<Triaged> => {
  const wrong = after.links.findIndex((link) => !isTrackerLink(link));
  if (wrong !== -1) {
    const detail = 'A link is an absolute https address without a name or password in it.';
    return refuse('invalid_body', detail, [{ pointer: `/links/${wrong}`, detail }]);
  }
  if (after.links.length > mostLinks || new Set(after.links).size < after.links.length) {
    const detail = `At most ${mostLinks} links, each once.`;
    return refuse('invalid_body', detail, [{ pointer: '/links', detail }]);
  }
  if (after.resolution === 'hidden_legacy_rule' && after.hiddenLegacyRule === null) {
    const detail = 'A hidden legacy rule is what the migration learned: say what the rule is.';
    return refuse('invalid_body', detail, [{ pointer: '/hiddenLegacyRule', detail }]);
  }
  return accept(after);
};

/**
 * What a pattern is said to be after `change`, and what that changed. A person may call a critical pattern minor; once
 * somebody looked, it stays for gates what it was at its worst.
 */
export const triage = (
  before: Triaged,
  change: TriageChange,
  at: Date,
): Result<{ after: Triaged; changes: Said[] }> => {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const merged: Triaged = { ...before, ...Object.fromEntries(given) };
  const { severity, category } = change;
  const triaged = before.triaged || severity !== undefined || category !== undefined;
  const resolvedAt = merged.resolution === before.resolution ? before.resolvedAt : at;
  const after = checked({
    ...merged,
    triaged,
    highestSeverity: before.triaged ? worse(merged.severity, before.highestSeverity) : merged.severity,
    resolvedAt: merged.resolution === null ? null : resolvedAt,
  });
  if (!after.ok) return after;
  const members = given.map(([member]) => member as TriageMember);
  const changes = members.flatMap((member): Said[] => {
    const [from, to] = [textOf(before[member]), textOf(after.value[member])];
    return same(from, to) ? [] : [{ member, from, to }];
  });
  // Looking is a judgement too: who confirms what stands there says that it is so.
  if (!before.triaged && triaged && changes.length === 0) {
    changes.push({ member: 'severity', from: before.severity, to: after.value.severity });
  }
  return accept({ after: after.value, changes });
};
