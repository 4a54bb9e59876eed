import { roleTitles } from '@/lib/domain/access/role-titles';
import { withMoments } from '@/lib/domain/criteria/sentence';
import { capitalised, listed } from '@/lib/domain/kernel/in-words';
import type { TriageMember } from '@/lib/domain/pattern/members';
import { driftClearedSentence, driftSentence } from '@/lib/domain/router/drift-words';
import type { HoldScope } from '@/lib/domain/words';
import { byKey, type Called, inNames } from './called';
import type { LedgerEntry } from './entry';
import { type FactData, type FactType, factSchemas, factTypes } from './fact';

type Sentences = { [T in FactType]: (data: FactData<T>, who: string) => string };

const d = ({ number }: { number: number }): string => `D-${number}`;
const lane = ({ workload, audience }: { workload: string; audience: string }): string => `${workload} of ${audience}`;
const because = (reason: string): string => (reason === '' ? '.' : `: ${reason}`);
const discrepancies = (number: number): string => (number === 1 ? '1 discrepancy' : `${number} discrepancies`);
const as = (roleName: keyof typeof roleTitles): string => `as ${roleTitles[roleName]}`;
const byDecision = (decision: { number: number } | undefined): string =>
  decision === undefined ? '' : ` by ${d(decision)}`;
const onBehalf = ({ onBehalfOf }: { onBehalfOf?: { name: string } | undefined }): string =>
  onBehalfOf === undefined ? '' : ` on behalf of ${onBehalfOf.name}`;
const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
const initially = (initial: boolean): string => (initial ? ' as the initial one' : '');

const whatIsHeld = ({ context, scope }: { context: string | null; scope?: HoldScope | undefined }): string =>
  context ?? (scope === 'installation' ? 'everything' : 'the whole program');

const ordinals = ['', 'for the first', 'for the second', 'for the third'];
const nth = (times: number): string => ordinals[times] ?? `for the ${times}th`;
const reopenedFrom = ({ was, resolution }: FactData<'pattern.reopened'>): string =>
  was !== 'resolved' || resolution === null ? was : `resolved (${resolution.replaceAll('_', ' ')})`;

const memberWords: Record<TriageMember, string> = {
  category: 'category',
  severity: 'severity',
  owner: 'owner',
  note: 'note',
  resolution: 'resolution',
  taught: 'what it taught',
  hiddenLegacyRule: 'hidden legacy rule',
  fixer: 'who fixes it',
  due: 'due day',
  links: 'links',
};

/** Called by its number; an entry from before numbers were kept has none. */
const patternOf = ({ number, context }: { number?: number | undefined; context: string }): string =>
  number === undefined ? `a pattern of ${context}` : `P-${number} of ${context}`;

/** What triage changed, in words; an entry without members is from before they were kept. */
const triagedSentence = (data: FactData<'pattern.triaged'>, who: string): string => {
  const { changes = [] } = data;
  const members = new Set(changes.map(({ member }) => member));
  const called = `called ${patternOf(data)} ${data.category.replaceAll('_', ' ')}, ${data.severity}`;
  if (changes.length === 0) return `${who} ${called}${because(data.note)}`;
  const judged = members.has('category') || members.has('severity');
  const acts = [
    ...(judged ? [called] : []),
    ...changes.flatMap(({ member, to }) =>
      member === 'resolution' && typeof to === 'string'
        ? [`resolved ${judged ? 'it' : patternOf(data)} as ${to.replaceAll('_', ' ')}`]
        : [],
    ),
  ];
  const note = members.has('note') ? data.note : '';
  if (acts.length > 0) return `${who} ${listed(acts)}${because(note)}`;
  return `${who} changed ${listed([...members].map((member) => memberWords[member]))} of ${patternOf(data)}${because(note)}`;
};

const kinds = {
  advance: 'an advance',
  rollback: 'a rollback',
  redraw_lanes: 'a new drawing of lanes',
  review_rollback: 'the review of a rollback',
  activate_rules: 'the activation of rules',
  activate_criteria: 'the activation of criteria',
  accept_risk: 'the acceptance of a risk',
  authorise_replay: 'the authorisation of a replay',
  extend_rollback_window: 'the extension of a rollback window',
  extend_deadline: 'another hard date',
  change_policy: 'a change of the sign-off policy',
  retire_legacy: 'the retirement of legacy',
  break_glass: 'a break-glass move',
  review_break_glass: 'the review of a break-glass move',
} as const;

const sentences: Sentences = {
  'demo.clock_simulated': (data) => `The demo's history was loaded with a simulated clock. ${data.note}`,
  'program.created': (data, who) => `${who} created the program ${data.name}.`,
  'context.created': (data, who) => `${who} created the context ${data.name}.`,
  'manifest.applied': (data, who) => `${who} applied the manifest: ${data.changes.join('; ') || 'nothing changed'}.`,
  'policy.put_in_force': (data) =>
    `Sign-off policy ${data.version} came into force${initially(data.initial)}${byDecision(data.decision)}.`,
  'criteria.put_in_force': (data) =>
    `Criteria set ${data.version} of ${data.context} came into force${initially(data.initial)}${byDecision(data.decision)}.`,
  'expected_checks.put_in_force': (data) =>
    `Other expected checks of ${data.context} came into force${byDecision(data.decision)}.`,
  'sources.put_in_force': (data) =>
    `Other sources of events about ${data.context} came into force${byDecision(data.decision)}.`,
  'equivalence.put_in_force': (data) =>
    `Version ${data.version} of what counts as the same in ${data.context} came into force${byDecision(data.decision)}.`,
  'deadline.moved': (data) =>
    `The hard date moved from ${data.from ?? 'none'} to ${data.to}${byDecision(data.decision)}, moved later ${times(data.extensions)} so far${because(data.reason)}`,
  'manifest.rewritten': (data) =>
    `The manifest on record says what ${d(data.decision)} put in force: ${data.parts.join(', ')}.`,
  'rules.drafted': (data, who) => `${who} drafted rule set ${data.version} of ${data.context}.`,
  'rules.activated': (data) => `Rule set ${data.version} of ${data.context} came into force by ${d(data.decision)}.`,
  'run.recorded': (data, who) =>
    `${who} sent run ${data.externalId} of ${data.source} for ${data.context}: ${data.outcome.replaceAll('_', ' ')}, ${discrepancies(data.discrepancies)}.`,
  'run.itemised': (data, who) =>
    `${who} sent ${discrepancies(data.lines)} of run ${data.externalId} of ${data.source}: ${data.announced === null ? `${data.discrepancies}` : `${data.discrepancies} of ${data.announced}`} by now, ${data.outcome.replaceAll('_', ' ')}.`,
  'discrepancies.let_go': (data) =>
    `The ${discrepancies(data.discrepancies)} of ${data.runs === 1 ? '1 run' : `${data.runs} runs`} received in ${data.month} were let go after ${data.keptMonths} months; counts, examples and hashes stay.`,
  'run.superseded': (data) => `Run ${data.externalId} of ${data.source} was superseded by a later one.`,
  'pattern.opened': (data) =>
    `${data.number === undefined ? 'A pattern' : `P-${data.number}`} was found in ${data.context}: ${data.sentence}`,
  'pattern.triaged': triagedSentence,
  'pattern.reopened': (data) =>
    `${capitalised(patternOf(data))}, which was ${reopenedFrom(data)}, is open again, ${nth(data.times)} time.`,
  'pattern.merged': (data, who) =>
    `${who} merged P-${data.number} of ${data.context} into P-${data.into.number}${data.moved.length === 0 ? '' : `, with ${listed(data.moved.map((number) => `P-${number}`))}`}.`,
  'pattern.unmerged': (data, who) =>
    `${who} took P-${data.number} of ${data.context} out of P-${data.from.number} again.`,
  'pattern.split': (data, who) =>
    `${who} split P-${data.number} of ${data.context} by ${data.dimension} into ${listed(data.parts.map(({ number }) => `P-${number}`))}.`,
  'pattern.joined': (data, who) =>
    `${who} joined the parts of P-${data.number} of ${data.context} again: ${listed(data.parts.map(({ number }) => `P-${number}`))}.`,
  'pattern.changed': (data) => `${capitalised(patternOf(data))} is ${data.state} now${because(data.because)}`,
  'attestation.given': (data) => `${data.name} attested ${as(data.role)} for ${data.context}: ${data.statement}`,
  'risk.accepted': (data) =>
    `${data.name} owns until ${data.until} that “${data.criterion}” of ${data.context} is not met${byDecision(data.decision)}${because(data.gap)}`,
  'replay.authorised': (data) =>
    `A replay on ${data.side} of ${data.context}, from ${data.from} to ${data.to}, is authorised until ${data.until}${byDecision(data.decision)}${because(data.what)}`,
  'decision.drafted': (data, who) => `${who} drafted ${d(data.decision)}, ${kinds[data.kind]}: ${data.title}.`,
  'decision.proposed': (data, who) => `${who} proposed ${d(data.decision)}, ${kinds[data.kind]}: ${data.title}.`,
  'decision.revised': (data) => `Revision ${data.revision} of ${d(data.decision)} began: ${data.reasons.join(' ')}`,
  'decision.executed': (data, who) =>
    `${who} executed ${d(data.decision)}, signed off by ${data.signOffs.map(({ name }) => name).join(', ') || 'nobody beforehand'}.`,
  'decision.rejected': (data) => `${d(data.decision)} was refused${because(data.reason)}`,
  'decision.withdrawn': (data, who) => `${who} withdrew ${d(data.decision)}${because(data.reason)}`,
  'decision.expired': (data) => `${d(data.decision)} expired on ${data.expiredAt}.`,
  'decision.superseded': (data) => `${d(data.decision)} was superseded${because(data.reason)}`,
  'sign_off.given': (data) =>
    `${data.name} approved revision ${data.revision} of ${d(data.decision)} ${as(data.role)}${onBehalf(data)}.`,
  'sign_off.refused': (data) =>
    `${data.name} refused revision ${data.revision} of ${d(data.decision)} ${as(data.role)}${onBehalf(data)}${because(data.reason)}`,
  'sign_off.revoked': (data, who) =>
    `${who} took back a sign-off of ${d(data.decision)}${data.onBehalfOf === undefined ? '' : `, given by ${data.name}${onBehalf(data)}`}.`,
  'authority.opened': (data) => `Authority over ${data.context}, ${lane(data)}, began with ${data.side}.`,
  'authority.shifted': (data) =>
    `Authority over ${data.context}, ${lane(data)}, moves to ${data.side} on ${data.effectiveFrom} by ${d(data.decision)} (epoch ${data.epoch}).`,
  'authority.rolled_back': (data) =>
    `Authority over ${data.context}, ${lane(data)}, goes back to ${data.side} on ${data.effectiveFrom} by ${d(data.decision)} (epoch ${data.epoch})${because(data.reason)}`,
  'stage.changed': (data) => `${data.context} goes from ${data.from} to ${data.to} by ${d(data.decision)}.`,
  'lanes.redrawn': (data) =>
    `The lanes of ${data.context} are drawn anew from ${data.effectiveFrom} by ${d(data.decision)}: ${data.ended.length} end, ${data.begun.reduce((sum, { lanes }) => sum + lanes.length, 0)} begin, and no key changes its side.`,
  'way_back.proven': (data, who) =>
    `${who} proved the way back of ${listed(data.workloads)} of ${data.context}, ${data.lost === null ? 'lossless' : `lossy (${data.lost})`}, until ${data.validUntil}: ${data.evidence}`,
  'way_back.withdrawn': (data, who) =>
    `${who} withdrew a proof of the way back of ${listed(data.workloads)} of ${data.context}${because(data.reason)}`,
  'window.opened': (data) =>
    `The way back of ${data.context}, ${lane(data)}, is open from ${data.opensAt} until ${data.closesAt}.`,
  'window.used': (data) => `The way back of ${data.context}, ${lane(data)}, was used by ${d(data.by)}.`,
  'window.extended': (data) =>
    `The way back of ${data.context}, ${lane(data)}, stays open until ${data.to}, no longer until ${data.from}${byDecision(data.by)}; extended ${times(data.number)}${because(data.reason)}`,
  'window.closing': (data) => `The way back of ${data.context}, ${lane(data)}, closes on ${data.closesAt}.`,
  'window.closed': (data) => `The way back of ${data.context}, ${lane(data)}, closed on ${data.closedAt}.`,
  'break_glass.used': (data, who) =>
    `${who} broke the glass in ${data.context} for ${data.incident}: ${data.lanes.map(lane).join('; ')} to ${data.side}, by ${d(data.decision)}${because(data.reason)}`,
  'break_glass.acknowledged': (data) =>
    `${data.name} took on the review ${d(data.decision)} of the break-glass move ${d(data.breakGlass)}.`,
  'break_glass.overdue': (data) =>
    `The break-glass move ${d(data.breakGlass)} was not reviewed by ${data.dueAt}: nothing moves towards target in the program until ${d(data.decision)} is signed off.`,
  'guard.broken': (data) =>
    `The guard “${data.criterion}” of ${d(data.decision)} in ${data.context} broke: ${data.evaluation.sentence} ${data.led.kind === 'hold' ? 'It placed a hold.' : `It went back by D-${data.led.number ?? ''}.`}`,
  'hold.placed': (data, who) =>
    `${data.guard === undefined ? who : `The guard of ${d(data.guard)}`} placed a ${data.calendar == null ? 'hold' : 'freeze'} on ${whatIsHeld(data)}${data.until == null ? '' : ` until ${data.until}`}${because(data.reason)}`,
  'hold.lifted': (data, who) => `${who} lifted the hold on ${whatIsHeld(data)}${because(data.reason)}`,
  'router.acknowledged': (data) =>
    `Router ${data.router} applies epoch ${data.epoch} of ${data.context}, ${lane(data)}${data.previous !== null && data.previous > data.epoch ? `, having gone back from ${data.previous}` : ''}.`,
  'drift.found': (data) => driftSentence(data),
  'drift.cleared': (data) => driftClearedSentence(data),
  'retirement_item.changed': (data, who) => `${who} changed “${data.title}”: ${data.changes.join('; ')}.`,
  'retirement_item.done': (data, who) => `${who} marked “${data.title}” done${because(data.evidence)}`,
  'person.invited': (data, who) => `${who} invited ${data.name}.`,
  'person.joined': (data) => `${data.name} joined.`,
  'person.disabled': (data, who) => `${who} disabled the account of ${data.name}.`,
  'person.enabled': (data, who) => `${who} enabled the account of ${data.name}.`,
  'installation_admin.granted': (data, who) => `${who} made ${data.name} an administrator of the installation.`,
  'delegation.given': (data) =>
    `${data.name} lent their place ${as(data.role)} to ${data.to.name} until ${data.until}, in ${data.contexts === null ? 'all contexts' : listed(data.contexts)}${because(data.reason)}`,
  'delegation.ended': (data, who) =>
    `${who} ended what ${data.name} lent to ${data.to.name}, the place ${as(data.role)}.`,
  'role.granted': (data, who) => `${who} gave ${data.name} the role ${roleTitles[data.role]}.`,
  'role.revoked': (data, who) => `${who} took the role ${roleTitles[data.role]} from ${data.name}.`,
  'key.created': (data, who) => `${who} created the API key ${data.name} with ${data.scopes.join(', ') || 'no scope'}.`,
  'key.revoked': (data, who) => `${who} revoked the API key ${data.name}.`,
  'passkey.added': (data) => `${data.name} added the passkey “${data.label}”.`,
  'passkey.removed': (data) => `${data.name} removed the passkey “${data.label}”.`,
};

const tell = <T extends FactType>(type: T, data: unknown, who: string, called: Called): string => {
  const schema: { parse: (data: unknown) => unknown } = factSchemas[type];
  return sentences[type](inNames(schema.parse(data) as FactData<T>, called), who);
};

const full = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);

/** One entry as a sentence for screens: instants as people write them, and what has a name by its name. */
export const sentenceOf = (entry: Pick<LedgerEntry, 'type' | 'data' | 'actor'>, called: Called = byKey): string => {
  const type = factTypes.find((known) => known === entry.type);
  if (type === undefined) return `Something of the kind ${entry.type} happened.`;
  return full(withMoments(tell(type, entry.data, entry.actor.name ?? 'Lockgate', called)));
};
