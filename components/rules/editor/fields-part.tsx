'use client';

import { Button } from '@/components/ui/button';
import { Section } from '@/components/ui/section';
import type { RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import {
  type Fault,
  freeName,
  listOf,
  moved,
  ofType,
  pointerTo,
  renamed,
  type Tree,
  textOf,
  treeOf,
  withItem,
  withMember,
} from './document';
import { MoveButtons } from './move-buttons';
import { RuleRow } from './rule-rows';

export type PartProps = {
  tree: Tree;
  /** As it was last read without a fault. */
  known: RuleSetDocument;
  faults: readonly Fault[];
  change: (next: (tree: Tree) => Tree) => void;
};

type OpenProps = PartProps & { open: string | null; onOpen: (pointer: string | null) => void };

const own = <T,>(map: Readonly<Record<string, T>>, name: string): T | null =>
  Object.hasOwn(map, name) ? (map[name] ?? null) : null;

/** The rule of each field by its name. */
export function FieldsPart({ tree, known, faults, change, open, onOpen }: OpenProps) {
  const fields = treeOf(tree.fields);
  const set = (next: Tree) => change((now) => ({ ...now, fields: next }));
  const add = () => {
    const name = freeName(fields, 'field');
    set({ ...fields, [name]: ofType('text') });
    onOpen(pointerTo('fields', name));
  };
  return (
    <Section
      title="Fields"
      step={1}
      note={Object.keys(fields).length}
      end={
        <Button small onClick={add}>
          Add a field
        </Button>
      }
    >
      <ul className="rule-rows">
        {Object.entries(fields).map(([name, rule], index) => {
          const pointer = pointerTo('fields', name);
          return (
            <RuleRow
              // A name that is being typed changes: its place is what it is known by.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              key={index}
              name={name}
              nameLabel="The field"
              rule={treeOf(rule)}
              known={own(known.fields, name)}
              faults={faults}
              pointer={pointer}
              open={open === pointer}
              onOpen={(opened) => onOpen(opened ? pointer : null)}
              onName={(to) => {
                if (Object.hasOwn(fields, to)) return;
                set(renamed(fields, name, to));
                onOpen(pointerTo('fields', to));
              }}
              onChange={(next) => set(withMember(fields, name, next))}
              onRemove={() => {
                set(withMember(fields, name, undefined));
                onOpen(null);
              }}
            />
          );
        })}
      </ul>
      {Object.keys(fields).length === 0 ? (
        <p className="data quiet">None: every value is compared exactly as it was sent.</p>
      ) : null}
    </Section>
  );
}

const withList = (tree: Tree, name: string, list: readonly unknown[]): Tree =>
  withMember(tree, name, list.length === 0 ? undefined : list);

/** Rules for fields without one of their own, by their names; the first that fits counts. */
export function DefaultsPart({ tree, known, faults, change, open, onOpen }: OpenProps) {
  const defaults = listOf(tree.defaults);
  const set = (next: readonly unknown[]) => change((now) => withList(now, 'defaults', next));
  const add = () => {
    set([...defaults, { match: '*', rule: ofType('text') }]);
    onOpen(pointerTo('defaults', defaults.length, 'rule'));
  };
  return (
    <Section
      title="Every other field"
      step={2}
      note="by its name, * for any text; the first that fits counts"
      end={
        <Button small onClick={add}>
          Add a rule
        </Button>
      }
    >
      <ul className="rule-rows">
        {defaults.map((item, index) => {
          const entry = treeOf(item);
          const pointer = pointerTo('defaults', index, 'rule');
          return (
            <RuleRow
              // biome-ignore lint/suspicious/noArrayIndexKey: two may have one name while they are edited
              key={index}
              name={textOf(entry.match)}
              nameLabel="Fields named"
              rule={treeOf(entry.rule)}
              known={known.defaults?.[index]?.rule ?? null}
              faults={faults}
              pointer={pointer}
              open={open === pointer}
              onOpen={(opened) => onOpen(opened ? pointer : null)}
              onName={(match) => set(withItem(defaults, index, { ...entry, match }))}
              onChange={(rule) => set(withItem(defaults, index, { ...entry, rule }))}
              onRemove={() => {
                set(withItem(defaults, index, undefined));
                onOpen(null);
              }}
              acts={
                <MoveButtons
                  what="this rule"
                  index={index}
                  of={defaults.length}
                  onMove={(by) => {
                    set(moved(defaults, index, by));
                    onOpen(pointerTo('defaults', index + by, 'rule'));
                  }}
                />
              }
            />
          );
        })}
      </ul>
    </Section>
  );
}
