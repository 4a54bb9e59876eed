import { documentDigest } from '@/lib/domain/kernel/digest';
import type { DiscrepancyKind, Layer, Side } from '@/lib/domain/words';
import { apartText, type Difference, differenceOf } from './difference';
import type { Discrepancy } from './discrepancy';
import { ruleFor } from './rule-for';
import type { RuleSetDocument } from './rule-set';

// A pattern is the group of discrepancies with one fingerprint: context, layer, kind, field, class of difference.
// No value, unit, amount, rule or time goes into it, so that the same difference is the same pattern in every run.

const other = (side: Side): Side => (side === 'legacy' ? 'target' : 'legacy');

/** 64 hex digits, equal for equal patterns in every run and under every rule set of a context. */
export const patternFingerprint = (
  context: string,
  layer: Layer,
  discrepancy: Discrepancy,
  difference: Difference | null = differenceOf(discrepancy),
): string =>
  documentDigest({
    v: 1,
    context,
    layer,
    kind: discrepancy.kind,
    field: discrepancy.field,
    difference: difference === null ? null : [difference.class, difference.side, difference.detail],
  });

/** The pattern of everything that a source counted and did not itemise, one for each source of a context. */
export const unitemisedFingerprint = (context: string, source: string): string =>
  documentDigest({ v: 1, context, unitemisedOf: source });

export const unitemisedSentence = (source: string): string =>
  `Differences that ${source} counted and did not itemise: nobody can say what they are`;

const kindSentence = (kind: Exclude<DiscrepancyKind, 'value' | 'timing'>, field: string | null): string => {
  const of = field === null ? '' : ` (${field})`;
  const sentences: Record<typeof kind, string> = {
    missing_in_target: `Records of legacy are missing in target${of}`,
    missing_in_legacy: `Records of target are missing in legacy${of}`,
    duplicate: `Records appear more than once${of}`,
    ordering: `Records come in another order${of}`,
    type: `${field ?? 'A value'} has another type on target`,
    error_in_target: `Target fails where legacy does not${of}`,
    error_in_legacy: `Legacy fails where target does not${of}`,
  };
  return sentences[kind];
};

/** What a rule knows of each side's rounding, as a clause; empty where it knows nothing. */
const roundingClause = (rules: RuleSetDocument | null, field: string | null): string => {
  const rule = rules === null ? null : ruleFor(rules, field);
  if (rule?.type !== 'decimal' || typeof rule.rounding === 'string') return '';
  const said = (mode: string): string => mode.replace('_', ' ');
  return `, rounded ${said(rule.rounding.legacy)} on legacy, ${said(rule.rounding.target)} on target`;
};

const amountSentence = (name: string, found: Difference, discrepancy: Discrepancy, clause: string): string => {
  const side = found.side ?? 'target';
  const apart = apartText(discrepancy.legacy ?? '', discrepancy.target ?? '') ?? '';
  if (found.class === 'last_place') {
    return `${name} differs by ${apart}${clause === '' ? `, one in the last place, larger on ${side}` : clause}`;
  }
  if (found.class === 'rounded')
    return `${name} has fewer places on ${side}: it is the other side’s value, rounded${clause}`;
  if (found.class === 'scale_shift') return `${name} is 10^${found.detail} times as large on ${side}`;
  if (found.class === 'sign') return `${name} has the opposite sign; it is negative on ${side}`;
  if (found.class === 'zero') return `${name} is zero on ${side} and not on ${other(side)}`;
  if (found.class === 'slight_amount') return `${name} is larger on ${side}, by less than one in a thousand`;
  return `${name} is larger on ${side}`;
};

const valueSentence = (name: string, found: Difference, discrepancy: Discrepancy, clause: string): string => {
  const side = found.side ?? 'target';
  switch (found.class) {
    case 'not_sent':
      return `${name} differs; the values were not sent`;
    case 'same_text':
      return `${name} was counted as different, though both texts are the same as sent`;
    case 'null_against_empty':
      return `${name} is null on ${side} and empty on ${other(side)}`;
    case 'null_against_value':
      return `${name} is null on ${side} and has a value on ${other(side)}`;
    case 'blanks':
      return `${name} differs only in blanks at its ends`;
    case 'letter_case':
      return `${name} differs only in upper and lower case`;
    case 'truncated':
      return `${name} is cut short on ${side}`;
    case 'same_number':
      return `${name} is the same number, written differently`;
    case 'same_instant':
      return `${name} is the same instant, written differently`;
    case 'zone_shift':
      return `${name} is exactly ${found.detail} later on ${side}, as from another time zone`;
    case 'time_precision':
      return `${name} differs by less than a second, as from a shorter precision`;
    case 'time':
      return `${name} is later on ${side}`;
    case 'text':
      return `${name} has another text`;
    default:
      return amountSentence(name, found, discrepancy, clause);
  }
};

/** One sentence for the pattern that this discrepancy belongs to; `rules` only add what they know of rounding. */
export const patternSentence = (discrepancy: Discrepancy, rules: RuleSetDocument | null): string => {
  const { kind, field } = discrepancy;
  if (kind !== 'value' && kind !== 'timing') return kindSentence(kind, field);
  const found = differenceOf(discrepancy);
  const name = field ?? 'A value';
  return found === null ? `${name} differs` : valueSentence(name, found, discrepancy, roundingClause(rules, field));
};

/** A pattern's sentence, cut around the field that it names, as the sentences above name it; null where it names none. */
export const aroundField = (
  sentence: string,
  field: string | null,
): { before: string; field: string; after: string } | null => {
  if (field === null || field === '') return null;
  const bracket = sentence.indexOf(` (${field})`);
  if (bracket < 0 && !sentence.startsWith(`${field} `)) return null;
  const at = bracket < 0 ? 0 : bracket + 2;
  return { before: sentence.slice(0, at), field, after: sentence.slice(at + field.length) };
};
