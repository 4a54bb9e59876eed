'use client';

import { Pick } from './controls';
import { faultsAt, inOrder, ofType, type Tree, typeOf } from './document';
import { type RuleType, type Stage, stagesOf, typeChoices } from './members';
import { isNamed, MembersForm, type Place } from './members-form';

const stages: { stage: Stage; title: string; add: string; none: string }[] = [
  { stage: 'before', title: 'First, on each side', add: 'Add a step…', none: 'Nothing: each side counts as sent.' },
  { stage: 'read', title: 'Then it is read', add: 'Add how it is read…', none: 'As text.' },
  { stage: 'may', title: 'And may differ', add: 'Add what may differ…', none: 'Not at all: both must agree.' },
];

type Props = Place & { rule: Tree; onChange: (rule: Tree) => void };

/** One rule: what its values are, and the steps that both sides go through, in their order. */
export function RuleForm({ rule, onChange, faults, pointer }: Props) {
  const type = typeOf(rule);
  const of = stagesOf(type);
  const own = [...faultsAt(faults, pointer), ...faultsAt(faults, `${pointer}/type`)];
  return (
    <div className="rule-form">
      <div className="stage">
        <h4>Its values are</h4>
        <Pick
          label="Its values are"
          choices={typeChoices}
          value={rule.type}
          onChange={(next) => onChange(ofType(next as RuleType, rule))}
          wrong={own.length > 0}
        />
        {own.map((message) => (
          <p key={message} className="wrong">
            {message}
          </p>
        ))}
      </div>
      {stages.map(({ stage, title, add, none }) =>
        of[stage].length === 0 ? null : (
          <div key={stage} className="stage">
            <h4>{title}</h4>
            {of[stage].some((member) => isNamed(member, rule)) ? null : <p className="quiet">{none}</p>}
            <MembersForm
              members={of[stage]}
              value={rule}
              onChange={(next) => onChange(inOrder(next))}
              faults={faults}
              pointer={pointer}
              add={add}
            />
          </div>
        ),
      )}
    </div>
  );
}
