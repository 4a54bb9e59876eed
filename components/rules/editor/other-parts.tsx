'use client';

import { categoryLooks, categoryOrder } from '@/components/states/category';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { Section } from '@/components/ui/section';
import { differenceNames, kindNames } from '@/lib/domain/rule-words/document-words';
import { spanWords } from '@/lib/domain/rule-words/tolerance-words';
import { severities } from '@/lib/domain/words';
import { Pick } from './controls';
import { faultsUnder, listOf, moved, pointerTo, type Tree, textOf, treeOf, withItem, withMember } from './document';
import type { PartProps } from './fields-part';
import type { Choice } from './members';
import { MoveButtons } from './move-buttons';

const withList = (tree: Tree, name: string, list: readonly unknown[]): Tree =>
  withMember(tree, name, list.length === 0 ? undefined : list);

function Wrong({ faults, pointer }: { faults: PartProps['faults']; pointer: string }) {
  return faultsUnder(faults, pointer).map((fault) => (
    <p key={`${fault.pointer} ${fault.message}`} className="wrong">
      {fault.message}
    </p>
  ));
}

/** Fields whose differences do not count: why, and until when. */
export function IgnoredPart({ tree, faults, change }: PartProps) {
  const ignored = listOf(tree.ignored);
  const set = (next: readonly unknown[]) => change((now) => withList(now, 'ignored', next));
  return (
    <Section
      title="Not compared"
      step={3}
      note="each with its reason and, better, an end"
      end={
        <Button small onClick={() => set([...ignored, { field: '', reason: '' }])}>
          Ignore a field
        </Button>
      }
    >
      <ul className="entries">
        {ignored.map((item, index) => {
          const entry = treeOf(item);
          const put = (name: string, value: string) =>
            set(
              withItem(ignored, index, withMember(entry, name, value === '' && name === 'until' ? undefined : value)),
            );
          const pointer = pointerTo('ignored', index);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name that is being typed changes
            <li key={index}>
              <div className="entry ignored">
                <TextField
                  label="Field"
                  value={textOf(entry.field)}
                  spellCheck={false}
                  onChange={(event) => put('field', event.target.value)}
                />
                <TextField
                  label="Why it does not count"
                  value={textOf(entry.reason)}
                  onChange={(event) => put('reason', event.target.value)}
                />
                <TextField
                  label="Until the end of"
                  type="date"
                  value={textOf(entry.until)}
                  onChange={(event) => put('until', event.target.value)}
                />
                <Button
                  look="quietly"
                  small
                  aria-label={`Remove: ${textOf(entry.field)}`}
                  onClick={() => set(withItem(ignored, index, undefined))}
                >
                  ×
                </Button>
              </div>
              <Wrong faults={faults} pointer={pointer} />
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

const named = (names: Readonly<Record<string, string>>, any: string): Choice[] => [
  { value: '', label: any },
  ...Object.entries(names).map(([value, label]) => ({ value, label })),
];
const kindChoices = named(kindNames, 'any difference');
const differenceChoices = named(differenceNames, 'however they differ');
const categoryChoices = categoryOrder.map((value) => ({ value, label: categoryLooks[value].word }));
const severityChoices = severities.map((value) => ({ value, label: value }));

/** What still differs, and what it is called; the first that fits counts, so they can be moved. */
export function ClassifyPart({ tree, faults, change }: PartProps) {
  const classify = listOf(tree.classify);
  const set = (next: readonly unknown[]) => change((now) => ({ ...now, classify: next }));
  return (
    <Section
      title="What still differs is called"
      step={4}
      note="the first that fits counts"
      end={
        <Button
          small
          onClick={() => set([...classify, { kind: 'value', category: 'known_variance', severity: 'minor' }])}
        >
          Add a class
        </Button>
      }
    >
      <ol className="entries">
        {classify.map((item, index) => {
          const entry = treeOf(item);
          const put = (name: string, value: string) =>
            set(withItem(classify, index, withMember(entry, name, value === '' ? undefined : value)));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a class is known by
            <li key={index}>
              <div className="entry class">
                <span className="place">{index + 1}</span>
                <input
                  className="input mono"
                  aria-label={`Field of class ${index + 1}`}
                  placeholder="any field"
                  value={textOf(entry.field)}
                  onChange={(event) => put('field', event.target.value)}
                />
                <Pick
                  label={`Kind of class ${index + 1}`}
                  choices={kindChoices}
                  value={entry.kind}
                  onChange={(value) => put('kind', value)}
                />
                <Pick
                  label={`Difference of class ${index + 1}`}
                  choices={differenceChoices}
                  value={entry.difference}
                  onChange={(value) => put('difference', value)}
                />
                <span className="then faint">is</span>
                <Pick
                  label={`Category of class ${index + 1}`}
                  choices={categoryChoices}
                  value={entry.category}
                  onChange={(value) => put('category', value)}
                />
                <Pick
                  label={`Severity of class ${index + 1}`}
                  choices={severityChoices}
                  value={entry.severity}
                  onChange={(value) => put('severity', value)}
                />
                <span className="moves">
                  <MoveButtons
                    what={`class ${index + 1}`}
                    index={index}
                    of={classify.length}
                    onMove={(by) => set(moved(classify, index, by))}
                  />
                  <Button
                    look="quietly"
                    small
                    aria-label={`Remove class ${index + 1}`}
                    onClick={() => set(withItem(classify, index, undefined))}
                  >
                    ×
                  </Button>
                </span>
              </div>
              <Wrong faults={faults} pointer={pointerTo('classify', index)} />
            </li>
          );
        })}
      </ol>
      <p className="sub data">Anything else is unclassified and critical.</p>
    </Section>
  );
}

const begun = { window: 'PT15M', period: 'PT1H' };

/** How outcomes of one side find each other. */
export function MatchingPart({ tree, faults, change }: PartProps) {
  const there = Object.hasOwn(tree, 'matching');
  const matching = treeOf(tree.matching);
  const set = (next: Tree | undefined) => change((now) => withMember(now, 'matching', next));
  const field = (name: 'window' | 'period', label: string) => {
    const text = textOf(matching[name]);
    const [fault] = faultsUnder(faults, pointerTo('matching', name));
    const words = spanWords(text);
    return (
      <TextField
        label={label}
        value={text}
        spellCheck={false}
        hint={words === text ? undefined : words}
        wrong={fault?.message}
        onChange={(event) => set({ ...matching, [name]: event.target.value })}
      />
    );
  };
  return (
    <Section
      title="How outcomes of one side find each other"
      step={5}
      end={
        <Button small onClick={() => set(there ? undefined : begun)}>
          {there ? 'Remove' : 'Pair outcomes'}
        </Button>
      }
    >
      {there ? (
        <div className="half fields">
          {field('window', 'The other side’s may take')}
          {field('period', 'One run covers')}
        </div>
      ) : (
        <p className="data quiet">No outcomes of one side are paired here.</p>
      )}
    </Section>
  );
}
