import fc from 'fast-check';
import { laneNames, type Move, type Role, type Stage } from './state';

// What a random history is made of. Choices are numbers that are made sense of when their turn comes, so that most
// of them hit something that is there.

export type Command =
  | { do: 'propose'; person: number; move: Move; toNext: boolean }
  /** A move that the stage allows, proposed, signed by whom it needs, and executed. */
  | { do: 'carry_out'; move: Move }
  | { do: 'sign'; person: number; role: number; decision: number; approve: boolean; stale: boolean; fitting: boolean }
  | { do: 'revoke' | 'withdraw' | 'execute'; person: number; decision: number }
  | { do: 'roll_back'; person: number; mask: number }
  | { do: 'hold' | 'lift' }
  | { do: 'evidence'; met: boolean }
  | { do: 'role'; person: number; role: number; give: boolean }
  | { do: 'wait'; ms: number };

export const cast: readonly (readonly [string, readonly Role[]])[] = [
  ['lead', ['lead']],
  ['owner', ['owner']],
  ['business', ['business']],
  ['operations', ['operations']],
  ['risk', ['risk']],
  ['finance', ['finance']],
  ['engineer', ['engineer']],
  ['viewer', ['viewer']],
  ['both', ['operations', 'risk', 'owner']],
];

export const signingRoles: readonly Role[] = ['owner', 'business', 'operations', 'risk', 'finance', 'lead'];

const person = fc.nat({ max: cast.length - 1 });
const pick = fc.nat({ max: 50 });
const lanes = fc.subarray([...laneNames]);

const advance: fc.Arbitrary<Move> = fc.record({
  kind: fc.constant('advance' as const),
  to: fc.constantFrom<Stage>('shadow', 'validated', 'selective', 'selective', 'full'),
  lanes,
});

const rollback: fc.Arbitrary<Move> = fc.record({
  kind: fc.constant('rollback' as const),
  to: fc.constantFrom<Stage | null>('planned', 'shadow', 'validated', null, null),
  lanes,
});

const extension: fc.Arbitrary<Move> = fc.record({
  kind: fc.constant('extension' as const),
  to: fc.constant(null),
  lanes: fc.subarray([...laneNames], { minLength: 1 }),
});

const move = fc.oneof(
  { weight: 6, arbitrary: advance },
  { weight: 2, arbitrary: rollback },
  { weight: 2, arbitrary: extension },
);

const minute = 60_000;
const hour = 60 * minute;

/** `clock`: whether the history may let days pass; `longest`: how many commands it has at most. */
export const commandsOf = (clock: boolean, longest: number): fc.Arbitrary<Command[]> => {
  const sign = fc.record({
    do: fc.constant('sign' as const),
    person,
    role: pick,
    decision: pick,
    approve: fc.boolean().chain((yes) => (yes ? fc.constant(true) : fc.nat({ max: 5 }).map((n) => n > 0))),
    stale: fc.nat({ max: 9 }).map((n) => n === 0),
    fitting: fc.nat({ max: 3 }).map((n) => n > 0),
  });
  const on = (what: 'revoke' | 'withdraw' | 'execute') => fc.record({ do: fc.constant(what), person, decision: pick });
  const steps: { weight: number; arbitrary: fc.Arbitrary<Command> }[] = [
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('propose' as const),
        person,
        move,
        toNext: fc.nat({ max: 3 }).map((n) => n > 0),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('carry_out' as const), move }) },
    { weight: 12, arbitrary: sign },
    { weight: 7, arbitrary: on('execute') },
    { weight: 1, arbitrary: on('withdraw') },
    { weight: 1, arbitrary: on('revoke') },
    {
      weight: clock ? 6 : 3,
      arbitrary: fc.record({ do: fc.constant('roll_back' as const), person, mask: fc.integer({ min: 1, max: 15 }) }),
    },
    { weight: 1, arbitrary: fc.constantFrom<Command>({ do: 'hold' }, { do: 'lift' }) },
    { weight: 1, arbitrary: fc.boolean().map((met) => ({ do: 'evidence' as const, met })) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('role' as const), person, role: pick, give: fc.boolean() }),
    },
    ...(clock
      ? [
          {
            weight: 3,
            arbitrary: fc
              .oneof(
                fc.integer({ min: 1, max: 5 * minute }),
                fc.integer({ min: 1, max: 20 * hour }),
                fc.integer({ min: hour, max: 90 * hour }),
                // Longer than any decision lives, so that what has expired is met too.
                fc.integer({ min: 160 * hour, max: 200 * hour }),
              )
              .map((ms) => ({ do: 'wait' as const, ms })),
          },
        ]
      : []),
  ];
  return fc.array(fc.oneof(...steps), { minLength: Math.ceil(longest / 4), maxLength: longest, size: 'max' });
};
