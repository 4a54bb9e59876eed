import type { PatternPatch } from '@/lib/contract/v1/patterns';
import type { Role, Workload } from '@/lib/domain/words';

/** A lane as the scenario writes it: `reads/cohort:eu-motor`. */
export type LaneText = `${Workload}/${'cohort' | 'subscriber'}:${string}`;

export type Voice = { role: Role; refuses?: string; says?: string };

type When = { day: number; time?: string };

/** One thing that somebody did in the demo's past; a decision stands for its proposal, sign-offs and execution. */
export type Act = When & { context: string } & (
    | { do: 'attest'; criterion: string; evidence: string }
    | { do: 'activate_rules'; version: number; title: string; rationale: string }
    | {
        do: 'advance';
        to: 'shadow' | 'validated' | 'selective' | 'full';
        lanes?: readonly LaneText[];
        rollbackDays?: number;
        title: string;
        rationale: string;
        /** Who signs, in order; the policy's slots must be among them for it to be executed. */
        voices: readonly Voice[];
        /** False where it was refused or is still waiting. */
        executed?: boolean;
      }
    | {
        do: 'roll_back';
        lanes: readonly LaneText[];
        reason: string;
        review: { day: number; time?: string; voices: readonly Voice[] };
      }
    | {
        do: 'prove_way_back';
        workloads: readonly Workload[];
        /** What going back would lose; left out where it loses nothing. */
        lost?: string;
        evidence: string;
        /** For how many days it counts, from that day on. */
        days: number;
      }
    | { do: 'hold'; by: Role; reason: string; lifted?: { day: number; time?: string; by: Role; reason: string } }
    | { do: 'triage'; by: Role; field: string; patch: Omit<PatternPatch, 'revision' | 'owner'>; owner?: Role }
    | { do: 'retire'; by: Role; item: string; evidence: string }
  );

const says = (...roles: Role[]): Voice[] => roles.map((role) => ({ role }));

/** The usual voices for each step, as the default policy asks for them. */
export const voices = {
  shadow: says('owner'),
  validated: says('owner', 'business'),
  selective: says('business', 'operations', 'risk'),
  review: says('business', 'risk'),
} as const;

/** What every context goes through before anybody compares anything: effects contained, target shadows, rules signed. */
export const beginning = (
  context: string,
  name: string,
  day: number,
  rulesDay: number,
  contained: string,
  accepted: string,
): Act[] => [
  { do: 'attest', context, day: day - 1, time: '08:30', criterion: 'side-effects-contained', evidence: contained },
  {
    do: 'advance',
    context,
    day: day - 1,
    time: '09:00',
    to: 'shadow',
    title: `${name} begins to shadow`,
    rationale: 'Target takes the same input from tonight on; nothing that it does reaches anyone.',
    voices: voices.shadow,
  },
  {
    do: 'activate_rules',
    context,
    day: rulesDay,
    time: '13:00',
    version: 1,
    title: `First rules for ${name.toLowerCase()}`,
    rationale: accepted,
  },
];
