import type { PatternPatch } from '@/lib/contract/v1/patterns';
import type { Guard } from '@/lib/domain/decision/guards';
import type { PatternState, ReviewFinding, Role, Workload } from '@/lib/domain/words';

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
        /** What goes on being watched while the window is open. */
        guards?: readonly Guard[];
        /** When it is executed by itself. */
        date?: { day: number; time: string };
        /** Who signs, in order; the policy's slots must be among them for it to be executed. */
        voices: readonly Voice[];
        /** Left out where it was executed by the lead. */
        fate?: 'refused' | 'waits' | 'draft';
      }
    | {
        do: 'roll_back';
        lanes: readonly LaneText[];
        reason: string;
        review: When & { voices: readonly Voice[] };
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
    | {
        do: 'hold';
        by: Role;
        reason: string;
        /** Makes it a freeze, from that day on: an RFC 5545 rule, and the local time at which each window begins. */
        calendar?: { rule: string; time: string; hours: number };
        lifted?: When & { by: Role; reason: string };
      }
    | { do: 'extend_rollback_window'; lanes: readonly LaneText[]; days: number; title: string; rationale: string }
    | {
        do: 'accept_risk';
        criterion: string;
        owner: Role;
        title: string;
        rationale: string;
        gap: string;
        mitigation: string;
        /** The day on which the criterion stands again. */
        until: number;
      }
    | { do: 'delegate'; by: Role; to: Role; until: number; reason: string }
    | {
        do: 'break_glass';
        lanes: readonly LaneText[];
        incident: string;
        reason: string;
        review: When & {
          takenOnBy: Role;
          by: Role;
          reason: string;
          finding: ReviewFinding;
          follows: string;
          voices: readonly Voice[];
        };
      }
    | {
        do: 'triage';
        by: Role;
        field: string;
        /** Which of the field's patterns, where it is not the open one. */
        state?: PatternState;
        patch: Omit<PatternPatch, 'revision' | 'owner' | 'due'>;
        owner?: Role;
        /** The day by which it is to be fixed. */
        due?: number;
      }
    | { do: 'merge'; by: Role; fields: readonly string[] }
    | { do: 'retire'; by: Role; item: string; evidence: string }
  );

/** The acts of one kind. */
export type Of<Name extends Act['do']> = Extract<Act, { do: Name }>;

const says = (...roles: Role[]): Voice[] => roles.map((role) => ({ role }));

/** The usual voices for each step, as the default policy asks for them. */
export const voices = {
  shadow: says('owner'),
  validated: says('owner', 'business'),
  selective: says('business', 'operations', 'risk'),
  review: says('business', 'risk'),
  risk: says('business', 'risk'),
  extension: says('operations', 'risk'),
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
